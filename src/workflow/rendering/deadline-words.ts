import {
  COUNTING_NORMS,
  DAY_COUNTED_NORM,
  DEFAULT_COUNTING_LAW,
  SHIFT_NORMS,
  unitOf,
  type DeadlineRule,
  type PeriodUnit,
} from '../../kernel/index.js';
import { legalBasisList, type DelayDefinition } from '../domain/definition.js';
import { fieldName, type PageSubject } from './words.js';

/** Columns of the table of deadlines. */
export const DEADLINE_HEAD = [
  'Frist',
  'Dauer',
  'Beginn',
  'Zählung',
  'Norm',
  'Erinnerung',
  'Hinweis',
] as const;

const UNITS: Readonly<Record<PeriodUnit, readonly [one: string, many: string]>> = {
  days: ['Tag', 'Tage'],
  weeks: ['Woche', 'Wochen'],
  halfMonths: ['halber Monat', 'halbe Monate'],
  months: ['Monat', 'Monate'],
  years: ['Jahr', 'Jahre'],
  workdays: ['Arbeitstag', 'Arbeitstage'],
  werktage: ['Werktag', 'Werktage'],
};

/** Whether the deadline is a day somebody fixed, and not counted at all. */
function isFixedDay(rule: DeadlineRule): boolean {
  return rule.period?.days === 1 && rule.count === 'dayCounted';
}

function duration(rule: DeadlineRule): string {
  if (rule.period === undefined) return 'bis zum Monatsende';
  if (isFixedDay(rule)) return 'dieser Tag';
  const { unit, amount } = unitOf(rule.period);
  return `${amount} ${UNITS[unit][amount === 1 ? 0 : 1]}`;
}

function start(rule: DeadlineRule, { definition }: PageSubject): string {
  if (rule.from === 'entry') return 'Eintritt in den Zustand';
  const [place, field = ''] = rule.from.split('.');
  return place === 'context' ? fieldName(field, definition) : `Angabe „${field}“`;
}

function shift(rule: DeadlineRule): string {
  if (rule.shift !== 'nextWorkingDay') return 'keine Verschiebung';
  const law = rule.countingLaw ?? DEFAULT_COUNTING_LAW;
  const place = rule.holidayRegion ?? 'DE-NW';
  return `Ende an Samstag, Sonntag oder Feiertag (${place}): nächster Werktag (${SHIFT_NORMS[law]})`;
}

/** How the end follows from the start, in words with norms. */
function counting(rule: DeadlineRule): string {
  const effect = rule.due === 'dayAfter' ? 'wirkt am Tag danach' : 'letzter Tag zählt noch';
  if (rule.period === undefined || isFixedDay(rule)) return `keine Verschiebung; ${effect}`;
  const first =
    rule.count === 'dayCounted'
      ? `Tag des Beginns zählt mit (${DAY_COUNTED_NORM})`
      : `Tag des Beginns zählt nicht mit (${COUNTING_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW].eventDay})`;
  return `${first}; ${shift(rule)}; ${effect}`;
}

/** One row of the table of deadlines. */
export function deadlineRow(delay: DelayDefinition, subject: PageSubject): readonly string[] {
  const warnings = delay.warnBeforeDays ?? [];
  return [
    delay.label.de,
    duration(delay.rule),
    start(delay.rule, subject),
    counting(delay.rule),
    legalBasisList(delay.legalBasis).join('; '),
    warnings.length === 0 ? '' : `${warnings.join(', ')} Tage vorher`,
    delay.description ?? '',
  ];
}

/** How a date follows from its start, in one line. */
export function ruleInWords(rule: DeadlineRule, subject: PageSubject): string {
  return `${duration(rule)} ab ${start(rule, subject)}; ${counting(rule)}`;
}
