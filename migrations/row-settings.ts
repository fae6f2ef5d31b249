/**
 * Conditions of row-level security. They read who acts from the settings of the transaction (`actor-settings.ts`); without
 * settings nothing holds. Where they stand in a condition as `<<…>>` is decided by {@link perRow} and {@link perStatement}.
 */

/** A setting of the transaction; null or empty when nobody set it. */
export const setting = (name: string): string => `<<${name}>>`;
/** A setting that is an identifier. */
export const identifier = (name: string): string => `<<${name} as uuid>>`;
/** The same, which holds until the transaction writes something. */
export const known = (name: string): string => `<<${name} until written>>`;
/** A question that depends on no row, unless it was answered with no before the transaction wrote something. */
export const asked = (name: string): string => `<<${name} or ask>>`;

/** Units of the actor, by the roles held there. */
export type UnitSetting =
  | 'unit_ids'
  | 'case_unit_ids'
  | 'anonymous_unit_ids'
  | 'structure_unit_ids'
  | 'officer_unit_ids'
  | 'project_unit_ids';

/** The login that acts. */
export const account = identifier('account_id');
/** The person who acts; null for anybody else. */
export const person = identifier('person_id');
/** The staff member who acts; null for anybody else. */
export const staff = identifier('staff_id');
/** The platform itself, or somebody's deed «von Amts wegen» (`Tx.exOfficio`). */
export const system = `${setting('actor_kind')} = 'system'`;
/** Everybody but the persons themselves. */
export const office = `${setting('actor_kind')} IN ('staff', 'system')`;

/** Instant of the transaction. */
export const at = `nullif(current_setting('fallwerk.at', true), '')::timestamptz`;

/** The region of the transaction; `*` is the platform looking at all of them. */
export function inRegion(table: string): string {
  return `(${table}.region_id = ${setting('region_id')} OR current_setting('fallwerk.region_id', true) = '*')`;
}

/** A column is one of the units that the actor has such a role in. */
export function of(column: string, units: UnitSetting): string {
  return `<<${column} in ${units}>>`;
}

/** Nothing was written in the transaction, so what was seen in it stays true for its purposes. */
export const NOTHING_WRITTEN = `pg_current_xact_id_if_assigned() IS NULL`;

const PLACEHOLDER = /<<(?:(?<column>[\w.]+) in )?(?<name>\w+)(?<form> as uuid| until written| or ask)?>>/g;

interface Placeholder {
  readonly column?: string;
  readonly name: string;
  readonly form?: ' as uuid' | ' until written' | ' or ask';
}

const current = (name: string): string => `current_setting('fallwerk.${name}', true)`;

function lookUp({ name, form }: Placeholder): string {
  const id = `nullif(${current(name)}, '')::uuid`;
  switch (form) {
    case ' as uuid':
      return id;
    case ' until written':
      return `CASE WHEN ${NOTHING_WRITTEN} THEN ${id} END`;
    case ' or ask':
      return `CASE WHEN ${NOTHING_WRITTEN} AND ${current(`not_${name}`)} = 'true' THEN false ELSE ${name}() END`;
    case undefined:
      return current(name);
  }
}

function fill(condition: string, write: (placeholder: Placeholder) => string): string {
  return condition.replaceAll(PLACEHOLDER, (...groups: unknown[]) => write(groups.at(-1) as Placeholder));
}

/** Looked up for the row at hand. */
function forRow(placeholder: Placeholder): string {
  const { column, name } = placeholder;
  return column ? `(strpos(${current(name)}, ${column}::text) > 0)` : `(${lookUp(placeholder)})`;
}

/** Looked up in a subquery, so once per statement. */
function forStatement(placeholder: Placeholder): string {
  const { column, name } = placeholder;
  return column
    ? `(${column} = ANY ((SELECT string_to_array(${current(name)}, ',')::uuid[])::uuid[]))`
    : `(SELECT ${lookUp(placeholder)})`;
}

/** A condition that looks settings up for every row: the cheaper way for tables of which a statement sees few rows. */
export function perRow(condition: string): string {
  return fill(condition, forRow);
}

/** Settings that nearly every row is asked about. A subquery costs a statement as much as some ten rows without it. */
const HOT: ReadonlySet<string> = new Set(['region_id', 'actor_kind']);

/** The same with the hot settings looked up once: for tables of which a statement sees many rows. */
export function perStatement(condition: string): string {
  return fill(condition, (placeholder) =>
    placeholder.column !== undefined || placeholder.form !== undefined || HOT.has(placeholder.name)
      ? forStatement(placeholder)
      : forRow(placeholder),
  );
}
