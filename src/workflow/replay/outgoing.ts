import {
  valueOf,
  valuesOf,
  type SendMessageParams,
  type StartProcessParams,
  type ValueOrigin,
} from '../domain/built-in-effects.js';
import type { RunEffect } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import { addressOf, correlationText, MESSAGE_DAYS } from '../domain/message.js';
import type { ProcessView } from '../domain/process.js';

const DAY_MS = 86_400_000;

/** A message that the log says was sent. */
export interface SentMessage {
  /** Number of the log entry that sent it. */
  readonly seq: number;
  readonly eventType: string;
  readonly onUndeliverable: string | null;
  /** Addresses it may go to, empty text: nobody; or the name of the sub-process whose rows tell. */
  readonly receivers: readonly string[] | { readonly child: string };
  readonly payload: JsonObject;
  /** Instants, ISO 8601 in UTC with milliseconds. */
  readonly sentAt: string;
  readonly expiresAt: string;
}

/** A sub-process that the log says was started. */
export interface StartedChild {
  readonly key: string;
  readonly definitionKey: string;
  readonly stateId: string | null;
  readonly onDone: string | null;
  readonly onCancelled: string | null;
  readonly onParentEnd: 'cancel' | 'keep';
}

/** What a log makes of the rows of others. */
export interface Outgoing {
  readonly messages: readonly SentMessage[];
  readonly children: readonly StartedChild[];
}

/**
 * What the built-in effects of one entry wrote; effects of capabilities are their own matter.
 *
 * @param process After the entry.
 * @param at      Instant of the entry, ISO 8601 in UTC with milliseconds.
 */
export function outgoingOf(process: ProcessView, effects: readonly RunEffect[], at: string): Outgoing {
  const messages = effects
    .filter(({ type }) => type === 'sendMessage')
    .map((effect) => messageOf(process, effect, at));
  const children = effects
    .filter(({ type }) => type === 'startProcess')
    .flatMap((effect) => childOf(process, effect));
  return { messages, children };
}

/** How a process that has ended tells its parent; `undefined` when it does not. */
export function wordToParent(
  process: ProcessView,
  link: Pick<StartedChild, 'onDone' | 'onCancelled'> | undefined,
): SentMessage | undefined {
  const { status, output, cancelReason, parentProcessId, endedAt } = process;
  if (!link || parentProcessId === null || endedAt === null || cancelReason === 'PARENT_ENDED')
    return undefined;
  const isDone = status === 'done';
  const eventType = isDone ? link.onDone : link.onCancelled;
  if (eventType === null) return undefined;
  return {
    seq: process.revision,
    eventType,
    onUndeliverable: null,
    receivers: [addressOf({ kind: 'process', processId: parentProcessId })],
    payload: isDone && isObject(output) ? output : {},
    ...times(endedAt, MESSAGE_DAYS),
  };
}

function messageOf(process: ProcessView, { params, event }: RunEffect, at: string): SentMessage {
  const sent = params as unknown as SendMessageParams;
  const origin = originOf(process, event.payload);
  return {
    seq: process.revision,
    eventType: sent.event,
    onUndeliverable: sent.onUndeliverable ?? null,
    receivers: receiversOf(process, sent, origin),
    payload: valuesOf(sent.payload, origin),
    ...times(at, sent.expireAfterDays ?? MESSAGE_DAYS),
  };
}

function receiversOf(
  { parentProcessId }: ProcessView,
  { to, correlation = 'subject' }: SendMessageParams,
  origin: ValueOrigin,
): SentMessage['receivers'] {
  const [kind, name = ''] = to.split(':');
  if (kind === 'child') return { child: name };
  if (kind === 'parent')
    return [parentProcessId === null ? '' : addressOf({ kind: 'process', processId: parentProcessId })];
  const value = correlationText(valueOf(correlation, origin));
  if (value === '') return [''];
  if (kind === 'definition')
    return [addressOf({ kind: 'correlated', definitionKey: name, correlation: value })];
  // Whether there was such a process at that moment is not in this log.
  return [addressOf({ kind: 'process', processId: value.toLowerCase() }), ''];
}

function childOf(process: ProcessView, { params }: RunEffect): readonly StartedChild[] {
  const started = params as unknown as StartProcessParams;
  const stateId = started.while === undefined ? null : `${process.definitionKey}.${started.while}`;
  // What belongs to a state that is over did not begin.
  if (process.status !== 'active' || (stateId !== null && !isIn(process, stateId))) return [];
  return [
    {
      key: started.key ?? started.definition,
      definitionKey: started.definition,
      stateId,
      onDone: started.onDone ?? null,
      onCancelled: started.onCancelled ?? null,
      onParentEnd: started.onParentEnd ?? 'cancel',
    },
  ];
}

function originOf({ id, subject, context }: ProcessView, payload: JsonObject): ValueOrigin {
  return { processId: id, subjectId: subject.id, context, payload };
}

function times(at: string, days: number): Pick<SentMessage, 'sentAt' | 'expiresAt'> {
  return { sentAt: at, expiresAt: new Date(Date.parse(at) + days * DAY_MS).toISOString() };
}

function isIn({ activeStates }: ProcessView, stateId: string): boolean {
  return activeStates.some((id) => id === stateId || id.startsWith(`${stateId}.`));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
