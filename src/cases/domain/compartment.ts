import type { CaseId, ConsentId, StaffId, UnitId } from '../../kernel/index.js';
import type { ConsentView } from '../../sharing/index.js';

/**
 * For whom of the staff a case exists at all, from the widest to the strictest.
 *
 * - `NONE`: for all units that take part.
 * - `UNIT`: for the leading unit, and units to which two of its people opened it.
 * - `COUNSELLOR`: in the leading unit only for the case lead and named counsellors.
 */
export const COMPARTMENTS = ['NONE', 'UNIT', 'COUNSELLOR'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];

/** Compartments that protect. Protection is taken back unit by unit, never as a whole. */
export const PROTECTING = ['UNIT', 'COUNSELLOR'] as const;
export type ProtectingCompartment = (typeof PROTECTING)[number];

/** Whether a compartment shows a case to fewer people than another. */
export function isStricter(compartment: Compartment, than: Compartment): boolean {
  return COMPARTMENTS.indexOf(compartment) > COMPARTMENTS.indexOf(than);
}

/** What the second person decides. */
export const OPENING_DECISIONS = ['RELEASED', 'REFUSED'] as const;
export type OpeningDecision = (typeof OPENING_DECISIONS)[number];

/** Request to open a protected case to one unit, and what became of it. */
export interface CompartmentOpening {
  readonly id: string;
  readonly caseId: CaseId;
  readonly toUnitId: UnitId;
  readonly consentId: ConsentId;
  /** Version of the acknowledged warning; `null` where § 87 AufenthG does not bind the unit. */
  readonly warningVersion: string | null;
  readonly requestedBy: StaffId;
  readonly requestedAt: Date;
  readonly decidedBy: StaffId | null;
  readonly decidedAt: Date | null;
  readonly decision: OpeningDecision | null;
}

/**
 * Whether a consent carries the opening: of the person and in general, granted and valid today, of this case, from the leading unit to exactly this
 * unit, naming the fact of counselling, and given after the warning about § 87 AufenthG where that binds the unit.
 *
 * @param on Calendar date.
 */
export function carriesOpening(
  consent: ConsentView,
  opening: {
    readonly caseId: CaseId;
    readonly leadUnitId: UnitId;
    readonly toUnitId: UnitId;
    readonly needsWarning: boolean;
    readonly on: string;
  },
): boolean {
  return (
    consent.kind === 'CONSENT' &&
    consent.givenBy === 'PERSON' &&
    consent.entrustedItemId === null &&
    consent.caseId === opening.caseId &&
    consent.state === 'GRANTED' &&
    consent.discloserUnitId === opening.leadUnitId &&
    consent.recipientUnitId === opening.toUnitId &&
    consent.categories.includes('FACT_CM') &&
    consent.validFrom <= opening.on &&
    opening.on <= consent.validUntil &&
    (!opening.needsWarning || consent.section87Warned)
  );
}
