import type { Temporal } from 'temporal-polyfill';
import { unitsOf, type Principal, type StaffRole } from '../auth/principal.js';
import { prepared, type PreparedStatement } from './prepared-statement.js';

/** Region under which the platform itself looks across all regions, to find out what is to be done in which. */
const PLATFORM_REGION = 'system';
/** No region is ever called so: see `region_id_format`. */
const ALL_REGIONS = '*';

/** Roles through which somebody may see cases. */
const CASE: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];
/** Roles through which somebody may see what is anonymised, besides the former. */
const ANONYMOUS: readonly StaffRole[] = ['PROJECT_LEAD', 'MODERATOR'];
/** Roles of the structure level, besides all of the former. */
const STRUCTURE: readonly StaffRole[] = ['RECORDER', 'WORKING_GROUP_MEMBER', 'STEERING_MEMBER'];

/** Changes the kind of actor alone. */
export const SET_ACTOR_KIND = prepared(
  'set_actor_kind',
  `SELECT set_config('fallwerk.actor_kind', $1, true)`,
);

/** A statement with its values. */
interface Setting {
  readonly statement: PreparedStatement;
  readonly values: readonly string[];
}

/** Statements by the names of the settings they set; there are as many as kinds of actors. */
const statements = new Map<string, PreparedStatement>();

/**
 * Sets for one transaction, in one statement, what row-level security knows of the actor. What does not apply is not set,
 * and nothing is shown for it: a setting of an earlier transaction ended with that.
 */
export function setActor(principal: Principal, now: Temporal.Instant): Setting {
  const settings = Object.entries(actorSettings(principal, now)).filter(([, value]) => value !== '');
  const names = settings.map(([name]) => name);
  return { statement: statementFor(names), values: settings.map(([, value]) => value) };
}

function statementFor(names: readonly string[]): PreparedStatement {
  const key = names.join();
  const known = statements.get(key);
  if (known) return known;
  const calls = names.map((name, index) => `set_config('fallwerk.${name}', $${index + 1}, true)`);
  const statement = prepared(`set_actor_${statements.size}`, `SELECT ${calls.join(', ')}`);
  statements.set(key, statement);
  return statement;
}

function actorSettings(principal: Principal, now: Temporal.Instant) {
  const { kind, regionId, accountId } = principal;
  const units = (...roles: readonly StaffRole[]): string => unitsOf(principal, ...roles).join(',');
  return {
    region_id: kind === 'system' && regionId === PLATFORM_REGION ? ALL_REGIONS : regionId,
    account_id: accountId,
    actor_kind: kind,
    person_id: kind === 'person' ? principal.personId : '',
    staff_id: kind === 'staff' ? principal.staffId : '',
    unit_ids: units(),
    case_unit_ids: units(...CASE),
    anonymous_unit_ids: units(...CASE, ...ANONYMOUS),
    structure_unit_ids: units(...CASE, ...ANONYMOUS, ...STRUCTURE),
    officer_unit_ids: units('DATA_PROTECTION_OFFICER'),
    project_unit_ids: units('PROJECT_LEAD'),
    at: now.toString(),
  };
}
