// One node of a chaos run: the compiled build, with a lending desk beside its capabilities. node-main.ts <api|worker|seed|verify>
// The build itself knows nothing of it: the module is added where the build puts its modules together.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type * as Root from '../../../src/app.module.js';
import type * as Directory from '../../../src/directory/index.js';
import type * as Kernel from '../../../src/kernel/index.js';
import type * as Jobs from '../../../src/platform/jobs/index.js';
import type * as Platform from '../../../src/platform/index.js';
import type * as Files from '../../../src/workflow/application/definition-files.js';
import type { JsonObject } from '../../../src/workflow/index.js';
import type * as Workflow from '../../../src/workflow/index.js';

// The run that started this node holds the other end; should it be killed, nothing stays behind.
process.stdin.resume();
process.stdin.unref();
process.stdin.once('end', () => process.exit(1)).once('error', () => process.exit(1));

const [, , role = '', argument = '{}'] = process.argv;
const compiled = join(import.meta.dirname, '..', '..', '..', 'dist', 'src');

async function load<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(join(compiled, path)).href)) as Module;
}

const { AppModule } = await load<typeof Root>('app.module.js');
const { asId, ok } = await load<typeof Kernel>('kernel/index.js');
const platform = await load<typeof Platform>('platform/index.js');
const { JobRegistry, enqueue } = await load<typeof Jobs>('platform/jobs/index.js');
const workflow = await load<typeof Workflow>('workflow/index.js');

const REGION = asId<Kernel.RegionId>('ahorntal');
const KEY = 'lending-desk';
const REMIND = 'lending-desk.remind';
/** Long enough that some of these jobs are in hand when their worker is killed. */
const JOB_MS = 250;

/** What the lending desk contributes, as a capability does. */
class LendingDesk {
  declare private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  onModuleInit(): void {
    const { registry, jobs } = this.parts;
    registry.registerSubjectAccess('loan', (_tx, principal) =>
      Promise.resolve({ mayRead: true, codes: principal.kind === 'staff' ? ['LIBRARY'] : [] }),
    );
    registry.openToEvents('loan');
    registry.registerEffect('remind', {
      label: { de: 'Erinnern', en: 'Remind' },
      run: (tx, { process: { id, revision } }) => enqueue(tx, REMIND, { processId: id, seq: revision }),
    });
    jobs.register(REMIND, async ({ processId, seq }) => {
      await delay(JOB_MS);
      await this.remind(String(processId), Number(seq));
    });
  }

  /** At least once by the queue, once by its key. */
  private async remind(processId: string, seq: number): Promise<void> {
    const { commands, engine, clock } = this.parts;
    const mark = `remind:${processId}:${seq}`;
    const principal = platform.systemPrincipal(REGION);
    const input = { idempotencyKey: mark };
    const result = await commands.run({ name: 'remind', principal, input }, async (tx) => {
      const event = { type: 'REMINDED', payload: { mark } };
      const id = asId<Kernel.ProcessId>(processId);
      const actor = workflow.systemActor;
      const sent = await engine.send(tx, { processId: id, event, actor, at: clock.now() });
      return sent.ok ? ok({ processId }) : sent;
    });
    if (!result.ok) throw new Error(result.error.code);
  }
}

interface Parts {
  readonly registry: Workflow.WorkflowRegistry;
  readonly jobs: Jobs.JobRegistry;
  readonly commands: Platform.CommandRunner;
  readonly engine: Workflow.WorkflowEngine;
  readonly clock: Platform.Clock;
}

/** Nest tells modules apart by their class. */
class LendingDeskModule {
  readonly key = KEY;
}

const forRoot = AppModule.forRoot.bind(AppModule);
AppModule.forRoot = (...given: Parameters<typeof forRoot>) => {
  const root = forRoot(...given);
  const desk = {
    module: LendingDeskModule,
    providers: [
      {
        provide: LendingDesk,
        inject: [
          workflow.WorkflowRegistry,
          JobRegistry,
          platform.CommandRunner,
          workflow.WorkflowEngine,
          platform.Clock,
        ],
        useFactory: (
          registry: Workflow.WorkflowRegistry,
          jobs: Jobs.JobRegistry,
          commands: Platform.CommandRunner,
          engine: Workflow.WorkflowEngine,
          clock: Platform.Clock,
        ) => new LendingDesk({ registry, jobs, commands, engine, clock }),
      },
    ],
  };
  return { ...root, imports: [...(root.imports ?? []), desk] };
};

/** Prepares an empty database: schema, region, staff who log in as `writer-<n>`, and loans. Prints the ids of these. */
async function seed(): Promise<void> {
  const { processes, writers } = JSON.parse(argument) as { processes: number; writers: number };
  const config = platform.withRoles(platform.loadConfig(), []);
  await platform.migrateUp(config.database.migrationUrl ?? '');
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false });
  const directory = await load<typeof Directory>('directory/index.js');
  const { readDefinitionFiles } = await load<typeof Files>('workflow/application/definition-files.js');
  const unitOfWork = app.get(platform.UnitOfWork);
  const files = readDefinitionFiles(join(import.meta.dirname, '..', 'workflows'));
  const inTx = <T>(work: (tx: Platform.Tx) => Promise<T>) =>
    unitOfWork.run(platform.systemPrincipal(REGION), work);
  await inTx(async (tx) => {
    await app.get(workflow.DefinitionStore).deployAll(tx, files);
    const writer = app.get(directory.DirectoryWriter);
    await writer.addRegion(tx, 'Ahorntal', false);
    for (let index = 0; index < writers; index += 1) {
      const id = platform.newId<Kernel.StaffId>();
      const name = `writer-${index}`;
      const staff = { id, displayName: name, jobFunction: name, validFrom: '2020-01-01', roles: [] };
      await writer.addStaff(tx, staff);
      await app.get(directory.LoginAccounts).linkStaff(tx, name, id);
    }
  });
  const engine = app.get(workflow.WorkflowEngine);
  const at = app.get(platform.Clock).now();
  const ids: string[] = [];
  await inTx(async (tx) => {
    for (let index = 0; index < processes; index += 1) {
      const subject = { type: 'loan', id: platform.newId() };
      const started = await engine.start(tx, { key: KEY, subject, at, actor: workflow.systemActor });
      if (!started.ok) throw new Error(started.error.code);
      ids.push(started.value.id);
    }
  });
  await app.close();
  process.stdout.write(`${JSON.stringify({ ids } satisfies JsonObject)}\n`);
  process.exit(0);
}

const roles: Readonly<Record<string, () => Promise<unknown>>> = {
  api: () => load('main.js'),
  worker: () => load('worker.js'),
  verify: () => {
    process.argv.splice(2, process.argv.length, 'verify');
    return load('cli/main.js');
  },
  seed,
};
const start = roles[role];
if (!start) throw new Error(`Unknown role: ${role}`);
await start();
