import type { Temporal } from 'temporal-polyfill';
import { hasRole, unitsOf, type Principal, type StaffRole } from '../auth/principal.js';
import { prepared } from './prepared-statement.js';

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

/** What row-level security knows of the actor, set for one transaction in one statement. */
export const SET_ACTOR = prepared(
  'set_actor',
  `SELECT set_config('fallwerk.region_id', $1, true), set_config('fallwerk.account_id', $2, true),
          set_config('fallwerk.actor_kind', $3, true), set_config('fallwerk.person_id', $4, true),
          set_config('fallwerk.staff_id', $5, true), set_config('fallwerk.unit_ids', $6, true),
          set_config('fallwerk.case_unit_ids', $7, true), set_config('fallwerk.anonymous_unit_ids', $8, true),
          set_config('fallwerk.structure_unit_ids', $9, true), set_config('fallwerk.officer_unit_ids', $10, true),
          set_config('fallwerk.project_unit_ids', $11, true), set_config('fallwerk.is_recorder', $12, true),
          set_config('fallwerk.at', $13, true)`,
);

/** Changes the kind of actor alone. */
export const SET_ACTOR_KIND = prepared(
  'set_actor_kind',
  `SELECT set_config('fallwerk.actor_kind', $1, true)`,
);

/** Values of {@link SET_ACTOR}; what does not apply is empty, and nothing is shown for it. */
export function actorSettings(principal: Principal, now: Temporal.Instant): readonly string[] {
  const { kind, regionId, accountId } = principal;
  const units = (...roles: readonly StaffRole[]): string => unitsOf(principal, ...roles).join(',');
  return [
    kind === 'system' && regionId === PLATFORM_REGION ? ALL_REGIONS : regionId,
    accountId,
    kind,
    kind === 'person' ? principal.personId : '',
    kind === 'staff' ? principal.staffId : '',
    units(),
    units(...CASE),
    units(...CASE, ...ANONYMOUS),
    units(...CASE, ...ANONYMOUS, ...STRUCTURE),
    units('DATA_PROTECTION_OFFICER'),
    units('PROJECT_LEAD'),
    String(hasRole(principal, ['RECORDER'])),
    now.toString(),
  ];
}
