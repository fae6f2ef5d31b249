import type { UnitId } from '../../../kernel/index.js';
import type { ConferenceKind, ConferenceMode, DecisionKind } from '../../domain/conference.js';
import type { Position } from '../../sitting/domain/sitting.js';
import type { Addendum } from './agreement.js';
import type { RecordQuote } from './record-quotes.js';
import type { DecisionStanding } from '../persistence/decision-answer.repository.js';

/** A body on the sheet. */
export interface SheetBody {
  readonly unitId: UnitId;
  /** Name of unit and organisation. */
  readonly name: string;
  /** Whom to ask there, as a function. */
  readonly contact: string;
  /** Who came, as colleagues know them; `null` when nobody was named. */
  readonly attendee: string | null;
  readonly mandate: boolean;
  readonly attended: boolean | null;
  /** A written contribution is there; `null` when none was asked for. */
  readonly contributed: boolean | null;
}

/** A task on the sheet. */
export interface SheetTask {
  readonly title: string | null;
  readonly unitId: UnitId | null;
  readonly dueOn: string;
  readonly accepted: boolean;
}

/** A Bescheid on the sheet: where it is found, and what can be done against it. */
export interface SheetBescheid {
  readonly reference: string | null;
  readonly issuedOn: string;
  readonly remedyKind: 'OBJECTION' | 'COURT';
  readonly remedyNorm: string;
  readonly remedyUntil: string | null;
}

/** A decision on the sheet. */
export interface SheetDecision {
  readonly kind: DecisionKind;
  readonly unitId: UnitId | null;
  readonly standing: DecisionStanding;
  /** `null` where it is masked for the reader, and once the person was erased. */
  readonly text: string | null;
  /** Conditions under which bodies agreed. */
  readonly conditions: readonly { readonly unitId: UnitId; readonly words: string | null }[];
  readonly tasks: readonly SheetTask[];
  readonly bescheide: readonly SheetBescheid[];
}

/** Basis on which a body learnt something. */
export interface SheetBasis {
  readonly unitId: UnitId;
  readonly category: string;
  readonly basis: string;
}

/**
 * All a record has to say (method 4.6), as far as its reader may know it. Not the words of the talk, nobody's name but
 * those of staff, nothing of the restricted part.
 */
export interface RecordSheet {
  readonly number: string;
  readonly kind: ConferenceKind;
  readonly mode: ConferenceMode;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** Room, or `null` for video. */
  readonly place: string | null;
  /** Number of the case; `null` when nobody is named, and for bodies. */
  readonly caseNumber: string | null;
  readonly chair: string | null;
  readonly recorder: string | null;
  readonly convener: SheetBody;
  readonly bodies: readonly SheetBody[];
  readonly confidentialityReminded: boolean;
  readonly interpreterLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  readonly interpreterLanguage: string | null;
  readonly personPresent: boolean;
  readonly companionPresent: boolean;
  readonly personAbsentReason: string | null;
  readonly bases: readonly SheetBasis[];
  readonly guidingQuestion: string | null;
  readonly result: string | null;
  readonly personsView: string | null;
  readonly resourcesNamed: string | null;
  readonly decisions: readonly SheetDecision[];
  readonly dissent: string | null;
  /** What the person said to the summary that was read back, in their own words. */
  readonly personsDissent: string | null;
  /** What bodies said to the result that is not plain agreement. */
  readonly positions: readonly {
    readonly unitId: UnitId;
    readonly position: Position;
    readonly words: string | null;
  }[];
  /** What the person or a body wanted changed and was not: it stays with the record. */
  readonly rejectedCorrections: readonly { readonly wish: string | null; readonly answer: string | null }[];
  /** What nobody could answer before the approval: chair and recorder might not read it any more. */
  readonly unresolvedCorrections: readonly string[];
  /** Lines of the brief that stand in its texts, with their kinds. */
  readonly quotes: readonly RecordQuote[];
  /** The basis on which chair and recorder read it had ended when it was approved. */
  readonly approvedUnread: boolean;
  readonly reviewOn: string | null;
  /** Number of findings for the structure; never which. */
  readonly findings: number;
  readonly addenda: readonly Pick<Addendum, 'words' | 'concernedUnitIds' | 'writtenAt'>[];
  /** Day on which the summary was read back to the person through the interpreter; `null` when it was not. */
  readonly interpretedBackAt: Date | null;
  readonly recordedAt: Date;
  readonly submittedAt: Date | null;
  readonly approvedAt: Date | null;
  /** Last change of anything on it: the same sheet gives the same file. */
  readonly changedAt: Date;
}
