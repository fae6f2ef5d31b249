import type {
  CaseId,
  ConsentId,
  DataItemId,
  DisclosureId,
  PersonId,
  StaffId,
  UnitId,
} from '../../kernel/index.js';
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

/** Why a basis ended. */
export type BasisEndReason = 'REVOKED' | 'EXPIRED' | 'SUPERSEDED' | 'GROUND_ENDED';

/** What merely ran out, or lost its ground, asks for no answer of the recipient. */
export function asksForAnswer(reason: BasisEndReason): boolean {
  return reason === 'REVOKED' || reason === 'SUPERSEDED';
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
  readonly effect: SharingEffect;
  readonly row: number;
  readonly basis: readonly string[];
  readonly tableVersion: number;
  readonly consentId: ConsentId | null;
  readonly releaseId: ConsentId | null;
  readonly decidedBy: StaffId;
  readonly disclosedAt: Date;
  readonly basisEndedAt: Date | null;
  readonly basisEndReason: BasisEndReason | null;
  /** Calendar date; `null` where the recipient owes no answer. */
  readonly answerDueOn: string | null;
  readonly answer: BasisAnswer | null;
  readonly answerNorm: string | null;
}

/** What the person is told about a disclosure that a revocation cannot call back; plain German. */
export function cannotBeCalledBack(
  recipientName: string,
  { category, channel, answer }: Pick<DisclosureRecord, 'category' | 'channel' | 'answer'>,
): string {
  const learned = `„${recipientName}“ hat schon erfahren: ${sharingCategories[category]}.`;
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

/** What the person is told about what a unit learned; plain German. */
export function hasLearned(
  recipientName: string,
  category: ItemCategory,
  times: number,
  isOver: boolean,
): string {
  const often = times === 1 ? '' : ` (${times} Mal)`;
  const now = isOver ? ' Die Stelle darf es nicht mehr benutzen.' : '';
  return `„${recipientName}“ hat erfahren: ${sharingCategories[category]}${often}.${now}`;
}
