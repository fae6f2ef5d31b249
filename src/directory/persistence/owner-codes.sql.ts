import { orgTypeCodes, ownerCodesOf } from '../domain/organisation-types.js';

/**
 * SQL condition: a unit of this type may act in states with this owner code.
 *
 * @param unitType SQL expression of the type of the unit.
 * @param owner    SQL expression of the owner code. Codes that are no organisation (`CLIENT`) never match.
 */
export function unitHoldsOwner(unitType: string, owner: string): string {
  const typesByOwner = new Map<string, string[]>();
  for (const type of orgTypeCodes) {
    for (const code of ownerCodesOf(type)) typesByOwner.set(code, [...(typesByOwner.get(code) ?? []), type]);
  }
  const cases = [...typesByOwner].map(
    ([code, types]) => `WHEN '${code}' THEN '{${types.join(',')}}'::text[]`,
  );
  return `${unitType} = ANY (CASE ${owner} ${cases.join(' ')} ELSE '{}'::text[] END)`;
}
