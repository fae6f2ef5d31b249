import { type RequestRejected, rejected } from '../errors.js';
import { err, ok, type Result } from '../result.js';
import { calendarErrors } from './calendar.errors.js';
import {
  type Bilingual,
  compareDates,
  earlierOf,
  formatDateDe,
  laterOf,
  plainDate,
  type PlainDate,
} from './plain-date.js';
import {
  SERVICE_RULES,
  type ServiceEffect,
  type ServiceMode,
  type ServiceProcedure,
  type ServiceRule,
} from './service-rules.js';

/** Circumstances of a notification beside mode and date. */
export interface PublicationFacts {
  readonly procedure: ServiceProcedure;
  /**
   * Day of actual receipt, hand-out or retrieval, if it is claimed or proven. By letter it counts only when later than
   * the fiction; an earlier receipt never helps the authority.
   */
  readonly actualReceipt?: PlainDate;
}

/** The day from which a decision is known in law: the start of most periods («Bekanntgabe», «Zustellung»). */
export interface Publication {
  readonly on: PlainDate;
  /** What decided the day: the act itself, a fiction counted from it, or the actual receipt. */
  readonly basis: 'act' | 'fiction' | 'receipt';
  readonly norm: string;
  readonly explanation: Bilingual;
}

/** Why no day of notification can be told. */
export type PublicationRefused = RequestRejected<keyof typeof calendarErrors>;

/**
 * Day on which a decision counts as notified or served.
 *
 * @param serviceMode  How it was sent or handed over.
 * @param postingDate  Day of the act the mode is about: posting, sending, provision in the portal, service, public
 *   notice, hand-over. It chooses the version of the law.
 * @param facts        Whose rules apply, and an actual receipt.
 * @returns            The day with its norm; or `SERVICE_MODE_UNKNOWN_TO_PROCEDURE`, `RECEIPT_BEFORE_POSTING`,
 *   `NOT_RETRIEVED` (portal of an administrative authority, no retrieval within ten days: nothing was notified).
 */
export function published(
  serviceMode: ServiceMode,
  postingDate: PlainDate,
  facts: PublicationFacts,
): Result<Publication, PublicationRefused> {
  const { actualReceipt } = facts;
  const rule = serviceRuleFor(serviceMode, facts.procedure, postingDate);
  if (rule === undefined) return refuse('SERVICE_MODE_UNKNOWN_TO_PROCEDURE');
  if (actualReceipt && compareDates(actualReceipt, postingDate) < 0) return refuse('RECEIPT_BEFORE_POSTING');
  if (rule.effect.kind === 'dayAfterRetrieval') {
    return ofRetrieval(rule, rule.effect.withinDays, postingDate, actualReceipt);
  }
  const lawful = lawfulDay(rule.effect, postingDate);
  const on = actualReceipt ? withReceipt(rule, lawful, actualReceipt) : lawful;
  if (!on.equals(lawful)) return ok(publication(rule, 'receipt', postingDate, on));
  return ok(publication(rule, rule.effect.kind === 'sameDay' ? 'act' : 'fiction', postingDate, on));
}

/**
 * The one line of the law of notification for a mode, a procedure and the day of the act; `undefined` if the
 * procedure does not know the mode.
 */
export function serviceRuleFor(
  mode: ServiceMode,
  procedure: ServiceProcedure,
  actOn: PlainDate,
): ServiceRule | undefined {
  return SERVICE_RULES.find(
    (rule) =>
      rule.mode === mode &&
      rule.procedures.includes(procedure) &&
      (rule.validFrom === undefined || compareDates(actOn, plainDate(rule.validFrom)) >= 0) &&
      (rule.validTo === undefined || compareDates(actOn, plainDate(rule.validTo)) <= 0),
  );
}

function lawfulDay(
  effect: Exclude<ServiceEffect, { kind: 'dayAfterRetrieval' }>,
  actOn: PlainDate,
): PlainDate {
  switch (effect.kind) {
    case 'sameDay':
      return actOn;
    case 'daysAfter':
      return actOn.add({ days: effect.days });
  }
}

function withReceipt(rule: ServiceRule, lawful: PlainDate, receipt: PlainDate): PlainDate {
  switch (rule.receipt) {
    case 'ignored':
      return lawful;
    case 'laterCounts':
      return laterOf(lawful, receipt);
    case 'earlierCounts':
      return earlierOf(lawful, receipt);
  }
}

function ofRetrieval(
  rule: ServiceRule,
  withinDays: number,
  providedOn: PlainDate,
  retrievedOn: PlainDate | undefined,
): Result<Publication, PublicationRefused> {
  const lastDay = providedOn.add({ days: withinDays });
  if (!retrievedOn || compareDates(retrievedOn, lastDay) > 0) return refuse('NOT_RETRIEVED');
  return ok(publication(rule, 'receipt', providedOn, retrievedOn.add({ days: 1 })));
}

function publication(
  rule: ServiceRule,
  basis: Publication['basis'],
  actOn: PlainDate,
  on: PlainDate,
): Publication {
  const why: Readonly<Record<Publication['basis'], Bilingual>> = {
    act: { de: '', en: '' },
    fiction: fictionText(rule.effect),
    receipt: { de: 'tatsächlicher Zugang oder Abruf, ', en: 'actual receipt or retrieval, ' },
  };
  return {
    on,
    basis,
    norm: rule.norm,
    explanation: {
      de: `${rule.act.de} am ${formatDateDe(actOn)}, bekanntgegeben am ${formatDateDe(on)} (${why[basis].de}${rule.norm})`,
      en: `${rule.act.en} on ${actOn.toString()}, notified on ${on.toString()} (${why[basis].en}${rule.norm})`,
    },
  };
}

function fictionText(effect: ServiceEffect): Bilingual {
  if (effect.kind !== 'daysAfter') return { de: '', en: '' };
  return { de: `${effect.days}. Tag danach, `, en: `day ${effect.days} after it, ` };
}

function refuse(code: keyof typeof calendarErrors): Result<never, PublicationRefused> {
  return err(rejected(calendarErrors, code));
}
