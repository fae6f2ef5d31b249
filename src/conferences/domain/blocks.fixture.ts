import { asId, type StaffId, type UnitId } from '../../kernel/index.js';
import type { SharingBlock } from '../../sharing/index.js';
import type { BlockBody, BlockFacts } from './block-facts.js';
import { DEFAULT_QUORUM, ruleOf } from './conference-kinds.js';

/** Identifier of a unit. */
export const unit = (name: string): UnitId => asId<UnitId>(name);
/** Unit that leads the case and convenes. */
export const LEAD = unit('lead');
/** A body. */
export const JOBCENTER = unit('jobcenter');
/** Another body. */
export const OFFICE = unit('office');
/** Somebody who works for one of them. */
export const STAFF = asId<StaffId>('staff');

/** A body that takes part, with a mandate. */
export const aBody = (unitId: UnitId, more: Partial<BlockBody> = {}): BlockBody => ({
  unitId,
  name: `Stelle ${unitId}`,
  staffId: null,
  mayHaveToReport: true,
  isEnforcement: false,
  isEssential: false,
  takesPart: true,
  isAbsent: false,
  hasMandate: true,
  wasOpened: true,
  ...more,
});

/** What the decision table says against telling a body. */
export const aSharingBlock = (
  unitId: UnitId,
  code: SharingBlock['code'] = 'CONSENT_MISSING',
): SharingBlock => ({
  code,
  unitId,
  fromUnitId: LEAD,
  category: 'HEALTH',
  missing: code === 'CONSENT_MISSING' ? 'CONSENT' : 'BASIS',
  row: 40,
  sentence: 'Es fehlt die Einwilligung der Person.',
  wayOut: 'Einwilligung einholen.',
});

/** A conference with names in whose way nothing stands. */
export const someFacts = (more: Partial<BlockFacts> = {}): BlockFacts => ({
  rule: ruleOf('INTEGRATION_IDENTIFIED'),
  mode: 'IDENTIFIED',
  dateIsSet: true,
  convenerUnitId: LEAD,
  bodies: [aBody(JOBCENTER), aBody(OFFICE)],
  sharing: [],
  isProtected: false,
  personObjects: false,
  outweighsObjection: false,
  personInvited: true,
  interpreter: { needed: false, bookedLevel: null },
  hasChair: true,
  hasRecorder: true,
  caseLeadTakesPart: true,
  quorum: DEFAULT_QUORUM,
  isConsultation: false,
  conflicts: [],
  undertakingsMissing: [],
  contributionsMissing: [],
  anonymisationReleased: null,
  ...more,
});
