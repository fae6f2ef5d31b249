import type { DeadlineView, ProcessView } from '../domain/process.js';
import type { Course } from './course.js';
import {
  differingMembers,
  entriesInWords,
  hidden,
  sameJson,
  shown,
  type ReplayDifference,
} from './replay-difference.js';

/** Columns of a process that follow from its log, in the order in which they are compared. */
const PROCESS_FIELDS = [
  'revision',
  'chainHead',
  'definitionHash',
  'value',
  'activeStates',
  'historyValue',
  'stateEntries',
  'context',
  'output',
  'status',
  'waitingFor',
  'waitingSince',
  'startedAt',
  'endedAt',
  'cancelReason',
  'correlation',
] as const satisfies readonly (keyof ProcessView)[];

/** Columns that may say something about a person. */
const PERSONAL: readonly string[] = ['context', 'output', 'correlation'];

/** Columns of a deadline that follow from the log, in the order in which they are compared. */
const DEADLINE_FIELDS = [
  'key',
  'stateId',
  'eventType',
  'generation',
  'startsOn',
  'nominalEndOn',
  'endsOn',
  'internalDueOn',
  'firesOn',
  'warnOn',
  'label',
  'legalBasis',
  'explanation',
  'status',
] as const satisfies readonly (keyof DeadlineView)[];

/** The first column of a process that is not what its log makes of it; `undefined` when all agree. */
export function processDifference(expected: ProcessView, found: ProcessView): ReplayDifference | undefined {
  // A person holds a process without an event: its state stays what the log says.
  const settled = found.status === 'quarantined' ? { ...found, status: 'active' as const } : found;
  const field = PROCESS_FIELDS.find((name) => !sameJson(expected[name], settled[name]));
  if (field === undefined) return undefined;
  const [before, after] = inWords(field, expected, settled);
  return {
    place: 'process',
    seq: expected.revision,
    field: field === 'context' ? contextFields(expected, settled) : field,
    expected: before,
    found: after,
    isChainWhole: true,
  };
}

function contextFields(expected: ProcessView, found: ProcessView): string {
  return `context (${differingMembers(expected.context, found.context).join(', ')})`;
}

function inWords(
  field: (typeof PROCESS_FIELDS)[number],
  expected: ProcessView,
  found: ProcessView,
): readonly [string, string] {
  if (field === 'stateEntries') {
    const states = differingMembers(expected.stateEntries, found.stateEntries);
    return [entriesInWords(expected.stateEntries, states), entriesInWords(found.stateEntries, states)];
  }
  const words = PERSONAL.includes(field) ? hidden : shown;
  return [words(expected[field]), words(found[field])];
}

/**
 * The first deadline row that is not what the log makes of it; `undefined` when both are the same set of rows.
 *
 * @param explained  Ids of rows closed without a log entry, by an entry of the audit register: an expiry whose
 *   condition was false, or that belonged to an earlier stay. Their status is believed.
 */
export function deadlineDifference(
  course: Course,
  found: readonly DeadlineView[],
  explained: ReadonlySet<string> = new Set(),
): ReplayDifference | undefined {
  const left = [...found];
  const missing = course.deadlines.filter((row) => {
    const index = left.findIndex((candidate) => differingField(row, candidate, explained) === undefined);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const [expected] = missing;
  const other = expected ? closestTo(expected, left) : left[0];
  if (!expected && !other) return undefined;
  return {
    place: 'deadline',
    seq: course.process.revision,
    isChainWhole: true,
    ...rowsInWords(expected, other),
  };
}

function differingField(
  expected: DeadlineView,
  found: DeadlineView,
  explained: ReadonlySet<string>,
): (typeof DEADLINE_FIELDS)[number] | undefined {
  const fields = explained.has(found.id)
    ? DEADLINE_FIELDS.filter((name) => name !== 'status')
    : DEADLINE_FIELDS;
  return fields.find((name) => !sameJson(expected[name], found[name]));
}

/** The stored row that was most likely meant. */
function closestTo(expected: DeadlineView, rows: readonly DeadlineView[]): DeadlineView | undefined {
  const sameTimer = rows.filter(({ eventType }) => eventType === expected.eventType);
  return sameTimer.find(({ generation }) => generation === expected.generation) ?? sameTimer[0];
}

function rowsInWords(
  expected: DeadlineView | undefined,
  found: DeadlineView | undefined,
): Pick<ReplayDifference, 'field' | 'expected' | 'found'> {
  const field = expected && found && differingField(expected, found, new Set());
  if (expected && found && field) {
    const place = `${field} (${expected.key}, ${expected.stateId}, ${String(expected.generation)})`;
    return { field: place, expected: shown(expected[field]), found: shown(found[field]) };
  }
  return { field: 'row', expected: rowInWords(expected), found: rowInWords(found) };
}

function rowInWords(row: DeadlineView | undefined): string {
  if (!row) return '–';
  return `${row.key} (${row.stateId}, ${String(row.generation)}) ${row.startsOn}–${row.endsOn}, ${row.status}`;
}
