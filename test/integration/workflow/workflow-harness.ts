import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SettableClock } from '#test/support/settable-clock.js';
import { AuditLog } from '../../../src/audit/index.js';
import {
  asId,
  type AccountId,
  type ProcessId,
  type RegionId,
  type StaffId,
} from '../../../src/kernel/index.js';
import {
  CommandRunner,
  newId,
  UnitOfWork,
  type AppConfig,
  type StaffPrincipal,
  type Tx,
} from '../../../src/platform/index.js';
import { DefinitionStore } from '../../../src/workflow/application/definition-store.js';
import type { DefinitionFile } from '../../../src/workflow/application/definition-files.js';
import { EffectRunner } from '../../../src/workflow/application/effect-runner.js';
import { DeliverMessages } from '../../../src/workflow/application/deliver-messages.js';
import { MessageDelivery } from '../../../src/workflow/application/message-delivery.js';
import { MessageEffects } from '../../../src/workflow/application/message-effects.js';
import { MessageOutbox } from '../../../src/workflow/application/message-outbox.js';
import { ProcessFollowUps } from '../../../src/workflow/application/process-follow-ups.js';
import { SubprocessEffects } from '../../../src/workflow/application/subprocess-effects.js';
import { FireDueDeadlines } from '../../../src/workflow/application/fire-due-deadlines.js';
import type { SendEventInput } from '../../../src/workflow/application/engine-steps.js';
import { WorkflowEngine } from '../../../src/workflow/application/workflow-engine.js';
import { WorkflowRegistry, type EffectInput } from '../../../src/workflow/application/workflow-registry.js';
import type { JsonObject, ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { definitionHash } from '../../../src/workflow/domain/definition-hash.js';
import type { ProcessActor, ProcessView } from '../../../src/workflow/domain/process.js';
import type { Vocabulary } from '../../../src/workflow/domain/registry.js';
import { DeadlineStore } from '../../../src/workflow/persistence/deadline.store.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';
import { MessageStore } from '../../../src/workflow/persistence/message.store.js';
import { ProcessLinkStore } from '../../../src/workflow/persistence/process-link.store.js';
import { ProcessStore } from '../../../src/workflow/persistence/process.store.js';
import { WorkItemWriter } from '../../../src/workflow/worklist/application/work-item-writer.js';
import { WorkScopes } from '../../../src/workflow/worklist/application/work-scopes.js';

// Failures are provoked here; what matters of them is asserted.
Logger.overrideLogger(false);

export { SettableClock };

const FIXTURES = join(import.meta.dirname, '../../fixtures/workflows');

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'));
}

/** A definition as if it had been read from a file. */
export function asFile(definition: ProcessDefinition): DefinitionFile {
  const path = `${definition.key}/${definition.version}.json`;
  return { definition, hash: definitionHash(definition), text: JSON.stringify(definition), path };
}

/** The library loan of the fixtures. */
export function libraryLoan(): ProcessDefinition {
  return readJson('library-loan/1.json') as ProcessDefinition;
}

/** An effect that ran, as a test sees it. */
export type EffectSpy = (
  tx: Tx,
  type: string,
  input: EffectInput,
) => ReturnType<Parameters<WorkflowRegistry['registerEffect']>[1]['run']>;

/** The engine with its real parts on one database; as many nodes as wanted can be made over the same database. */
export class WorkflowNode {
  readonly registry = new WorkflowRegistry();
  readonly definitions: DefinitionStore;
  readonly engine: WorkflowEngine;
  readonly processes = new ProcessStore();
  readonly deadlines = new DeadlineStore();
  readonly scopes = new WorkScopes();
  readonly messages = new MessageStore();
  readonly links = new ProcessLinkStore();
  readonly followUps: ProcessFollowUps;
  readonly deliver: DeliverMessages;
  readonly fire: FireDueDeadlines;
  readonly commands: CommandRunner;
  readonly audit: AuditLog;
  readonly workItems: WorkItemWriter;
  facts: JsonObject = { readerCardValid: true, copiesLeft: true };
  onEffect: EffectSpy = async () => undefined;

  constructor(
    readonly unitOfWork: UnitOfWork,
    readonly clock: SettableClock,
    readonly config: Pick<AppConfig, 'mode'> = { mode: 'test' },
  ) {
    this.registerVocabulary();
    this.audit = new AuditLog(clock);
    const configured = { holidayRegion: 'DE-NW', ...config } as AppConfig;
    this.definitions = new DefinitionStore(new DefinitionRows(), this.registry, clock, configured);
    const effects = new EffectRunner(this.registry, this.processes);
    this.workItems = new WorkItemWriter(this.scopes, clock);
    const { workItems } = this;
    const outbox = new MessageOutbox(this.messages, this.audit);
    this.followUps = new ProcessFollowUps(
      this.processes,
      this.messages,
      this.links,
      outbox,
      this.audit,
      workItems,
    );
    this.engine = new WorkflowEngine(
      this.definitions,
      this.processes,
      this.deadlines,
      this.registry,
      effects,
      this.audit,
      workItems,
      this.followUps,
    );
    new MessageEffects(this.registry, this.processes, this.links, outbox).onModuleInit();
    new SubprocessEffects(this.registry, this.engine, this.links, this.followUps).onModuleInit();
    const delivery = new MessageDelivery(this.engine, this.processes, this.links, this.messages, outbox);
    this.deliver = new DeliverMessages(unitOfWork, this.messages, delivery, clock);
    this.fire = new FireDueDeadlines(
      unitOfWork,
      this.engine,
      this.deadlines,
      this.processes,
      this.audit,
      clock,
    );
    this.commands = new CommandRunner(unitOfWork);
  }

  /** Starts a loan and brings it to the shelf: `ready`. */
  async startLoan(): Promise<ProcessView> {
    return this.inTx(async (tx) => {
      const subject = { type: 'loan', id: newId() };
      const started = await this.engine.start(tx, {
        key: 'library-loan',
        subject,
        at: this.clock.now(),
        actor: reader,
      });
      if (!started.ok) throw new Error(started.error.code);
      return started.value;
    });
  }

  /** Sends in a transaction of its own and commits whatever comes of it. */
  async send(id: ProcessId, type: string, payload: JsonObject = {}, more: Partial<SendEventInput> = {}) {
    return this.inTx((tx) => this.engine.send(tx, this.event(id, type, payload, more)));
  }

  /** An event at the present time of the clock. */
  event(
    id: ProcessId,
    type: string,
    payload: JsonObject = {},
    more: Partial<SendEventInput> = {},
  ): SendEventInput {
    return { processId: id, event: { type, payload }, actor: librarian, at: this.clock.now(), ...more };
  }

  /** Starts a loan and lends the book out on a day. */
  async lend(day: string): Promise<ProcessView> {
    const { id } = await this.startLoan();
    await this.send(id, 'REQUESTED', { title: 'Momo' });
    const lent = await this.send(id, 'HANDED_OUT', { on: day });
    if (!lent.ok) throw new Error(lent.error.code);
    return lent.value;
  }

  async inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(staff, work);
  }

  async read(id: ProcessId): Promise<ProcessView> {
    return this.inTx((tx) => this.engine.get(tx, id));
  }

  private registerVocabulary(): void {
    const vocabulary = readJson('vocabulary.json') as Vocabulary;
    for (const [name, guard] of Object.entries(vocabulary.guards)) {
      this.registry.registerGuard(name, { ...guard, evaluate: ({ facts }) => facts[name] === true });
    }
    for (const [name, effect] of Object.entries(vocabulary.effects)) {
      this.registry.registerEffect(name, { ...effect, run: (tx, input) => this.onEffect(tx, name, input) });
    }
    this.registry.registerFacts('library-loan', async () => this.facts);
  }
}

/** Region of the tests. */
export const REGION: RegionId = asId('lippe');

/** A member of staff without roles; the engine's tests bring their own codes. */
export const staff: StaffPrincipal = {
  kind: 'staff',
  regionId: REGION,
  accountId: asId<AccountId>('0192d000-0000-7000-8000-000000000001'),
  staffId: asId<StaffId>('0192d000-0000-7000-8000-000000000002'),
  grants: [],
};

/** Sender that holds both codes of the loan. */
export const librarian: ProcessActor = { kind: 'staff', id: staff.accountId, codes: ['LIBRARY', 'READER'] };
/** Sender that only reads. */
export const reader: ProcessActor = { kind: 'person', id: newId(), codes: ['READER'] };

/** Region row that everything refers to. */
export async function insertRegion(unitOfWork: UnitOfWork, id: RegionId = REGION): Promise<void> {
  await unitOfWork.run(staff, (tx) =>
    tx.query(`INSERT INTO region (region_id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING`, [id]),
  );
}
