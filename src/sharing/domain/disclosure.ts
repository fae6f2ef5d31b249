import type {
  CaseId,
  ConsentId,
  DataItemId,
  DisclosureId,
  PersonId,
  StaffId,
  UnitId,
} from '../../kernel/index.js';
import type { NecessityReason } from './conditions.js';
import type { SharingEffect } from './decision-table.js';
import { sharingCategories, type ItemCategory, type SharingPurpose } from './sharing-codes.js';

/** On which way something was disclosed, with its German label. */
export const disclosureChannels = {
  SYSTEM: 'in diesem System',
  CONFERENCE: 'in einer Fallkonferenz',
  TASK: 'mit einer Aufgabe',
  ORAL: 'im Gespräch',
  PAPER: 'auf Papier',
} as const;
export type DisclosureChannel = keyof typeof disclosureChannels;

/** What a recipient did when the basis ended, with its German label. */
export const basisAnswers = {
  ERASED: 'gelöscht',
  RESTRICTED: 'gesperrt',
  KEPT_ON_OWN_BASIS: 'behalten auf eigener gesetzlicher Grundlage',
} as const;
export type BasisAnswer = keyof typeof basisAnswers;

/** How an owed answer stands: due within a day, or past due. */
export type AnswerReminder = 'DUE_SOON' | 'OVERDUE';

/**
 * Why a basis ended. `EXCLUSIONS_ADDED`: the person excluded something in their own words, which no machine can weigh; it
 * holds again for what the discloser looked at with these words and approved once more. `NOT_NEEDED`: it was told for a
 * conference and turned out unneeded (§ 23 Abs. 2 S. 2 SGB IX).
 */
export type BasisEndReason =
  'REVOKED' | 'EXPIRED' | 'SUPERSEDED' | 'GROUND_ENDED' | 'EXCLUSIONS_ADDED' | 'NOT_NEEDED';

/** What merely ran out, or lost its ground, asks for no answer of the recipient. */
export function asksForAnswer(reason: BasisEndReason): boolean {
  return reason !== 'EXPIRED' && reason !== 'GROUND_ENDED';
}

/** What the register says about one disclosure. */
export interface DisclosureRecord {
  readonly id: DisclosureId;
  /** The deliberate act it belongs to. */
  readonly actId: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  /** `null` when only the category was registered. */
  readonly itemId: DataItemId | null;
  readonly category: ItemCategory;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly recipientFunction: string;
  readonly purpose: SharingPurpose;
  readonly channel: DisclosureChannel;
  /** Part of a conference record in which it was put down: the conference or one of its decisions. */
  readonly contributionId?: string | null;
  readonly effect: SharingEffect;
  readonly row: number;
  readonly basis: readonly string[];
  readonly tableVersion: number;
  readonly consentId: ConsentId | null;
  readonly releaseId: ConsentId | null;
  /** Conditions of the table that who decided confirmed; left out: none. */
  readonly confirmedConditions?: readonly string[];
  /** Why it was necessary, where the table asks for it. */
  readonly necessity?: NecessityReason | null;
  /** Who decided read what the declarations do not cover; left out: they exclude nothing. */
  readonly exclusionsConsidered?: boolean;
  readonly decidedBy: StaffId;
  readonly disclosedAt: Date;
  readonly basisEndedAt: Date | null;
  readonly basisEndReason: BasisEndReason | null;
  /** Calendar date; `null` where the recipient owes no answer. */
  readonly answerDueOn: string | null;
  readonly answer: BasisAnswer | null;
  readonly answerNorm: string | null;
  /** Set by the job once the answer is nearly due; `null` before. */
  readonly answerReminder: AnswerReminder | null;
}

/** What decides whether a registered disclosure still shows its item. */
export type RegisteredWay = Pick<
  DisclosureRecord,
  'itemId' | 'fromUnitId' | 'toUnitId' | 'purpose' | 'consentId' | 'releaseId' | 'basisEndedAt'
>;

/** What the person is told about a disclosure that a revocation cannot call back; plain German. */
export function cannotBeCalledBack(
  recipientName: string,
  line: Pick<DisclosureRecord, 'category' | 'channel' | 'answer'> &
    Partial<Pick<DisclosureRecord, 'basisEndReason' | 'answerDueOn'>>,
): string {
  const { category, channel, answer, basisEndReason, answerDueOn } = line;
  const learned = `„${recipientName}“ hat schon erfahren: ${sharingCategories[category]}.`;
  if (basisEndReason === 'EXCLUSIONS_ADDED' && answer === null && channel === 'SYSTEM') {
    const checked = answerDueOn === null;
    return `${learned} ${checked ? EXCLUSIONS_WORDS.CHECKED : EXCLUSIONS_WORDS.OPEN}`;
  }
  const outside =
    channel === 'SYSTEM'
      ? 'In diesem Programm sieht die Stelle es nicht mehr.'
      : `Das war ${disclosureChannels[channel]}. Das können wir nicht zurückholen.`;
  return `${learned} ${outside} ${ANSWER_WORDS[answer ?? 'OPEN']}`;
}

const ANSWER_WORDS: Readonly<Record<BasisAnswer | 'OPEN', string>> = {
  OPEN: 'Wir haben die Stelle gefragt, ob sie es auch bei sich löscht.',
  ERASED: 'Die Stelle sagt: Wir haben es gelöscht.',
  RESTRICTED: 'Die Stelle sagt: Wir benutzen es nicht mehr.',
  KEPT_ON_OWN_BASIS: 'Die Stelle sagt: Wir müssen es behalten. Das steht in einem Gesetz.',
};

const EXCLUSIONS_WORDS = {
  OPEN: 'Sie haben gesagt, was nicht dazugehört. Die Stelle sieht es erst wieder, wenn jemand es mit Ihren Worten noch einmal geprüft hat.',
  CHECKED: 'Sie haben gesagt, was nicht dazugehört. Jemand hat es mit Ihren Worten noch einmal geprüft.',
} as const;

/** What the person is told about what a unit learned; plain German. */
export function hasLearned(
  recipientName: string,
  category: ItemCategory,
  times: number,
  isOver: boolean,
  /** How often nothing permitted it, and names of the units that told it then. */
  withoutBasis: { readonly times: number; readonly by: readonly string[] } = { times: 0, by: [] },
): string {
  const often = times === 1 ? '' : ` (${times} Mal)`;
  const now = isOver ? ' Die Stelle darf es nicht mehr benutzen.' : '';
  const learned = `„${recipientName}“ hat erfahren: ${sharingCategories[category]}${often}.${now}`;
  if (withoutBasis.times === 0) return learned;
  const how = withoutBasis.times === times ? 'Das war nicht erlaubt.' : 'Das war nicht jedes Mal erlaubt.';
  return `${learned} ${how} ${askThem(withoutBasis.by)}`;
}

/** What the person is told about one disclosure that nothing permitted; plain German. */
export function wasNotAllowed(tellerName: string): string {
  return `Das war nicht erlaubt. ${askThem([tellerName])}`;
}

function askThem(tellers: readonly string[]): string {
  const names = tellers.map((name) => `„${name}“`).join(' und ');
  return `Gesagt hat es: ${names}. Fragen Sie dort nach dem Datenschutz. Sie können sich auch bei der Datenschutz-Aufsichtsbehörde beschweren.`;
}
