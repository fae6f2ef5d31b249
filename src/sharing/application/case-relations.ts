import type { CaseId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** How the actor of a transaction stands to a case. */
export interface CaseRelation {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  /** The actor is the person of the case. */
  readonly isClient: boolean;
  /** The actor is the staff member who leads the case. */
  readonly isLead: boolean;
  /** Units through which the actor takes part in the case now; empty for the person. */
  readonly unitIds: readonly UnitId[];
  /** Nothing may begin in the case any more; only the person still reads it. */
  readonly isClosed: boolean;
}

/** Part of a case that is read, for the register. */
export type CasePart = 'CASE' | 'PERSON' | 'PARTICIPATIONS' | 'INTERVIEWS' | 'ITEMS';

/** How a case and its person are called on paper. */
export interface CaseReference {
  /** Random number, says nothing about how many cases there are. */
  readonly number: string;
  /** Preferred name; `null` for those who may not know it, and of a person who was erased. */
  readonly personName: string | null;
}

/** Tells who stands how to a case. Declared here, implemented by the capability that knows cases. */
export abstract class CaseRelations {
  /** @returns `undefined` when the case is not there or the actor has nothing to do with it: the same answer. */
  abstract find(tx: Tx, caseId: CaseId): Promise<CaseRelation | undefined>;

  /** @throws {AccessDenied} under the same condition. */
  abstract get(tx: Tx, caseId: CaseId): Promise<CaseRelation>;

  /**
   * Like {@link get}, for reading only: who has an open emergency access sees what the leading unit sees, and every look
   * is written to the register. Nothing that changes a case may rest on it.
   *
   * @throws {AccessDenied} under the same condition, and no emergency access is open.
   */
  abstract getToRead(tx: Tx, caseId: CaseId, part: CasePart): Promise<CaseRelation>;

  /** Units that take part in a case now, the leading one included. Empty when there is no such case. */
  abstract participatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]>;

  /**
   * The same, held until the transaction ends: none of them leaves beside it, and who is just leaving is waited for and
   * left out.
   */
  abstract holdParticipatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]>;

  /** Units that take or took part in a case: each may still keep something. Empty when there is no such case. */
  abstract everInvolvedUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]>;

  /** Units of the actor that once took part in a case and do no longer. Empty when there is no such case. */
  abstract formerUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]>;

  /** Whether a case lies in a protected compartment; false when there is no such case. */
  abstract isProtected(tx: Tx, caseId: CaseId): Promise<boolean>;

  /**
   * Whether a case lies in a compartment for named counsellors and the actor works in the leading unit without being
   * one of them: then nothing else they have to do with it counts either. False when there is no such case.
   */
  abstract isClosedTo(tx: Tx, caseId: CaseId): Promise<boolean>;

  /** Cases for which {@link isClosedTo} holds: lists over cases leave them out. */
  abstract closedCases(tx: Tx): Promise<readonly CaseId[]>;

  /**
   * How to call a case on paper. The name is for the person and the leading unit alone.
   *
   * @throws {AccessDenied} not there, or the actor has nothing to do with it.
   */
  abstract reference(tx: Tx, caseId: CaseId): Promise<CaseReference>;

  /** Unit that leads a case; `undefined` when there is no such case. */
  abstract leadUnit(tx: Tx, caseId: CaseId): Promise<UnitId | undefined>;

  /** Person of a case, with whose key is sealed what is written about it; `undefined` when there is no such case. */
  abstract personOf(tx: Tx, caseId: CaseId): Promise<PersonId | undefined>;

  /**
   * Day on which the person of a case comes of age, calendar date; the earliest possible one where the birth date is
   * not known to the day, `undefined` where nothing of it is known.
   */
  abstract majorityOn(tx: Tx, caseId: CaseId): Promise<string | undefined>;
}
