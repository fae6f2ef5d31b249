import type { DatedSpan, TimeSpan } from './grain-map.js';
import type { InterpreterGender, InterpreterLevel, ResourceKind } from './resource.js';

/** Times of everybody who is asked, without what they are about. */
export interface FreeBusyFacts {
  readonly hours: readonly (DatedSpan & { readonly holderId: string })[];
  readonly busy: readonly (TimeSpan & { readonly holderId: string })[];
  readonly bookings: readonly (TimeSpan & {
    readonly sitting: string;
    readonly kind: ResourceKind;
    readonly resourceId: string;
    readonly roomId: string | null;
  })[];
}

/** Interpreter who may be asked, with every language and variety as one key. */
export interface PoolInterpreter {
  readonly id: string;
  readonly level: InterpreterLevel;
  readonly gender: InterpreterGender | null;
  readonly languages: readonly string[];
}

/** Room with its place. */
export interface PlacedRoom {
  readonly id: string;
  readonly capacity: number;
  readonly stepFree: boolean;
  readonly hasVideo: boolean;
  readonly hearingLoop: boolean;
  readonly placeId: string | null;
}

/** Way between two places, both ways alike. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

/** Key of a language, with its variety where one is asked for. */
export function languageKey(language: string, variety: string): string {
  return variety === '' ? language : `${language}/${variety.toLowerCase()}`;
}

/** Ways by pair: what is given for one direction counts for both, of two the longer one. */
export function bothWays(
  ways: readonly { readonly fromPlaceId: string; readonly toPlaceId: string; readonly minutes: number }[],
): readonly Way[] {
  const longest = new Map<string, Way>();
  for (const { fromPlaceId, toPlaceId, minutes } of ways) {
    const [from = '', to = ''] = [fromPlaceId, toPlaceId].sort();
    const known = longest.get(`${from} ${to}`);
    if (!known || known.minutes < minutes) longest.set(`${from} ${to}`, { from, to, minutes });
  }
  return [...longest.values()];
}
