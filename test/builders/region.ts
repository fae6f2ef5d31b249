import { v5 } from 'uuid';
import type { OrganisationSetup, OrgTypeCode } from '../../src/directory/index.js';
import {
  asId,
  type OrganisationId,
  type RegionId,
  type StaffId,
  type UnitId,
} from '../../src/kernel/index.js';
import type { StaffRole } from '../../src/platform/index.js';

const NAMESPACE = '0f5f3d0a-7a1c-5a6e-8f43-3c2f0b1d9e77';

/** Region of the tests; everything and everybody in it is invented. */
export const REGION: RegionId = asId('ahorntal');

/** Stable identifier of a thing of the test region. */
export function idOf<Id extends string>(kind: string, key: string): Id {
  return asId<Id>(v5(`${kind}:${key}`, NAMESPACE));
}

const UNITS = {
  beratung: ['Beratungsstelle Ahorn', 'WELFARE_PROVIDER'],
  beratung2: ['Beratungsstelle Birke', 'WELFARE_PROVIDER'],
  jobcenter: ['Jobcenter Ahorntal', 'JOBCENTER'],
  sozialamt: ['Sozialamt Ahorntal', 'SOCIAL_WELFARE_OFFICE'],
  asylblg: ['Leistungsstelle Ahorntal', 'ASYLUM_BENEFITS_OFFICE'],
  agentur: ['Agentur für Arbeit Ahorntal', 'EMPLOYMENT_AGENCY'],
  abh: ['Ausländerbehörde Ahorntal', 'IMMIGRATION_OFFICE'],
  polizei: ['Polizei Ahorntal', 'POLICE'],
  ki: ['Integrationszentrum Ahorntal', 'MUNICIPAL_INTEGRATION_CENTRE'],
  projekt: ['Projektbüro Ahorntal', 'KIM_COORDINATION'],
} as const satisfies Readonly<Record<string, readonly [string, OrgTypeCode]>>;

/** Key of a unit of the test region. */
export type UnitKey = keyof typeof UNITS;

/** Identifier of a unit. */
export function unit(key: UnitKey): UnitId {
  return idOf<UnitId>('unit', key);
}

/** Name of a unit. */
export function unitName(key: UnitKey): string {
  return UNITS[key][0];
}

/** One organisation per unit: every unit is a controller of its own. */
export const ORGANISATIONS: readonly OrganisationSetup[] = Object.entries(UNITS).map(
  ([key, [name, type]]) => ({
    id: idOf<OrganisationId>('organisation', key),
    name,
    units: [{ id: idOf<UnitId>('unit', key), name, type, contactFunction: 'Servicestelle' }],
  }),
);

type Grant = readonly [unit: UnitKey, role: StaffRole];

const STAFF = {
  lead: [['beratung', 'CASE_MANAGER']],
  colleague: [['beratung', 'CASEWORKER']],
  otherLead: [['beratung2', 'CASE_MANAGER']],
  jobcenter: [['jobcenter', 'CASEWORKER']],
  jobcenterHead: [['jobcenter', 'UNIT_LEAD']],
  sozialamt: [['sozialamt', 'CASEWORKER']],
  asylblg: [['asylblg', 'CASEWORKER']],
  agentur: [['agentur', 'CASEWORKER']],
  abh: [['abh', 'CASEWORKER']],
  moderation: [['ki', 'MODERATOR']],
  moderation2: [['ki', 'MODERATOR']],
  protokoll: [['ki', 'RECORDER']],
  protokoll2: [['ki', 'RECORDER']],
  // Leads cases and may chair, only never her own.
  leadAndModerator: [
    ['beratung', 'CASE_MANAGER'],
    ['beratung', 'MODERATOR'],
  ],
  // Chairs and records, only never both at once.
  allrounder: [
    ['ki', 'MODERATOR'],
    ['ki', 'RECORDER'],
  ],
  projektleitung: [['projekt', 'PROJECT_LEAD']],
  // A role beside casework in the very unit that leads cases.
  projektleitungAhorn: [['beratung', 'PROJECT_LEAD']],
  datenschutz: [['beratung', 'DATA_PROTECTION_OFFICER']],
  administration: [['beratung', 'SYSTEM_ADMIN']],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

/** Key of a staff member; also the subject of their login. */
export type StaffKey = keyof typeof STAFF;

/** All staff of the test region. */
export const STAFF_KEYS = Object.keys(STAFF) as readonly StaffKey[];

/** Identifier of a staff member. */
export function staffId(key: StaffKey): StaffId {
  return idOf<StaffId>('staff', key);
}

/** Roles of a staff member. */
export function grantsOf(key: StaffKey): readonly Grant[] {
  return STAFF[key];
}

/** Rooms in which conferences of the tests are held. */
export const ROOM = idOf<string>('room', 'linde');
export const OTHER_ROOM = idOf<string>('room', 'esche');
