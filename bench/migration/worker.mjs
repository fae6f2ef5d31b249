// A process that migrates: the compiled application with the library loan in two versions, called directly.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { serve } from '../engine/child.mjs';
import { closedLoop, Loans, nextEvent } from '../engine/load.mjs';
import { dist, root } from '../engine/paths.mjs';
import { application, deploy, lend, REGION, seed, teach } from '../engine/world.mjs';

const { Clock, createLogger, systemPrincipal, UnitOfWork } = await dist('src/platform/index.js');
const { DefinitionStore, MigrationQueries, PlanMigration, RunMigrations, verifyProcesses, WorkflowEngine } =
  await dist('src/workflow/index.js');
const { definitionHash } = await dist('src/workflow/domain/definition-hash.js');

const ACTOR = { kind: 'system', id: '00000000-0000-7000-8000-000000000001', codes: ['LIBRARY', 'READER'] };
const FIXTURES = join(root, 'test/fixtures/migration/library-loan');

let app;
let loans;

function read(path) {
  return JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'));
}

function tx(work) {
  return app.get(UnitOfWork).run(systemPrincipal(REGION), work);
}

async function details(id) {
  return tx((open) => app.get(MigrationQueries).details(open, id));
}

serve({
  async start({ isFirst }) {
    const { module, config } = application();
    app = await NestFactory.createApplicationContext(module, { logger: createLogger(config) });
    teach(app);
    if (isFirst) await seed(app, 1);
    else await deploy(app);
  },
  lend: ({ count }) => lend(app, count),
  /** Ordinary events on loans of their own, as many at a time as the migration works on. */
  events({ list, clients, seconds }) {
    loans ??= new Loans(list, clients);
    const engine = app.get(WorkflowEngine);
    return closedLoop({ clients, seconds }, async (client) => {
      const loan = loans.next(client);
      const event = { type: nextEvent(loan), payload: {} };
      const sent = await tx((open) =>
        engine.send(open, { processId: loan.id, event, actor: ACTOR, at: app.get(Clock).now() }),
      );
      if (!sent.ok) throw new Error(sent.error.code);
      loan.revision += 1;
    });
  },
  async plan() {
    const definition = read('2.json');
    const text = JSON.stringify(definition);
    const file = { definition, hash: definitionHash(definition), text, path: 'library-loan/2.json' };
    await tx((open) => app.get(DefinitionStore).deployAll(open, [file]));
    const asked = {
      key: 'library-loan',
      from: '1',
      to: '2',
      mapping: read('migrations/1-2.json'),
      reason: 'Messung der Umstellung',
    };
    const planned = await tx((open) => app.get(PlanMigration).plan(open, asked, 'running'));
    if (!planned.ok) throw new Error(planned.error.code);
    return planned.value;
  },
  async run({ migration }) {
    const begin = performance.now();
    const run = await app.get(RunMigrations).run(REGION, migration);
    return { ...run, seconds: (performance.now() - begin) / 1_000 };
  },
  details: ({ id }) => details(id),
  async verify() {
    return verifyProcesses(app.get(UnitOfWork));
  },
});

async function end() {
  await app?.close();
  process.exit(0);
}

process.on('SIGTERM', () => void end());
