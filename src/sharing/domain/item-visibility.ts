import type { StaffId, UnitId } from '../../kernel/index.js';
import type { DataItemFacts } from './data-item.js';
import type { DisclosureRecord } from './disclosure.js';
import type { DisclosureVerdict } from './judge-disclosure.js';

/** Why an item is shown. */
export type VisibleReason = 'OWN_DATA' | 'OWN_UNIT' | 'DISCLOSED';
/** Why only a masked line is shown: without category, text or anything else about the content. */
export type HiddenReason = 'BASIS_ENDED' | 'RESTRICTED' | 'ERASED' | 'ENTRUSTED_TO_COLLEAGUE';

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
      readonly shownBy: { readonly line: DisclosureRecord; readonly verdict: DisclosureVerdict } | null;
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
}

/** Decides again today about a registered disclosure. */
export type Rejudge = (item: DataItemFacts, line: DisclosureRecord) => DisclosureVerdict;

/**
 * How one item appears to somebody who looks at the case now.
 *
 * A unit sees what it controls, and what was disclosed to it as long as the basis holds at this moment. Items whose
 * basis ended leave a masked line, because the unit knew of them. Of anything else not even the existence is told.
 *
 * @param register Disclosures of the item, oldest first; those to other units do not count.
 * @returns `undefined` when the beholder may not know that the item exists.
 */
export function seeItem<Item extends DataItemFacts>(
  item: Item,
  register: readonly DisclosureRecord[],
  beholder: Beholder,
  rejudge: Rejudge,
): SeenItem<Item> | undefined {
  if (beholder.isClient) return seeOwnData(item);
  if (beholder.unitIds.includes(item.controllerUnitId)) return seeOwnUnit(item, beholder.staffId);
  const lines = register.filter(({ toUnitId }) => beholder.unitIds.includes(toUnitId));
  if (lines.length === 0) return undefined;
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  if (item.restrictedAt !== null) return hidden(item, 'RESTRICTED');
  for (const line of lines) {
    if (line.basisEndedAt !== null) continue;
    const verdict = rejudge(item, line);
    if (!verdict.permission.permitted) continue;
    const why = {
      basis: verdict.decision.basis,
      sentence: verdict.permission.sentence,
      plain: verdict.decision.explanation.plain,
    };
    return { isVisible: true, item, reason: 'DISCLOSED', why, shownBy: { line, verdict } };
  }
  return hidden(item, 'BASIS_ENDED');
}

/** Data about third persons is not the person's own (Art. 15 Abs. 4 DSGVO). */
function seeOwnData<Item extends DataItemFacts>(item: Item): SeenItem<Item> | undefined {
  if (item.category === 'THIRD') return undefined;
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  return { isVisible: true, item, reason: 'OWN_DATA', why: VISIBLE.OWN_DATA, shownBy: null };
}

function seeOwnUnit<Item extends DataItemFacts>(item: Item, staffId: StaffId | null): SeenItem<Item> {
  if (item.erasedAt !== null) return hidden(item, 'ERASED');
  if (item.secrecyOrigin === 'ENTRUSTED' && item.recordedBy !== staffId) {
    return hidden(item, 'ENTRUSTED_TO_COLLEAGUE');
  }
  return { isVisible: true, item, reason: 'OWN_UNIT', why: VISIBLE.OWN_UNIT, shownBy: null };
}

function hidden<Item extends DataItemFacts>(item: Item, reason: HiddenReason): SeenItem<Item> {
  return { isVisible: false, item, reason, why: HIDDEN[reason] };
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
};
