import type { ConferenceKind, ConferenceMode } from '../../domain/conference.js';
import type { BoxPurpose, BoxRow } from './sitting.js';

/** Time box as the policy has it. */
export interface AgendaBoxRule {
  readonly key: string;
  /** German, shown to all in the room. */
  readonly label: string;
  readonly minutes: number;
  /** Never cut below. */
  readonly leastMinutes: number;
  /** Place in the order in which boxes give time; `null`: gives none. */
  readonly givesAt: number | null;
  readonly holds: BoxPurpose | null;
}

/** Agenda of some kinds of conference in one mode. */
export interface AgendaRule {
  readonly mode: ConferenceMode;
  readonly kinds: readonly ConferenceKind[];
  /** No body is heard before the person had their turn. */
  readonly personSpeaksFirst: boolean;
  readonly boxes: readonly AgendaBoxRule[];
}

/** Agenda of a conference; `undefined` for kinds that are not held here. */
export function agendaOf(
  rules: readonly AgendaRule[],
  { kind, mode }: { readonly kind: ConferenceKind; readonly mode: ConferenceMode },
): AgendaRule | undefined {
  return rules.find((rule) => rule.mode === mode && rule.kinds.includes(kind));
}

/** Boxes of an item that has not begun. */
export function boxesOf(rule: AgendaRule): readonly BoxRow[] {
  return rule.boxes.map(({ key, label, minutes, leastMinutes, givesAt, holds }) => ({
    key,
    label,
    holds,
    plannedSeconds: minutes * 60,
    leastSeconds: leastMinutes * 60,
    givesAt,
    startedAt: null,
    endedAt: null,
  }));
}
