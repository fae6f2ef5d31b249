import { err, ok, type Result } from '../result.js';
import { DEFAULT_COUNTING_LAW, EVENT_DAY_LAWS, NATIONAL_LAWS, UNSHIFTED_LAWS } from './counting-laws.js';
import type { DeadlineRule } from './deadline-rule.js';
import { isHolidayRegion } from './german-holidays.js';
import { PERIOD_UNITS } from './period.js';

/** One thing wrong with a deadline rule. */
export interface DeadlineRuleFinding {
  readonly code: 'NOT_AN_OBJECT' | 'UNKNOWN_MEMBER' | 'MISSING_MEMBER' | 'INVALID_VALUE' | 'CONTRADICTION';
  /** JSON pointer within the rule; empty for the rule itself. */
  readonly pointer: string;
  /** For the author of a definition, English. */
  readonly message: string;
}

type Members = Readonly<Record<string, unknown>>;
type Findings = DeadlineRuleFinding[];

const LAWS: readonly unknown[] = [...NATIONAL_LAWS, ...EVENT_DAY_LAWS, ...UNSHIFTED_LAWS];
const MEMBERS = ['period', 'endOf', 'from', 'count', 'shift', 'due', 'countingLaw', 'holidayRegion'];
const PERIOD_ONLY = ['period', 'count', 'countingLaw'];

/**
 * Reads a deadline rule from the data of a process definition.
 *
 * @param value  Parsed JSON of any shape.
 * @returns      The rule unchanged, or every finding, in the order of the members checked; never an empty list.
 */
export function parseDeadlineRule(value: unknown): Result<DeadlineRule, readonly DeadlineRuleFinding[]> {
  if (!isMembers(value)) {
    return err([{ code: 'NOT_AN_OBJECT', pointer: '', message: 'A deadline rule is an object.' }]);
  }
  const findings: Findings = [];
  unknownMembers(value, MEMBERS, '', findings);
  checkCommon(value, findings);
  if ('endOf' in value) checkMonthEnd(value, findings);
  else checkPeriodRule(value, findings);
  // The checks above are the type's definition in data.
  return findings.length === 0 ? ok(value as unknown as DeadlineRule) : err(findings);
}

function checkCommon(rule: Members, findings: Findings): void {
  if (!('from' in rule)) {
    missing('/from', 'Name the date the rule starts from.', findings);
  } else if (typeof rule['from'] !== 'string' || !isStart(rule['from'])) {
    invalid('/from', '"context.<field>", "event.<field>" or "entry".', findings);
  }
  oneOf(rule, 'due', ['lastDay', 'dayAfter'], findings);
  if ('holidayRegion' in rule && !isHolidayRegion(rule['holidayRegion'])) {
    invalid('/holidayRegion', 'No holiday law is known for this region.', findings);
  }
}

function checkMonthEnd(rule: Members, findings: Findings): void {
  oneOf(rule, 'endOf', ['month'], findings);
  for (const member of PERIOD_ONLY) {
    if (member in rule) contradiction(`/${member}`, 'The end of a month has no period to count.', findings);
  }
  oneOf(rule, 'shift', ['none'], findings);
}

function checkPeriodRule(rule: Members, findings: Findings): void {
  oneOf(rule, 'count', ['eventDay', 'dayCounted'], findings);
  oneOf(rule, 'countingLaw', LAWS, findings);
  if ('shift' in rule) oneOf(rule, 'shift', ['none', 'nextWorkingDay'], findings);
  else missing('/shift', 'Say whether the end moves to the next working day.', findings);
  if ('period' in rule) checkPeriod(rule['period'], findings);
  else missing('/period', 'A rule has a period or "endOf".', findings);
  checkCombinations(rule, findings);
}

function checkPeriod(period: unknown, findings: Findings): void {
  if (!isMembers(period)) return invalid('/period', 'An object with one unit.', findings);
  const units = Object.keys(PERIOD_UNITS);
  unknownMembers(period, units, '/period', findings);
  const given = Object.entries(period).filter(([unit]) => units.includes(unit));
  if (given.length !== 1) invalid('/period', `Exactly one of ${units.join(', ')}.`, findings);
  for (const [unit, amount] of given) {
    const limit = PERIOD_UNITS[unit as keyof typeof PERIOD_UNITS];
    if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > limit) {
      invalid(`/period/${unit}`, `A whole number from 1 to ${limit}.`, findings);
    }
  }
}

function checkCombinations(rule: Members, findings: Findings): void {
  const { countingLaw = DEFAULT_COUNTING_LAW, count, shift, period } = rule;
  const isNational = (NATIONAL_LAWS as readonly unknown[]).includes(countingLaw);
  if (count === 'dayCounted' && !isNational) {
    contradiction('/count', 'This law never counts the day of the event.', findings);
  }
  if (shift !== 'nextWorkingDay') return;
  if ((UNSHIFTED_LAWS as readonly unknown[]).includes(countingLaw)) {
    contradiction('/shift', 'This law never shifts the end.', findings);
  }
  if (isMembers(period) && 'workdays' in period) {
    contradiction('/shift', 'Working days end on a working day; there is nothing to shift.', findings);
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStart(from: string): boolean {
  return from === 'entry' || /^(context|event)\.[a-z][A-Za-z0-9]*$/.test(from);
}

function unknownMembers(value: Members, known: readonly string[], at: string, findings: Findings): void {
  for (const member of Object.keys(value)) {
    if (known.includes(member)) continue;
    findings.push({
      code: 'UNKNOWN_MEMBER',
      pointer: `${at}/${member}`,
      message: `Known: ${known.join(', ')}.`,
    });
  }
}

function oneOf(rule: Members, member: string, allowed: readonly unknown[], findings: Findings): void {
  if (!(member in rule) || allowed.includes(rule[member])) return;
  invalid(`/${member}`, `One of ${allowed.join(', ')}.`, findings);
}

function missing(pointer: string, message: string, findings: Findings): void {
  findings.push({ code: 'MISSING_MEMBER', pointer, message });
}

function invalid(pointer: string, message: string, findings: Findings): void {
  findings.push({ code: 'INVALID_VALUE', pointer, message });
}

function contradiction(pointer: string, message: string, findings: Findings): void {
  findings.push({ code: 'CONTRADICTION', pointer, message });
}
