import type { DataItemId, StaffId } from '../../../kernel/index.js';
import type { ItemCategory, ItemKind, ItemSource } from '../../../sharing/index.js';

/**
 * Sections of a brief that have lines, with their German titles. Section 1 (number, mode, version, author) and 2 (guiding
 * question) are taken from the conference, so that nothing can say otherwise.
 */
export const briefSections = {
  3: 'Was die Person von der Konferenz will',
  4: 'Lage jetzt, soweit sie die Leitfrage berührt',
  5: 'Verlauf in Stationen',
  6: 'Beteiligte Stellen und ihre letzte Entscheidung',
  7: 'Was versucht wurde, mit Ergebnis',
  8: 'Ressourcen',
  9: 'Offene Rechtsfrage',
  10: 'Gewünschtes Ergebnis',
} as const;
/** Number of a section with lines, 3 to 10. */
export type BriefSection = keyof typeof briefSections;

/** All of them, in their order. */
export const BRIEF_SECTIONS: readonly BriefSection[] = [3, 4, 5, 6, 7, 8, 9, 10];

const WISHES: BriefSection = 3;
const LEGAL_QUESTION: BriefSection = 9;

/** A line as its author gives it; what comes from an item has the item's kind, source and category. */
export interface DraftLine {
  /** Name of the line within this draft; others rest on it by this name. */
  readonly key: string;
  readonly section: BriefSection;
  readonly kind: ItemKind;
  readonly source: ItemSource;
  readonly category: ItemCategory;
  readonly text: string | null;
  readonly itemId: DataItemId | null;
  /** Key of the line on which an opinion rests. */
  readonly restsOn: string | null;
}

/** A line as it is kept; rows never change, a new wording is a new line. */
export interface BriefLine {
  readonly id: string;
  readonly section: BriefSection;
  readonly kind: ItemKind;
  readonly source: ItemSource;
  readonly category: ItemCategory;
  readonly itemId: DataItemId | null;
  readonly restsOnId: string | null;
  readonly writtenBy: StaffId;
}

/** Version of a brief: which lines, in which order. */
export interface BriefVersion {
  readonly id: string;
  readonly version: number;
  readonly authorId: StaffId;
  readonly writtenAt: Date;
  /** When it was sent to bodies; `null` while it was not. */
  readonly sentAt: Date | null;
}

/** What is wrong with the lines of a draft as a whole. */
export type DraftObjection =
  | 'BRIEF_OPINION_WITHOUT_GROUND'
  | 'BRIEF_WISH_NOT_OF_PERSON'
  | 'BRIEF_LEGAL_OPINION'
  | 'BRIEF_LINE_WITHOUT_TEXT';

/**
 * Checks the lines of a draft against each other: an opinion rests on a line that is none, the wishes are the person's
 * own words, and nobody answers the legal question here (§ 3 RDG).
 *
 * @param needsWording The brief names nobody: what comes from an item is worded anew.
 * @returns The first objection; `undefined` when there is none.
 */
export function objectionTo(lines: readonly DraftLine[], needsWording: boolean): DraftObjection | undefined {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  for (const { kind, section, restsOn, text, itemId } of lines) {
    const ground = restsOn === null ? undefined : byKey.get(restsOn);
    if (kind === 'OPINION' && (ground === undefined || ground.kind === 'OPINION'))
      return 'BRIEF_OPINION_WITHOUT_GROUND';
    if (restsOn !== null && ground === undefined) return 'BRIEF_OPINION_WITHOUT_GROUND';
    if (section === WISHES && kind !== 'STATEMENT') return 'BRIEF_WISH_NOT_OF_PERSON';
    if (section === LEGAL_QUESTION && kind === 'OPINION') return 'BRIEF_LEGAL_OPINION';
    const isWorded = text !== null && text.trim() !== '';
    if (needsWording ? !isWorded : isWorded === (itemId !== null)) return 'BRIEF_LINE_WITHOUT_TEXT';
  }
  return undefined;
}

/** Lines that stand on their own: an opinion whose ground the reader may not know is not shown either. */
export function withGrounds<Line extends Pick<BriefLine, 'id' | 'restsOnId'>>(
  lines: readonly Line[],
): readonly Line[] {
  const shown = new Set(lines.map(({ id }) => id));
  const kept = lines.filter(({ restsOnId }) => restsOnId === null || shown.has(restsOnId));
  return kept.length === lines.length ? kept : withGrounds(kept);
}
