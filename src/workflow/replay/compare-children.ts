import type { ProcessView } from '../domain/process.js';
import type { StartedChild } from './outgoing.js';
import { shown, type ReplayDifference } from './replay-difference.js';

/** How a sub-process hangs on its parent, as stored. */
export interface StoredLink extends StartedChild {
  readonly processId: string;
  readonly parentProcessId: string;
  readonly depth: number;
}

/** The links of one process. */
export interface StoredLinks {
  /** To its parent. */
  readonly own: StoredLink | undefined;
  /** To its sub-processes, in the order in which they were started. */
  readonly children: readonly StoredLink[];
}

const FIELDS = ['key', 'definitionKey', 'stateId', 'onDone', 'onCancelled', 'onParentEnd'] as const;

/** The first link that is not what the process and its log make of it. */
export function childDifference(
  process: ProcessView,
  started: readonly StartedChild[],
  { own, children }: StoredLinks,
): ReplayDifference | undefined {
  const differs = (field: string, expected: unknown, found: unknown): ReplayDifference => ({
    place: 'subprocess',
    seq: process.revision,
    field,
    expected: shown(expected),
    found: shown(found),
    isChainWhole: true,
  });
  const parent = own?.parentProcessId ?? null;
  if (parent !== process.parentProcessId) return differs('parent', process.parentProcessId, parent);
  if (process.hasChildren !== started.length > 0)
    return differs('hasChildren', started.length > 0, process.hasChildren);
  const depth = (own?.depth ?? 0) + 1;
  const tooDeep = children.find((link) => link.depth !== depth);
  if (tooDeep) return differs(`depth (${tooDeep.key})`, depth, tooDeep.depth);
  return firstUnmatched(started, children, differs);
}

function firstUnmatched(
  started: readonly StartedChild[],
  children: readonly StoredLink[],
  differs: (field: string, expected: unknown, found: unknown) => ReplayDifference,
): ReplayDifference | undefined {
  const left = [...children];
  const missing = started.find((child) => {
    const index = left.findIndex((link) => differingField(child, link) === undefined);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const other = missing ? left.find(({ key }) => key === missing.key) : left[0];
  if (!missing && !other) return undefined;
  const field = missing && other && differingField(missing, other);
  if (field) return differs(`${field} (${missing.key})`, missing[field], other[field]);
  return differs('row', missing?.key ?? '–', other?.key ?? '–');
}

function differingField(expected: StartedChild, found: StartedChild): (typeof FIELDS)[number] | undefined {
  return FIELDS.find((name) => expected[name] !== found[name]);
}
