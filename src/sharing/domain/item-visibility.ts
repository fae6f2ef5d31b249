import type { DataItemId, StaffId, UnitId } from '../../kernel/index.js';
import type { DataItemFacts } from './data-item.js';
import { decisionTable1 } from './decision-table/1.js';
import { declarationsInWords } from './declaration-words.js';
import { underRegime } from './decision-table.js';
import type { RegisteredWay } from './disclosure.js';
import type { DisclosureVerdict } from './judge-disclosure.js';

/** Why an item is shown. */
export type VisibleReason = 'OWN_DATA' | 'OWN_UNIT' | 'DISCLOSED';
/** Why only a masked line is shown: without category, text or anything else about the content. */
export type HiddenReason =
  'BASIS_ENDED' | 'CORRECTED' | 'RESTRICTED' | 'ERASED' | 'ENTRUSTED_TO_COLLEAGUE' | 'ENTRUSTED_BY_OTHER';

/** Explanation of one line: one sentence for staff, one in plain German. */
export interface VisibilityExplanation {
  readonly basis: readonly string[];
  readonly sentence: string;
  readonly plain: string;
}

/** One item as somebody sees it. */
export type SeenItem<Item extends DataItemFacts = DataItemFacts> =
  | {
      readonly isVisible: true;
      readonly item: Item;
      readonly reason: VisibleReason;
      readonly why: VisibilityExplanation;
      /** The disclosure that shows it, with what it rests on today; `null` for own items. */
      readonly shownBy: { readonly line: RegisteredWay; readonly verdict: DisclosureVerdict } | null;
    }
  | {
      readonly isVisible: false;
      readonly item: Item;
      readonly reason: HiddenReason;
      readonly why: VisibilityExplanation;
    };

/** Who looks at a case. */
export interface Beholder {
  /** They are the person of the case. */
  readonly isClient: boolean;
  readonly unitIds: readonly UnitId[];
  readonly staffId: StaffId | null;
  /** What others entrusted about the person and nobody released to them, with what was recorded from it. */
  readonly withheld?: ReadonlySet<DataItemId>;
}

/** Decides again today about a registered disclosure. */
export type Rejudge = (item: DataItemFacts, line: RegisteredWay) => DisclosureVerdict;

/**
 * How one item appears to somebody who looks at the case now.
 *
 * A unit sees what it controls, and what was disclosed to it as long as the basis holds at this moment. Items whose
 * basis ended, or that were corrected, leave a masked line, because the unit knew of them. Of anything else not even the existence is told.
 *
 * @param register Disclosures of the item, oldest first; those to other units do not count.
 * @returns `undefined` when the beholder may not know that the item exists.
 */
export function seeItem<Item extends DataItemFacts>(
  item: Item,
  register: readonly RegisteredWay[],
  beholder: Beholder,
  rejudge: Rejudge,
): SeenItem<Item> | undefined {
  if (beholder.isClient) return seeOwnData(item, beholder.withheld?.has(item.id) === true);
  if (beholder.unitIds.includes(item.controllerUnitId)) return seeOwnUnit(item, beholder.staffId);
  const lines = register.filter(({ toUnitId }) => beholder.unitIds.includes(toUnitId));
  if (lines.length === 0) return undefined;
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  if (item.restrictedAt !== null) return hidden(item, 'RESTRICTED');
  for (const line of lines) {
    if (line.basisEndedAt !== null) continue;
    const verdict = rejudge(item, line);
    if (!verdict.permission.permitted) continue;
    // The right one was sent along; nobody works on with the wrong text.
    if (item.correctedByItemId !== null) return hidden(item, 'CORRECTED');
    const declared = declarationsInWords(verdict.declarations);
    const why = {
      basis: verdict.decision.basis,
      sentence: [verdict.permission.sentence, ...declared.sentence].join(' '),
      plain: [verdict.decision.explanation.plain, ...declared.plain].join(' '),
    };
    return { isVisible: true, item, reason: 'DISCLOSED', why, shownBy: { line, verdict } };
  }
  return hidden(item, 'BASIS_ENDED');
}

/**
 * Data about third persons is not the person's own, and what others entrusted about them is kept from them until its
 * controller weighed both sides (Art. 15 Abs. 4 DSGVO).
 */
function seeOwnData<Item extends DataItemFacts>(item: Item, isWithheld: boolean): SeenItem<Item> | undefined {
  if (item.category === 'THIRD') return undefined;
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  if (isWithheld) return hidden(item, 'ENTRUSTED_BY_OTHER');
  const why = underLawOf(item, VISIBLE.OWN_DATA);
  return { isVisible: true, item, reason: 'OWN_DATA', why, shownBy: null };
}

function seeOwnUnit<Item extends DataItemFacts>(item: Item, staffId: StaffId | null): SeenItem<Item> {
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  if (item.secrecyOrigin === 'ENTRUSTED' && item.recordedBy !== staffId) {
    return hidden(item, 'ENTRUSTED_TO_COLLEAGUE');
  }
  const why = underLawOf(item, VISIBLE.OWN_UNIT);
  return { isVisible: true, item, reason: 'OWN_UNIT', why, shownBy: null };
}

function hidden<Item extends DataItemFacts>(item: Item, reason: HiddenReason): SeenItem<Item> {
  return { isVisible: false, item, reason, why: underLawOf(item, HIDDEN[reason]) };
}

function underLawOf({ regime }: DataItemFacts, why: VisibilityExplanation): VisibilityExplanation {
  return { ...why, basis: underRegime(decisionTable1, regime, why.basis) };
}

const VISIBLE: Readonly<Record<Exclude<VisibleReason, 'DISCLOSED'>, VisibilityExplanation>> = {
  OWN_DATA: {
    basis: ['Art. 15 DSGVO', '§ 83 SGB X', '§ 25 SGB X'],
    sentence: 'Die Person darf sehen, was über sie festgehalten ist.',
    plain: 'Das steht über Sie in den Unterlagen. Sie dürfen es sehen.',
  },
  OWN_UNIT: {
    basis: ['Art. 4 Nr. 7 DSGVO', '§ 67 Abs. 4 SGB X'],
    sentence: 'Die eigene Stelle hat die Angabe aufgenommen und ist für sie verantwortlich.',
    plain: 'Diese Stelle hat das selbst aufgeschrieben.',
  },
};

const HIDDEN: Readonly<Record<HiddenReason, VisibilityExplanation>> = {
  BASIS_ENDED: {
    basis: [],
    sentence:
      'Grundlage beendet: Die Angabe darf nicht mehr verwendet werden, es sei denn auf eigener gesetzlicher Grundlage.',
    plain: 'Die Erlaubnis ist zu Ende. Diese Stelle sieht die Information nicht mehr.',
  },
  CORRECTED: {
    basis: ['Art. 16 DSGVO', 'Art. 19 DSGVO', '§ 84 SGB X'],
    sentence: 'Berichtigt: Es gilt die neue Fassung, die alte darf nicht mehr verwendet werden.',
    plain: 'Das war falsch. Diese Stelle sieht jetzt die richtige Information.',
  },
  RESTRICTED: {
    basis: ['Art. 18 DSGVO'],
    sentence: 'Die Angabe ist gesperrt, bis geklärt ist, ob sie stimmt oder gebraucht wird.',
    plain: 'Die Information ist gesperrt. Niemand benutzt sie jetzt.',
  },
  ERASED: {
    basis: ['Art. 17 DSGVO'],
    sentence: 'Die Angabe wurde gelöscht.',
    plain: 'Die Information ist gelöscht.',
  },
  ENTRUSTED_TO_COLLEAGUE: {
    basis: ['§ 65 Abs. 1 SGB VIII'],
    sentence: 'Anvertraut: Nur wer die Angabe aufgenommen hat, sieht sie.',
    plain: 'Das wurde jemandem anvertraut. Nur diese Fachkraft sieht es.',
  },
  ENTRUSTED_BY_OTHER: {
    basis: ['§ 65 Abs. 1 SGB VIII', 'Art. 15 Abs. 4 DSGVO', '§ 25 Abs. 3 SGB X'],
    sentence:
      'Von jemand anderem anvertraut: Die Person sieht es erst, wenn die Stelle es nach Abwägung freigibt.',
    plain:
      'Ein anderer Mensch hat das im Vertrauen gesagt. Deshalb steht es hier nicht. Sie können die Stelle danach fragen.',
  },
};
