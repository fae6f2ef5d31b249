import type { DecisionKind } from '../../domain/conference.js';

/** Fixed words of an outcome letter in one language. `{day}` and `{body}` are filled in. */
export interface LetterText {
  /** BCP 47. */
  readonly language: string;
  /** `DRAFT`: a translation that a speaker has not checked yet; the letter says so. */
  readonly status: 'CHECKED' | 'DRAFT';
  readonly draft: string;
  readonly title: string;
  readonly about: string;
  /** Free words stay German; whoever accompanies the person translates them. */
  readonly inGerman: string;
  /** Marks free words as they were written down, in German. */
  readonly original: string;
  /** On `{day}` the summary was read back through the interpreter. */
  readonly readBack: string;
  readonly result: string;
  readonly view: string;
  readonly dissent: string;
  readonly decisions: string;
  readonly kinds: Readonly<Record<DecisionKind, string>>;
  /** Heading of what bodies made their yes depend on. */
  readonly conditions: string;
  readonly toBeConfirmed: string;
  readonly notConfirmed: string;
  readonly next: string;
  readonly who: string;
  readonly what: string;
  readonly until: string;
  /** Nobody has said yes: silence is not acceptance. */
  readonly notAccepted: string;
  readonly noTasks: string;
  readonly yours: string;
  readonly yoursNote: string;
  readonly review: string;
  readonly ask: string;
  readonly against: string;
  readonly nothingDecided: string;
  readonly onlyBescheid: string;
  readonly objectionUntil: string;
  readonly objectionMonth: string;
  readonly courtUntil: string;
  readonly courtMonth: string;
  readonly advice: string;
  readonly wrong: string;
}

/** Words with day and body filled in. */
export function filled(text: string, values: { readonly day?: string; readonly body?: string }): string {
  return text.replaceAll('{day}', values.day ?? '').replaceAll('{body}', values.body ?? '');
}
