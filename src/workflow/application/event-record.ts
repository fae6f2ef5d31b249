import type { AuditEntry } from '../../audit/index.js';
import { asId, CHAIN_START, canonicalJson, CanonicalJsonError, chainHash } from '../../kernel/index.js';
import type { Accepted } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import {
  SYSTEM_CODE,
  type ChainedEvent,
  type LoggedEvent,
  type ProcessActor,
  type ProcessView,
} from '../domain/process.js';

/** What a log entry says beside the decision. */
export interface EventRecordInput {
  readonly regionId: string;
  readonly process: Pick<ProcessView, 'id' | 'definitionHash' | 'activeStates' | 'revision' | 'chainHead'>;
  readonly id: string;
  readonly event: { readonly type: string; readonly payload: JsonObject };
  readonly actor: ProcessActor;
  readonly actorCode: string;
  /** Instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly accepted: Pick<Accepted, 'microsteps' | 'taken' | 'guardVerdicts'>;
  /** Ids of the active leaf states after the event. */
  readonly toStates: readonly string[];
  /** Owner codes that must act after the event. */
  readonly waitingFor: readonly string[];
}

/** In place of a decision, for entries that the engine writes without a step of the machine. */
export const NOTHING_DECIDED: EventRecordInput['accepted'] = { microsteps: [], taken: [], guardVerdicts: [] };

/** The log entry of an accepted event, chained to the entry before it. */
export function recordEvent(input: EventRecordInput): ChainedEvent {
  const { process, accepted, actor } = input;
  const entry: LoggedEvent = {
    seq: process.revision + 1,
    id: input.id,
    type: input.event.type,
    payload: input.event.payload,
    actorKind: actor.kind,
    actorId: actor.id,
    actorUnitId: actor.unitId ?? null,
    actorCode: input.actorCode,
    at: input.at,
    fromStates: process.activeStates,
    toStates: input.toStates,
    microsteps: accepted.microsteps,
    guards: accepted.guardVerdicts,
    legalBasis: [...new Set(accepted.taken.flatMap((transition) => transition.legalBasis))],
    waitingFor: input.waitingFor,
    definitionHash: process.definitionHash,
  };
  const prevHash = process.revision === 0 ? CHAIN_START : process.chainHead;
  return { ...entry, prevHash, hash: chainHash(prevHash, hashedContent(input.regionId, process.id, entry)) };
}

/** What the chain hashes of a log entry: everything but the hashes themselves, with its place. */
export function hashedContent(regionId: string, processId: string, event: LoggedEvent): JsonObject {
  // In the order in which canonical JSON writes keys, so that it need not sort them.
  const content = {
    actorCode: event.actorCode,
    actorId: event.actorId,
    actorKind: event.actorKind,
    actorUnitId: event.actorUnitId,
    at: event.at,
    definitionHash: event.definitionHash,
    fromStates: event.fromStates,
    guards: event.guards.map((guard) => ({
      guard: guard.guard,
      params: guard.params,
      verdict: guard.verdict,
    })),
    id: event.id,
    legalBasis: event.legalBasis,
    microsteps: event.microsteps.map((step) => ({ transitions: step.transitions, value: step.value })),
    payload: event.payload,
    processId,
    regionId,
    seq: event.seq,
    toStates: event.toStates,
    type: event.type,
    waitingFor: event.waitingFor,
  };
  return content;
}

/** Code under which an actor sends: the first of theirs that the event admits. */
export function admittedCode(actor: ProcessActor, by: readonly string[] | undefined): string {
  const admitted = actor.codes.find((code) => by === undefined || by.includes(code));
  return admitted ?? (actor.kind === 'system' ? SYSTEM_CODE : actor.kind.toUpperCase());
}

/**
 * Why data cannot be stored and hashed, technical sentences without values; empty when they can.
 *
 * JSON alone would pass lone surrogates and U+0000, which PostgreSQL refuses.
 */
export function storageProblems(data: JsonObject): readonly string[] {
  try {
    return /(?<!\\)(?:\\\\)*\\u0000/.test(canonicalJson(data)) ? ['must not contain U+0000'] : [];
  } catch (error) {
    if (error instanceof CanonicalJsonError) return [error.message];
    throw error;
  }
}

/** What the register says of an event: codes only, its payload stays in the log. */
export function auditEntry(
  process: Pick<ProcessView, 'id' | 'caseId' | 'definitionKey'>,
  event: ChainedEvent,
): AuditEntry {
  return {
    action: event.seq === 1 ? 'PROCESS_STARTED' : 'PROCESS_MOVED',
    objectType: 'process',
    objectId: process.id,
    ...(process.caseId === null ? {} : { caseId: process.caseId }),
    ...(event.actorUnitId === null ? {} : { unitId: asId(event.actorUnitId) }),
    ...(event.legalBasis.length === 0 ? {} : { legalBasis: event.legalBasis.join(', ') }),
    details: {
      event: event.type,
      seq: event.seq,
      definitionKey: process.definitionKey,
      actorCode: event.actorCode,
    },
  };
}
