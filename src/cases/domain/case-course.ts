import type { CaseId, StaffId, UnitId } from '../../kernel/index.js';
import { caseErrors } from './case.errors.js';

/** Why a case was closed: what staff choose, and what the person reads, plain German. No place, no diagnosis. */
export const closureReasons = {
  GOAL_REACHED: { label: 'Ziele erreicht', plain: 'Die Ziele sind erreicht.' },
  WISH_OF_PERSON: { label: 'Wunsch der Person', plain: 'Sie wollten die Beratung beenden.' },
  MOVED_AWAY: { label: 'Weggezogen', plain: 'Sie wohnen jetzt woanders.' },
  HANDED_OVER: { label: 'An ein anderes Angebot übergeben', plain: 'Eine andere Stelle hilft Ihnen jetzt.' },
  NO_CONTACT: { label: 'Kein Kontakt mehr', plain: 'Wir hatten lange keinen Kontakt zu Ihnen.' },
  OTHER_BASIS_ENDED: {
    label: 'Andere Grundlage entfallen',
    plain: 'Wir dürfen an Ihrem Fall nicht mehr arbeiten.',
  },
} as const;

/** One of them. */
export type ClosureReason = keyof typeof closureReasons;

/** All of them, in the order of the list. */
export const CLOSURE_REASONS = Object.keys(closureReasons) as readonly ClosureReason[];

/** End of an episode of a case. */
export interface CaseClosure {
  readonly id: string;
  /** 1 for the first time the case was worked on. */
  readonly episode: number;
  readonly leadUnitId: UnitId;
  readonly reason: ClosureReason;
  readonly closedAt: Date;
  /** `null` while the case stays closed. */
  readonly reopenedAt: Date | null;
}

export const LEAD_OFFER_ANSWERS = ['ACCEPTED', 'REFUSED'] as const;
export type LeadOfferAnswer = (typeof LEAD_OFFER_ANSWERS)[number];
/** `WITHDRAWN`: by who offered it, or because the case was closed. */
export type LeadOfferDecision = LeadOfferAnswer | 'WITHDRAWN';

/** A unit that takes part is asked to lead the case. */
export interface CaseLeadOffer {
  readonly id: string;
  readonly caseId: CaseId;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  /** Whether the former lead goes on taking part. */
  readonly formerLeadStays: boolean;
  readonly offeredBy: StaffId;
  readonly offeredAt: Date;
  readonly decision: LeadOfferDecision | null;
  readonly decidedAt: Date | null;
}

/** Processes of one definition that still run in a case. */
export interface OpenWork {
  readonly definitionKey: string;
  /** German title of the definition. */
  readonly title: string;
  readonly count: number;
  /** Calendar date of the earliest period that runs; `null` when none does. */
  readonly earliestDeadline: string | null;
}

/** A case that cannot be closed yet; GraphQL type `CaseStillOpen`. */
export interface CaseStillOpen {
  readonly kind: 'CaseStillOpen';
  readonly code: 'CASE_STILL_OPEN';
  readonly message: string;
  /** Never empty. */
  readonly open: readonly OpenWork[];
}

/** Names everything that is open at once. */
export function caseStillOpen(open: readonly OpenWork[]): CaseStillOpen {
  const list = open.map(({ title, count }) => (count === 1 ? title : `${title} (${count})`)).join('; ');
  return {
    kind: 'CaseStillOpen',
    code: 'CASE_STILL_OPEN',
    message: `${caseErrors.CASE_STILL_OPEN.de} Offen: ${list}.`,
    open,
  };
}

/** What happened to a case as a whole. */
export interface CaseChange {
  readonly kind: 'CLOSED' | 'REOPENED' | 'LEAD_CHANGED';
  readonly at: Date;
  /** Unit that leads from then on, or that closed the case. */
  readonly unitId: UnitId;
  readonly reason: ClosureReason | null;
}

/** What the person reads about a change; plain German. */
export function changeInWords({ kind, reason }: CaseChange, unitName: string): string {
  switch (kind) {
    case 'CLOSED': {
      const why = reason === null ? '' : ` ${closureReasons[reason].plain}`;
      return `Ihr Fall bei „${unitName}“ ist beendet.${why} Alle Einwilligungen in diesem Fall gelten nicht mehr.`;
    }
    case 'REOPENED':
      return `Ihr Fall bei „${unitName}“ geht weiter. Frühere Einwilligungen gelten nicht mehr. Wir fragen Sie neu.`;
    case 'LEAD_CHANGED':
      return `Für Ihren Fall ist jetzt „${unitName}“ zuständig. Frühere Einwilligungen gelten nicht mehr. Wir fragen Sie neu.`;
  }
}

/**
 * Changes of a case, oldest first.
 *
 * @param leads Units that led the case with the begin of each time, in order; the first one opened it.
 */
export function changesOf(
  closures: readonly CaseClosure[],
  leads: readonly { readonly unitId: UnitId; readonly startedAt: Date }[],
): readonly CaseChange[] {
  const ends = closures.flatMap(({ leadUnitId: unitId, reason, closedAt, reopenedAt }): CaseChange[] => [
    { kind: 'CLOSED', at: closedAt, unitId, reason },
    ...(reopenedAt ? [{ kind: 'REOPENED', at: reopenedAt, unitId, reason: null } as const] : []),
  ]);
  const handOvers = leads.flatMap(({ unitId, startedAt }, index): CaseChange[] => {
    const former = leads[index - 1];
    return former && former.unitId !== unitId
      ? [{ kind: 'LEAD_CHANGED', at: startedAt, unitId, reason: null }]
      : [];
  });
  return [...ends, ...handOvers].sort((a, b) => a.at.getTime() - b.at.getTime());
}
