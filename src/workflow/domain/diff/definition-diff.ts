import type { DelayDefinition, JsonValue } from '../definition.js';

/** What part of a definition a change is about. */
export type ChangedPart =
  'DEFINITION' | 'STATE' | 'TRANSITION' | 'EVENT' | 'PAYLOAD_FIELD' | 'CONTEXT_FIELD' | 'DEADLINE';

/** What happened to the part. */
export type ChangeKind =
  | 'ADDED'
  | 'REMOVED'
  /** Another id, but the same inside and outside: a candidate for a person to confirm. */
  | 'RENAMED'
  /** The same state at another place of the tree. */
  | 'MOVED'
  /** Atomic, compound, parallel, final, history; or the kind of the process as a whole (another key). */
  | 'KIND'
  /** The state that is entered first, or the default of a history state. */
  | 'INITIAL'
  /** Who must act next. */
  | 'OWNER'
  /** Who may send an event. */
  | 'SENDERS'
  /** Regions are worked through in another order: simultaneous effects and conflicts change (trap 26). */
  | 'REGIONS_REORDERED'
  /** Another alternative is tried first. */
  | 'ORDER'
  | 'TARGET'
  | 'GUARD'
  /** `record`, `clear` and effects of a transition, or of entering and leaving a state. */
  | 'ACTIONS'
  | 'OUTPUT'
  /** Tags, re-entry, expiry in favour: what else of a part has meaning. */
  | 'BEHAVIOUR'
  /** JSON Schema of a field, or whether it is required. */
  | 'SCHEMA'
  /** Initial value of a context field. */
  | 'INITIAL_VALUE'
  /** Length, start, shift or counting of a deadline. */
  | 'RULE'
  | 'WARNINGS'
  | 'LAW'
  | 'DATA_CATEGORIES'
  /** Labels and explanations only. */
  | 'TEXT';

/** One difference. */
export interface Change {
  readonly part: ChangedPart;
  readonly kind: ChangeKind;
  /** Technical id: state id, transition id, `EVENT`, `EVENT.field`, field, delay; of the new version where it has one. */
  readonly id: string;
  /** German name of the part, of the new version where it has one; `Zustand: Ereignis` for a transition. */
  readonly label: string;
  /** Old and new content as the definition writes it; `null` where there is none. */
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** `false`: texts and order of writing; no decision comes out differently. */
  readonly affectsDecisions: boolean;
}

/** Whether a process that stands in a state of the old version can go on in the new one. */
export type FitVerdict = 'FITS' | 'NEEDS_MAPPING' | 'CANNOT';

/** Why; a code, told in words by the renderer. */
export type FitReason =
  /** The state is there under the same id. */
  | 'SAME_STATE'
  /** The state is an end of the whole process; what has ended is not moved. */
  | 'PROCESS_ENDED'
  /** The state is there, and parallel regions beside it are entered anew. */
  | 'NEW_REGIONS'
  | 'RENAMED'
  | 'MOVED'
  /** The state is gone, and nothing resembles it. */
  | 'REMOVED'
  /** The state has states inside now. */
  | 'REFINED'
  /** The state was waited in and is an end now, or the other way round. */
  | 'END_CHANGED'
  /** Nobody can stand in the state any more: it goes on by itself at once. */
  | 'PASSES_THROUGH'
  /** The region or group of states around it is gone as a whole. */
  | 'SURROUNDINGS_GONE'
  /** Another process altogether. */
  | 'OTHER_KEY';

/** What the new version means for processes standing in one leaf state of the old one. */
export interface StateFit {
  /** Leaf state of the old version. */
  readonly stateId: string;
  readonly label: string;
  readonly verdict: FitVerdict;
  /**
   * State of the new version to stand in: the same id when it fits. A state with states inside is meant to be entered
   * as a transition would enter it. Absent: a person has to choose, or the process keeps its version.
   */
  readonly suggestion?: string;
  /** Ids of parallel regions of the new version that stand around the suggestion and that the old one did not have. */
  readonly newRegions: readonly string[];
  readonly reason: FitReason;
}

/** `NEW_DATE`: the rule differs. `STARTS`, `ENDS`: only one version has it there. `SAME_DATE`: warnings or norm only. */
export type DeadlineEffect = 'NEW_DATE' | 'STARTS' | 'ENDS' | 'SAME_DATE';

/** A deadline of a state that differs for processes moved from the old version to the new one. */
export interface DeadlineChange {
  readonly delayKey: string;
  readonly label: string;
  /** State of the old version in which it runs (leaf or around a leaf); of the new one when it starts there only. */
  readonly stateId: string;
  /** The corresponding state of the new version; `null` when it has none. */
  readonly newStateId: string | null;
  readonly effect: DeadlineEffect;
  readonly before: DelayDefinition | null;
  readonly after: DelayDefinition | null;
}

/** Everything that differs between two versions, and what it means for running processes. */
export interface DefinitionDiff {
  readonly from: { readonly key: string; readonly version: number; readonly lawVersion: string };
  readonly to: { readonly key: string; readonly version: number; readonly lawVersion: string };
  /** In the order: definition, states, transitions, events, fields, deadlines; empty when nothing differs. */
  readonly changes: readonly Change[];
  /** One entry per leaf state of the old version, in document order. */
  readonly statesFit: readonly StateFit[];
  readonly deadlinesChanged: readonly DeadlineChange[];
}
