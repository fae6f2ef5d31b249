import type {
  CategoryMatcher,
  DecisionRow,
  DecisionTable,
  EvaluationStep,
  PartyMatcher,
  PurposeMatcher,
  RowCase,
  SecrecyLock,
  SharingEffect,
} from './decision-table.js';
import type { SharingInput } from './sharing-input.js';

/** Prepared matcher: which values fit and how specific that is (0 any, 1 group or all but some, 2 named). */
interface Matcher {
  readonly named: ReadonlyMap<string, number>;
  readonly except: ReadonlySet<string>;
  /** Specificity of a value that is not named; -1 if it does not fit. */
  readonly otherwise: number;
}

/** One case of a row, prepared for matching. */
export interface CompiledCase {
  readonly row: DecisionRow;
  readonly step: EvaluationStep;
  readonly effect: SharingEffect;
  readonly when: RowCase;
  readonly from: Matcher;
  readonly to: Matcher;
  readonly category: Matcher;
  readonly purpose: Matcher;
}

/** A case that fits an input. */
export interface RowMatch {
  readonly row: DecisionRow;
  readonly step: EvaluationStep;
  readonly effect: SharingEffect;
  /** Sum over the dimensions; higher is more specific. */
  readonly specificity: number;
  /** Whether the row names this category itself, not through a group. */
  readonly namesCategory: boolean;
}

/** A table prepared for many decisions. */
export interface CompiledTable {
  readonly table: DecisionTable;
  readonly cases: readonly CompiledCase[];
  readonly locks: readonly { readonly lock: SecrecyLock; readonly from: Matcher }[];
}

const compiledTables = new WeakMap<DecisionTable, CompiledTable>();

/** Prepares a table once; the same table object gives the same result. */
export function compileTable(table: DecisionTable): CompiledTable {
  const known = compiledTables.get(table);
  if (known !== undefined) return known;
  const compiled: CompiledTable = {
    table,
    cases: table.rows.flatMap((row) => row.cases.map((when) => compileCase(table, row, when))),
    locks: table.locks.map((lock) => ({ lock, from: partyMatcher(table, lock.from) })),
  };
  compiledTables.set(table, compiled);
  return compiled;
}

/** All cases of rows valid on the day that fit the input, in no particular order. */
export function matchingRows(compiled: CompiledTable, input: SharingInput): readonly RowMatch[] {
  const matches: RowMatch[] = [];
  for (const candidate of compiled.cases) {
    const match = matchCase(candidate, input);
    if (match !== undefined) matches.push(match);
  }
  return matches;
}

/** The secrecy locks that bind this input, whatever the effect. */
export function bindingLocks(compiled: CompiledTable, input: SharingInput): readonly SecrecyLock[] {
  return compiled.locks
    .filter(({ lock, from }) => {
      if (score(from, input.sourceType) < 0) return false;
      if (lock.exceptPurposes.includes(input.purpose)) return false;
      if (lock.exceptRecipients.includes(input.recipientType)) return false;
      if (lock.secrecyOrigins === undefined) return true;
      return input.secrecyOrigin !== undefined && lock.secrecyOrigins.includes(input.secrecyOrigin);
    })
    .map(({ lock }) => lock);
}

function matchCase(candidate: CompiledCase, input: SharingInput): RowMatch | undefined {
  const { row, when } = candidate;
  const category = score(candidate.category, input.category);
  if (category < 0) return undefined;
  const purpose = score(candidate.purpose, input.purpose);
  if (purpose < 0) return undefined;
  const from = score(candidate.from, input.sourceType);
  if (from < 0) return undefined;
  const to = score(candidate.to, input.recipientType);
  if (to < 0) return undefined;
  if (input.on < row.validFrom || (row.validTo !== null && input.on > row.validTo)) return undefined;
  const qualifiers = scoreQualifiers(when, input);
  if (qualifiers < 0) return undefined;
  return {
    row,
    step: candidate.step,
    effect: candidate.effect,
    specificity: category + purpose + from + to + qualifiers,
    namesCategory: category === 2,
  };
}

function scoreQualifiers(when: RowCase, input: SharingInput): number {
  let sum = 0;
  if (when.secrecyOrigins !== undefined) {
    if (input.secrecyOrigin === undefined || !when.secrecyOrigins.includes(input.secrecyOrigin)) return -1;
    sum += 2;
  }
  if (when.regimes !== undefined && input.regime !== undefined && !when.regimes.includes(input.regime))
    return -1;
  if (when.nature !== undefined) {
    if (when.nature !== input.nature) return -1;
    sum += 2;
  }
  return sum;
}

function score(matcher: Matcher, value: string): number {
  if (matcher.except.has(value)) return -1;
  return matcher.named.get(value) ?? matcher.otherwise;
}

function compileCase(table: DecisionTable, row: DecisionRow, when: RowCase): CompiledCase {
  return {
    row,
    step: when.instead?.step ?? row.step,
    effect: when.instead?.effect ?? row.effect,
    when,
    from: partyMatcher(table, when.from),
    to: partyMatcher(table, when.to),
    category: categoryMatcher(table, when.category),
    purpose: purposeMatcher(when.purpose),
  };
}

function partyMatcher(table: DecisionTable, matcher: PartyMatcher): Matcher {
  if (matcher === 'ANY') return anything;
  const inGroups = (matcher.groups ?? []).flatMap((group) => table.partyGroups[group]);
  const excepted = (matcher.exceptGroups ?? []).flatMap((group) => table.partyGroups[group]);
  return named(matcher.codes, inGroups, [...(matcher.exceptCodes ?? []), ...excepted]);
}

function categoryMatcher(table: DecisionTable, matcher: CategoryMatcher): Matcher {
  if (matcher === 'ANY') return anything;
  const inGroups = (matcher.groups ?? []).flatMap((group) => table.categoryGroups[group]);
  return named(matcher.codes, inGroups, []);
}

function purposeMatcher(matcher: PurposeMatcher): Matcher {
  return matcher === 'ANY' ? anything : named(matcher.codes, [], matcher.exceptCodes ?? []);
}

const anything: Matcher = { named: new Map(), except: new Set(), otherwise: 0 };

function named(
  codes: readonly string[] | undefined,
  inGroups: readonly string[],
  excepted: readonly string[],
): Matcher {
  const map = new Map<string, number>(inGroups.map((code) => [code, 1]));
  for (const code of codes ?? []) map.set(code, 2);
  // Nothing but exceptions means "all but these".
  const allBut = map.size === 0 && excepted.length > 0;
  return { named: map, except: new Set(excepted), otherwise: allBut ? 1 : -1 };
}
