import type { ItemKind } from '../../../sharing/index.js';
import type { RecordTarget, RecordText } from './record-check.js';

/** A line of the brief that the recorder knew. */
export interface KnownLine {
  readonly id: string;
  readonly kind: ItemKind;
  readonly text: string;
  /** Line on which an opinion rests; `null` when none is known. */
  readonly restsOnId: string | null;
}

/** A line of the brief that stands in a record, with the kind it has there. */
export interface RecordQuote {
  readonly target: RecordTarget;
  readonly lineId: string;
  readonly kind: ItemKind;
  /** The line on which an opinion rests stands in the record too. */
  readonly isGrounded: boolean;
  /** As they stand in the record; `null` once the person was erased. */
  readonly words: string | null;
}

/** Shorter lines are found in anything. */
const SHORTEST = 12;

/** Lines of the brief that texts of a record repeat word for word, in the order of the texts. */
export function quotesIn(texts: readonly RecordText[], lines: readonly KnownLine[]): readonly RecordQuote[] {
  const repeated = texts.flatMap(({ target, text }) =>
    lines
      .filter((line) => line.text.length >= SHORTEST && text.includes(line.text))
      .map((line) => ({ target, line })),
  );
  const ids = new Set(repeated.map(({ line }) => line.id));
  return repeated.map(({ target, line: { id, kind, text, restsOnId } }) => ({
    target,
    lineId: id,
    kind,
    isGrounded: restsOnId !== null && ids.has(restsOnId),
    words: text,
  }));
}

/** Texts without what is quoted: its kind is known, nothing has to be guessed from its words. */
export function withoutQuotes(
  texts: readonly RecordText[],
  quotes: readonly Pick<RecordQuote, 'words'>[],
): readonly RecordText[] {
  const words = quotes.flatMap((quote) => quote.words ?? []);
  return texts.map(({ target, text }) => ({
    target,
    text: words.reduce((rest, quoted) => rest.replaceAll(quoted, ' '), text),
  }));
}

/** What somebody who reads the record has to know of a quoted line; `undefined` of facts and the person’s own words. */
export function markOf({ kind, isGrounded }: Pick<RecordQuote, 'kind' | 'isGrounded'>): string | undefined {
  switch (kind) {
    case 'OBSERVATION':
      return 'Beobachtung';
    case 'ALLEGATION':
      return 'Behauptung, nicht belegt';
    case 'OPINION':
      return isGrounded ? 'Einschätzung' : 'Einschätzung ohne genannten Grund';
    case 'FACT':
    case 'STATEMENT':
      return undefined;
  }
}
