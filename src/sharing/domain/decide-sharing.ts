import {
  bindingLocks,
  compileTable,
  matchingRows,
  type CompiledTable,
  type RowMatch,
} from './compiled-table.js';
import {
  effectsByStrictness,
  underRegime,
  type DecisionRow,
  type DecisionTable,
  type EvaluationStep,
  type SecrecyLock,
  type SharingEffect,
} from './decision-table.js';
import { missingGround } from './grounds.js';
import { closesOnObjection, OBJECTION_NORMS, objectionWords, staysDespiteObjection } from './objection.js';
import type { Decision, SharingGrounds, SharingInput } from './sharing-input.js';

/** What one matching row contributes under the given grounds. */
interface Voice {
  readonly match: RowMatch;
  readonly effect: SharingEffect;
  /** Effect if the missing consent or release existed. */
  readonly potential: SharingEffect;
  /** A statute would permit it; the person objected with success. */
  readonly isObjected?: boolean;
}

/** A verdict before it is put into words. */
interface Verdict {
  readonly row: DecisionRow | undefined;
  readonly effect: SharingEffect;
  readonly potential: SharingEffect;
  readonly lock?: SecrecyLock | undefined;
  /** Of every lock that binds, whether it made the answer stricter or not. */
  readonly lockConditions?: readonly string[];
  readonly requiresWarning?: boolean;
  readonly isObjected?: boolean;
  readonly parts?: readonly Decision[];
}

/**
 * Decides one disclosure over the decision table. Total: answers for every input, never throws.
 *
 * Order: absolute NEVER rows; protected compartment; secrecy; statutes; consent; default deny. Within a step the more
 * specific row wins, between equals the stricter, so the order of rows does not matter. Secrecy, compartment and
 * sensitive categories can only make the answer stricter than what another row opened.
 *
 * @param grounds Consents and releases of the person; needed only for rows that stay NEVER until they exist.
 * @returns Whether the disclosure may happen is answered by `isPermitted`; an effect CONSENT says what is needed.
 */
export function decideSharing(table: DecisionTable, input: SharingInput, grounds: SharingGrounds): Decision {
  const compiled = compileTable(table);
  const matches = matchingRows(compiled, input);
  const absolute = best(matches, 'ABSOLUTE', input, grounds);
  if (absolute !== undefined) return inWords(table, input, closed(absolute.match.row));
  if (staysInside(input)) return withinUnit(table, input);
  const open = judgeOpenRows(compiled, matches, input, grounds);
  const locked = raiseBySecrecy(compiled, input, open);
  return inWords(table, input, guardCompartment(matches, input, grounds, locked));
}

/** Steps 3 to 6: what opens the disclosure, and what keeps it stricter. */
function judgeOpenRows(
  compiled: CompiledTable,
  matches: readonly RowMatch[],
  input: SharingInput,
  grounds: SharingGrounds,
): Verdict {
  const composite = best(matches, 'COMPOSITE', input, grounds);
  if (composite !== undefined) return judgeContents(compiled.table, composite.match.row, input, grounds);
  const secrecy = best(matches, 'SECRECY', input, grounds);
  const base = best(matches, 'STATUTE', input, grounds) ?? best(matches, 'CONSENT', input, grounds);
  const opening = [secrecy, base]
    .filter((voice) => voice !== undefined)
    .map((voice) => withObjection(voice, input));
  const restricting = matches
    .filter(
      (match) => match.step === 'RESTRICTION' && !opening.some((voice) => overrules(voice.match, match)),
    )
    .map((match) => voiceOf(match, input, grounds));
  const voices = [...opening, ...restricting];
  const deciding = voices.toSorted(stricterFirst)[0];
  if (deciding === undefined) return closed(best(matches, 'DEFAULT', input, grounds)?.match.row);
  return {
    row: deciding.match.row,
    effect: deciding.effect,
    potential: strictest(voices.map((voice) => voice.potential)),
    isObjected: deciding.isObjected ?? false,
  };
}

/** What a statute only permits, an objection with success closes (Art. 21 DSGVO); no consent stands in for it. */
function withObjection(voice: Voice, input: SharingInput): Voice {
  if (!closesOnObjection(voice.effect, input)) return voice;
  return { ...voice, effect: 'NEVER', potential: 'NEVER', isObjected: true };
}

/** An extract is as strict as the strictest item in it; unknown or nested contents stay closed. */
function judgeContents(
  table: DecisionTable,
  row: DecisionRow,
  input: SharingInput,
  grounds: SharingGrounds,
): Verdict {
  const parts = (input.contains ?? []).map((item) =>
    decideSharing(
      table,
      {
        ...input,
        category: item.category,
        secrecyOrigin: item.secrecyOrigin ?? input.secrecyOrigin,
        contains: undefined,
      },
      grounds,
    ),
  );
  if (parts.length === 0) return closed(row);
  return {
    row,
    effect: strictest(parts.map((part) => part.effect)),
    potential: strictest(parts.map((part) => part.opensWith ?? part.effect)),
    parts,
  };
}

/** Extended secrecy: raises the effect to what the strictest link of the chain asks for. */
function raiseBySecrecy(compiled: CompiledTable, input: SharingInput, verdict: Verdict): Verdict {
  const locks = bindingLocks(compiled, input).toSorted(
    (a, b) => strictness(a.raisedTo) - strictness(b.raisedTo) || (a.code < b.code ? -1 : 1),
  );
  let raised = verdict;
  for (const lock of locks) {
    if (verdict.row !== undefined && lock.exceptRows.includes(verdict.row.number)) continue;
    const effect = raise(lock, raised.effect);
    const potential = raise(lock, raised.potential);
    const named = effect === raised.effect && potential === raised.potential ? raised.lock : lock;
    const lockConditions = [...(raised.lockConditions ?? []), ...(lock.conditions ?? [])];
    raised = { ...raised, effect, potential, lock: named, lockConditions };
  }
  return raised;
}

/** Step 2: a protected case stays closed towards public bodies; the grounds lift the lock but open nothing new. */
function guardCompartment(
  matches: readonly RowMatch[],
  input: SharingInput,
  grounds: SharingGrounds,
  verdict: Verdict,
): Verdict {
  if (input.protectedCompartment !== true) return verdict;
  const guard = best(matches, 'COMPARTMENT', input, grounds);
  if (guard === undefined) return verdict;
  const potential = strictest([guard.potential, verdict.potential]);
  const isVerdictStricter = strictness(verdict.effect) <= strictness(guard.effect);
  if (guard.effect !== 'NEVER' && isVerdictStricter) return { ...verdict, potential, requiresWarning: true };
  return {
    ...verdict,
    row: guard.match.row,
    effect: guard.effect,
    potential,
    lock: undefined,
    requiresWarning: true,
  };
}

function best(
  matches: readonly RowMatch[],
  step: EvaluationStep,
  input: SharingInput,
  grounds: SharingGrounds,
): Voice | undefined {
  let winner: Voice | undefined;
  for (const match of matches) {
    if (match.step !== step) continue;
    const voice = voiceOf(match, input, grounds);
    if (winner === undefined || moreSpecificFirst(voice, winner) < 0) winner = voice;
  }
  return winner;
}

function voiceOf(match: RowMatch, input: SharingInput, grounds: SharingGrounds): Voice {
  const { row, effect } = match;
  if (row.closedWhen?.some((circumstance) => input.circumstances?.includes(circumstance)) === true) {
    return { match, effect: 'NEVER', potential: 'NEVER' };
  }
  if (row.unless === undefined) return { match, effect, potential: effect };
  const isMissing = missingGround(row.unless, input, grounds, row.requiresWarning ?? false) !== undefined;
  return { match, effect: isMissing ? effect : row.unless, potential: row.unless };
}

/** A more specific row that names the category itself has already weighed what makes it sensitive. */
function overrules(opening: RowMatch, restriction: RowMatch): boolean {
  return opening.namesCategory && opening.specificity > restriction.specificity;
}

function moreSpecificFirst(a: Voice, b: Voice): number {
  return (
    // Of two absolute rows the one that also closes anonymised material says more.
    Number(b.match.row.alsoAnonymous ?? false) - Number(a.match.row.alsoAnonymous ?? false) ||
    b.match.specificity - a.match.specificity ||
    strictness(a.effect) - strictness(b.effect) ||
    a.match.row.number - b.match.row.number
  );
}

function stricterFirst(a: Voice, b: Voice): number {
  return strictness(a.effect) - strictness(b.effect) || moreSpecificFirst(a, b);
}

function strictness(effect: SharingEffect): number {
  return effectsByStrictness.indexOf(effect);
}

function strictest(effects: readonly SharingEffect[]): SharingEffect {
  return effects.reduce((a, b) => (strictness(a) <= strictness(b) ? a : b));
}

function raise(lock: SecrecyLock, effect: SharingEffect): SharingEffect {
  return lock.raises.includes(effect) ? lock.raisedTo : effect;
}

function closed(row: DecisionRow | undefined): Verdict {
  return { row, effect: 'NEVER', potential: 'NEVER' };
}

function inWords(table: DecisionTable, input: SharingInput, verdict: Verdict): Decision {
  const { row, lock, effect, potential } = verdict;
  const objection = objectionNoted(verdict, input);
  const norms = [...(row?.basis ?? []), ...(lock?.basis ?? []), ...(objection ? OBJECTION_NORMS : [])];
  const { explanation } = row ?? { explanation: unlisted };
  return {
    effect,
    row: row?.number ?? 60,
    category: input.category,
    basis: underRegime(table, input.regime, norms),
    conditions: [...new Set([...(row?.conditions ?? []), ...(verdict.lockConditions ?? [])])],
    channel: row?.channel ?? 'ANY',
    tableVersion: table.version,
    lawVersion: table.lawVersion,
    opensWith:
      effect === 'NEVER' && (potential === 'CONSENT' || potential === 'CONSENT_AND_RELEASE')
        ? potential
        : undefined,
    requiresWarning: verdict.requiresWarning ?? false,
    alsoAnonymous: row?.alsoAnonymous ?? false,
    explanation:
      (effect === 'NEVER' ? undefined : lock?.explanation) ?? objectionWords(objection, explanation),
    parts: verdict.parts ?? [],
  };
}

/** What became of an objection with success, if the answer is about one. */
function objectionNoted(verdict: Verdict, input: SharingInput): 'CLOSES' | 'DUTY_STAYS' | undefined {
  if (verdict.isObjected === true) return 'CLOSES';
  return staysDespiteObjection(verdict.effect, input) ? 'DUTY_STAYS' : undefined;
}

/** Own words of the default deny, for a table without a valid row 60. */
const unlisted: Decision['explanation'] = {
  de: 'Für diese Weitergabe gibt es keine gültige Regel; was nicht geregelt ist, ist verboten.',
  plain: 'Dafür gibt es keine Erlaubnis. Darum geben wir nichts weiter.',
};

/** Entrusted data (§ 65 SGB VIII) are locked inside the unit too. */
function staysInside(input: SharingInput): boolean {
  const origins = [input.secrecyOrigin, ...(input.contains ?? []).map((item) => item.secrecyOrigin)];
  return (
    input.sameUnit === true && input.sourceType === input.recipientType && !origins.includes('ENTRUSTED')
  );
}

function withinUnit(table: DecisionTable, input: SharingInput): Decision {
  return {
    ...inWords(table, input, { row: undefined, effect: 'STATUTE', potential: 'STATUTE' }),
    row: 0,
    basis: ['§ 35 Abs. 1 S. 2 SGB I'],
    conditions: ['Nur wer für den Fall zuständig ist.'],
    explanation: {
      de: 'Die Angabe bleibt in der eigenen Stelle; dort sieht sie nur, wer für den Fall zuständig ist.',
      plain: 'Die Stelle, der Sie das gesagt haben, darf es für Ihren Fall benutzen.',
    },
  };
}
