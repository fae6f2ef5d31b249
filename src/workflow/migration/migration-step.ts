import type { JsonObject } from '../domain/definition.js';
import { MIGRATED_ENTRY, type ChainedEvent, type ProcessActor, type ProcessView } from '../domain/process.js';
import type { DeadlinePlan } from '../application/deadline-plan.js';
import { admittedCode, recordEvent } from '../application/event-record.js';
import { nextProcess } from '../application/process-state.js';
import type { Accepted } from '../domain/decision.js';
import type { DeadlineMove } from './deadline-moves.js';
import { newStateId, type MigrationMapping } from './mapping.js';
import { migrateState, type MigrateStateInput, type MigrationRefused } from './migrate-state.js';

/** What the log entry of a migration carries: enough to compute it again. */
export interface MigratedPayload {
  readonly migrationId: string;
  readonly fromHash: string;
  readonly toHash: string;
  readonly mapping: MigrationMapping;
}

/** One process on its way to another version. */
export interface MigrationStepInput extends Omit<MigrateStateInput, 'mapping'> {
  readonly regionId: string;
  /** Id of the log entry. */
  readonly id: string;
  readonly payload: MigratedPayload;
  readonly actor: ProcessActor;
}

/** What is written of a migrated process. */
export interface MigrationStep {
  readonly kind: 'step';
  readonly entry: ChainedEvent;
  /** The process before, under the names of the new version. */
  readonly before: ProcessView;
  readonly process: ProcessView;
  readonly plan: DeadlinePlan;
  readonly accepted: Accepted;
  readonly moves: readonly DeadlineMove[];
}

/** Computes the log entry of a migration and the process after it; pure, for the migration and for its replay. */
export function migrationStep(input: MigrationStepInput): MigrationStep | MigrationRefused {
  const { process, to, at, payload, actor } = input;
  const judgement = migrateState({ ...input, mapping: payload.mapping });
  if (judgement.kind !== 'fits') return judgement;
  const { accepted, entries, plan, moves } = judgement;
  const stays = process.activeStates.flatMap((id) => newStateId(payload.mapping, id) ?? []);
  const renamed = { ...process, definitionHash: payload.toHash, stateEntries: entries };
  const next = nextProcess({ compiled: to, process: renamed, at }, accepted);
  const entry = recordEvent({
    regionId: input.regionId,
    process: renamed,
    id: input.id,
    event: { type: MIGRATED_ENTRY, payload: payload as unknown as JsonObject },
    actor,
    actorCode: admittedCode(actor, undefined),
    at,
    accepted,
    toStates: next.activeStates,
    waitingFor: next.waitingFor,
  });
  const before = { ...renamed, activeStates: stays };
  return { kind: 'step', entry, before, process: { ...next, chainHead: entry.hash }, plan, accepted, moves };
}
