import type { JsonObject } from '../definition.js';
import type { ErrorObject } from '../schema-validation.js';
import { pointer } from './finding.js';
import { tellingErrors } from './schema-findings.js';

type Path = readonly string[];
type Container = Record<string, unknown>;

/** A document with what does not fit its schema taken out or filled in, so that the rest can be judged. */
export interface Mended {
  /** Fits the schema; absent when too much is missing. */
  readonly document?: unknown;
  /** JSON pointers of what was taken out. */
  readonly taken: readonly string[];
  /** Whether states and transitions are all there, so that ways through the machine can be judged. */
  readonly isWhole: boolean;
}

const MOST_ROUNDS = 8;
const WORD = '–';
const WORDS = { de: WORD, en: WORD };

/** What stands in for a missing member. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  de: WORD,
  en: WORD,
  plain: WORD,
  label: WORDS,
  explanation: WORDS,
  explanationNegated: WORDS,
  purpose: WORDS,
  title: { ...WORDS, plain: WORD },
  dataCategories: [],
  lawVersion: '2000-01-01',
  version: 1,
};

/** Members of states and transitions; a foreign one close to these may be one of them misspelt. */
const MEMBERS = [
  'type',
  'initial',
  'states',
  'always',
  'after',
  'onDone',
  'entry',
  'exit',
  'output',
  'history',
  'on',
  'target',
  'guard',
  'actions',
  'reenter',
];

/**
 * Mends a copy of a document. Words are filled in, foreign members are taken out, and what has the wrong form is taken
 * out with everything that makes no sense without it.
 *
 * @param document  Parsed JSON; it stays untouched.
 */
export function mended(document: unknown, schema: JsonObject): Mended {
  const mending = new Mending(structuredClone(document));
  for (let round = 0; round < MOST_ROUNDS && !mending.isHopeless; round += 1) {
    const errors = tellingErrors(mending.document, schema);
    if (errors.length === 0) return mending;
    for (const error of errors) mending.mend(error);
  }
  return { taken: mending.taken, isWhole: false };
}

class Mending implements Mended {
  readonly taken: string[] = [];
  isWhole = true;
  isHopeless = false;

  constructor(readonly document: unknown) {}

  mend(error: ErrorObject): void {
    const path = segments(error.instancePath);
    const { missingProperty, additionalProperty } = error.params as Partial<Record<string, string>>;
    if (missingProperty !== undefined) return this.fill(path, missingProperty);
    const foreign = additionalProperty ?? error.propertyName;
    if (foreign !== undefined) return this.takeOut([...path, foreign], isForeign);
    const name = path.at(-1);
    const word = name === undefined ? undefined : STAND_INS[name];
    const parent = containerAt(this.document, path.slice(0, -1));
    const stands = name !== undefined && JSON.stringify(parent?.[name]) === JSON.stringify(word);
    if (word === undefined || stands) return this.takeOut(path);
    if (parent && name !== undefined) parent[name] = structuredClone(word);
  }

  private fill(path: Path, name: string): void {
    const parent = containerAt(this.document, path);
    if (!parent) return;
    const standIn = STAND_INS[name];
    if (standIn === undefined) this.takeOut(path);
    else parent[name] = structuredClone(standIn);
  }

  /** @param isHarmless Whether nothing depends on it. */
  private takeOut(path: Path, isHarmless: (path: Path, value: unknown) => boolean = () => false): void {
    const name = path.at(-1);
    const parent = containerAt(this.document, path.slice(0, -1));
    if (name === undefined || (path.length === 1 && !isHarmless(path, undefined))) this.isHopeless = true;
    if (name === undefined || !parent || !(name in parent)) return;
    // The indices of a list stand in the paths of later findings, so it is kept or taken out as a whole.
    if (Array.isArray(parent)) return this.takeOut(path.slice(0, -1));
    if (path[0] === 'machine' && !path.includes('meta') && !isHarmless(path, parent[name]))
      this.isWhole = false;
    delete parent[name];
    this.taken.push(pointer(path));
  }
}

function segments(instancePath: string): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function containerAt(document: unknown, path: Path): Container | undefined {
  let current = document;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Container)[key];
  }
  return typeof current === 'object' && current !== null ? (current as Container) : undefined;
}

/** Whether a member that the format does not know can mean nothing to states and transitions. */
function isForeign(path: Path, value: unknown): boolean {
  if (path[0] !== 'machine') return true;
  if (['states', 'on', 'after'].includes(path.at(-2) ?? '')) return false;
  if (typeof value === 'object' && value !== null) return false;
  const name = path.at(-1) ?? '';
  return !MEMBERS.some((member) => isNearly(name.toLowerCase(), member.toLowerCase()));
}

/** Whether two words differ by a slip: one letter, in longer words two. */
function isNearly(one: string, other: string): boolean {
  return distance(one, other) <= (other.length > 4 ? 2 : 1);
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = (row[column] ?? 0) + (letter === other[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
