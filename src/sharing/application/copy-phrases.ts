import { Temporal } from 'temporal-polyfill';
import type { PdfText } from '../../platform/index.js';
import {
  isItemCategory,
  type ConsentTextVersion,
  type CopyWord,
  type CopyWords,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';

const BERLIN = 'Europe/Berlin';

/** German words with those of the person's language beside them. */
export class CopyPhrases {
  private readonly german: CopyWords;
  private readonly other: CopyWords | undefined;

  /** @param language Language of the person; German has no second one. */
  constructor(version: ConsentTextVersion, language: string) {
    this.german = wordsOf(version, 'de');
    this.other = language === 'de' ? undefined : wordsOf(version, language);
  }

  /** A fixed word or sentence. */
  say(word: CopyWord): PdfText {
    return this.both(({ words }) => words[word]);
  }

  /** Several, each on a line of its own. */
  lines(words: readonly CopyWord[]): PdfText {
    return this.both((one) => words.map((word) => one.words[word]).join('\n'));
  }

  /** Kinds of data, each on a line of its own. */
  categories(categories: readonly SharingCategory[]): PdfText {
    const known = categories.filter(isItemCategory);
    return this.both((one) => known.map((category) => one.categories[category]).join('\n'));
  }

  /** What data is for. */
  purpose(purpose: SharingPurpose): PdfText {
    return this.both(({ purposes }) => purposes[purpose]);
  }

  /** A day or instant, and a word below it. */
  dated(date: string, word: CopyWord): PdfText {
    return this.both(({ words }) => `${date}\n${words[word]}`);
  }

  /** A text that each language says in its own way. */
  both(text: (words: CopyWords) => string): PdfText {
    const german = text(this.german);
    return this.other === undefined ? german : { text: german, translation: text(this.other) };
  }
}

function wordsOf({ version, copyWords }: ConsentTextVersion, language: string): CopyWords {
  const found = copyWords.find((words) => words.language === language);
  if (!found) throw new Error(`Words of copies are missing in ${language} of version ${version}`);
  return found;
}

/** A calendar date as it is written in Germany; read in every language. */
export function writtenDate(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${twoDigits(day)}.${twoDigits(month)}.${year}`;
}

/** An instant as day and time of Berlin. */
export function writtenInstant(instant: Date): string {
  const local = localTime(instant);
  return `${writtenDate(local.toPlainDate().toString())}, ${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
}

/** The day of an instant in Berlin. */
export function writtenDay(instant: Date): string {
  return writtenDate(localTime(instant).toPlainDate().toString());
}

function localTime(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(BERLIN);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
