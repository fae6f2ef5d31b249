/** What is marked in the picture of a running process. */
export interface PictureMarks {
  /** Ids of the states the process is in. */
  readonly present: ReadonlySet<string>;
  /** State id → short text: numbers of the events that led there, and a day. */
  readonly states: ReadonlyMap<string, string>;
  /** Transition id → numbers of the events that took it. */
  readonly taken: ReadonlyMap<string, readonly number[]>;
  /** Sentences for the description of the picture. */
  readonly description: string;
}

/** A definition that nobody runs: nothing is marked. */
export const NO_MARKS: PictureMarks = {
  present: new Set(),
  states: new Map(),
  taken: new Map(),
  description: '',
};
