import type { DataItemId, UnitId } from '../../kernel/index.js';
import type { ItemKind } from '../../sharing/index.js';
import type { CaseView, InterviewQuestion, LifeArea, MediationLevel, Quotability } from '../domain/case.js';

/** Entry interview with its answers. */
export interface InterviewView {
  readonly id: string;
  readonly heldOn: string;
  readonly language: string;
  readonly mediationLevel: MediationLevel | null;
  readonly useAnonymised: boolean;
  readonly answers: readonly {
    readonly question: InterviewQuestion;
    /** `null` once the person was erased. */
    readonly original: string | null;
    readonly translation: string | null;
    readonly lifeArea: LifeArea | null;
    readonly quotable: Quotability;
  }[];
}

/** Need or resource. */
export interface LifeAreaEntryView {
  readonly id: string;
  readonly controllerUnitId: UnitId;
  /** Item of data that says it. */
  readonly itemId: DataItemId;
  readonly kind: 'NEED' | 'RESOURCE';
  readonly lifeArea: LifeArea;
  /** `null` once the person was erased. */
  readonly text: string | null;
  readonly statement: ItemKind;
  readonly priority: number | null;
  readonly recordedAt: Date;
}

/** What is needed to open a concern, and to note that it was read. */
export type SealedConcern = Pick<ListedCase, 'id' | 'personId' | 'leadUnitId' | 'concernSealed'>;

/** A case in a list: its concern stays sealed until somebody reads it. */
export interface ListedCase extends Omit<CaseView, 'concern'> {
  /** `null` where there is none for the reader. */
  readonly concernSealed: Buffer | null;
}
