import type { Temporal } from 'temporal-polyfill';
import type { JsonObject, JsonValue } from '../../src/workflow/domain/definition.js';
import type { ChainedEvent, DeadlineView, ProcessView } from '../../src/workflow/domain/process.js';
import type { ChartCase, ChartStep } from './chart-case.js';

/** What can be seen of a process after a step. */
export interface Seen {
  readonly now: string;
  readonly did: string;
  readonly refused: string | undefined;
  readonly open: string;
  readonly ends: JsonValue | undefined;
  readonly context: JsonObject;
}

/** Everything a case left behind, without what differs from run to run (identifiers, hashes). */
export interface Played {
  readonly seen: readonly Seen[];
  readonly log: readonly object[];
  readonly end: object;
  readonly deadlines: readonly object[];
}

/** Something a process runs on. */
export interface ChartPlayer {
  start(): Promise<Seen>;
  step(step: ChartStep): Promise<Seen>;
  /** Called once, after the last step. */
  rest(): Promise<Omit<Played, 'seen'>>;
}

/** Day and time at which every case starts; no change of time in Germany during the days that pass. */
export const CHART_START = '2026-04-01T08:00:00Z';

/** Runs a case from its start to its last step. */
export async function playOn(player: ChartPlayer, { steps }: ChartCase): Promise<Played> {
  const seen = [await player.start()];
  for (const step of steps) seen.push(await player.step(step));
  return { seen, ...(await player.rest()) };
}

/** What the case demands, shaped like what was seen; members the case does not name are taken from there. */
export function demanded({ starts, steps }: ChartCase, seen: readonly Seen[]): readonly Seen[] {
  return [starts, ...steps].map((step, index) => {
    const found = seen[index];
    if (!found) throw new Error(`Nothing was seen of step ${String(index)}`);
    return {
      now: step.now,
      did: step.did ?? '',
      refused: step.refused,
      open: step.open ?? found.open,
      ends: step.ends,
      context: step.context ?? found.context,
    };
  });
}

/** Last key of a state's id. */
function keyOf(stateId: string): string {
  return stateId.slice(stateId.lastIndexOf('.') + 1);
}

/** A process as a case sees it. */
export function seenOf(
  process: Pick<ProcessView, 'activeStates' | 'status' | 'output' | 'context'>,
  deadlines: readonly DeadlineView[],
  did: string,
  refused?: string,
): Seen {
  return {
    now: process.activeStates.map(keyOf).join(' '),
    did,
    refused,
    open: deadlines
      .filter(({ status }) => status === 'open')
      .map(({ key, stateId }) => `${key}@${keyOf(stateId)}`)
      .sort()
      .join(' '),
    ends: process.status === 'done' ? process.output : undefined,
    context: process.context,
  };
}

/** What a case leaves behind, comparable between players. */
export function leftBehind(
  process: ProcessView,
  log: readonly ChainedEvent[],
  deadlines: readonly DeadlineView[],
): Omit<Played, 'seen'> {
  return {
    end: only(process, [
      ...(['value', 'historyValue', 'context', 'status', 'output'] as const),
      ...(['stateEntries', 'activeStates', 'revision'] as const),
    ]),
    log: log.map((entry) =>
      only(entry, [
        ...(['seq', 'type', 'payload', 'at', 'fromStates', 'toStates'] as const),
        ...(['microsteps', 'guards', 'waitingFor'] as const),
      ]),
    ),
    deadlines: deadlines
      .map((row) => only(row, ['eventType', 'generation', 'startsOn', 'firesOn', 'status']))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function only<From extends object>(from: From, names: readonly (keyof From & string)[]): object {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

/** Instant as the log writes it. */
export function isoOf(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toISOString();
}
