import type { CaseId, StaffId, UnitId } from '../../kernel/index.js';

/** Why a case has to be read in an emergency; codes only, so that nothing of the case is written here. */
export type BreakGlassReason = 'DANGER' | 'PERSON_ASKED' | 'LEGAL_DUTY' | 'FAULT';

/** Where an emergency access stands. */
export type BreakGlassState =
  'REQUESTED' | 'UNANSWERED' | 'OPEN' | 'IN_REVIEW' | 'REVIEWED' | 'REFUSED' | 'WITHDRAWN';

/** An emergency access with the state of its process. */
export interface BreakGlassView {
  readonly id: string;
  readonly caseId: CaseId;
  /** Unit that decides; `null` when nobody can, because there is no such case or it is protected. */
  readonly controllingUnitId: UnitId | null;
  readonly requestedBy: StaffId;
  readonly reason: BreakGlassReason;
  /** Number of a ticket or a call, sealed for the person of the case. */
  readonly referenceSealed: Buffer | null;
  readonly requestedAt: Date;
  readonly decidedBy: StaffId | null;
  readonly decidedAt: Date | null;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED' | null;
  readonly state: BreakGlassState;
}
