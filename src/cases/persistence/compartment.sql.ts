/**
 * SQL condition: the staff member is one of the named counsellors of a case.
 *
 * @param file    Alias of `case_file`.
 * @param staffId SQL expression; null: nobody.
 */
export function isNamed(file: string, staffId: string): string {
  return `(${file}.lead_staff_id = ${staffId}::uuid OR EXISTS (
    SELECT 1 FROM case_counsellor named WHERE named.region_id = ${file}.region_id AND named.case_id = ${file}.id
      AND named.staff_id = ${staffId}::uuid))`;
}

/**
 * SQL condition: seen through this unit, the case is there for the staff member. Only the leading unit can have named
 * counsellors; for every other one its participation alone decides.
 *
 * @param file    Alias of `case_file`.
 * @param unitId  SQL expression of the unit through which somebody looks.
 * @param staffId SQL expression.
 */
export function existsInUnit(file: string, unitId: string, staffId: string): string {
  return `(${file}.compartment <> 'COUNSELLOR' OR ${unitId} <> ${file}.lead_unit_id OR ${isNamed(file, staffId)})`;
}
