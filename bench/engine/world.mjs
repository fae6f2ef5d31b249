// The subject of the bench: the library loan of the test fixtures on the compiled build, with real accounts.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, root } from './paths.mjs';

const { AppModule } = await dist('src/app.module.js');
const { DirectoryWriter, LoginAccounts } = await dist('src/directory/index.js');
const { loadConfig, prepared, systemPrincipal, UnitOfWork, Clock } = await dist('src/platform/index.js');
const { DefinitionStore, WorkflowEngine, WorkflowRegistry, WorkScopes } = await dist('src/workflow/index.js');
const { definitionHash } = await dist('src/workflow/domain/definition-hash.js');

export const REGION = 'ahorntal';
const UNIT = '0192d000-0000-7000-8000-0000000000a1';
const ORGANISATION = '0192d000-0000-7000-8000-0000000000a0';
/** Codes of whoever may see a loan. */
const CODES = ['LIBRARY', 'READER'];

const SYSTEM = { kind: 'system', id: '00000000-0000-7000-8000-000000000001', codes: CODES };

/** As small as the rules of the capabilities: one indexed query in the transaction of the event. */
const ACCESS = prepared(
  'bench_access',
  `SELECT u.id FROM organisation_unit u WHERE u.region_id = $1 AND u.id = ANY ($2::uuid[])`,
);

/** The application module with the configuration of this process. */
export function application() {
  const config = loadConfig(process.env);
  return { module: AppModule.forRoot(config), config };
}

function fixture(path) {
  return JSON.parse(readFileSync(join(root, 'test/fixtures/workflows', path), 'utf8'));
}

/** Teaches a started application the vocabulary and access of the loan. */
export function teach(app) {
  const registry = app.get(WorkflowRegistry);
  const vocabulary = fixture('vocabulary.json');
  for (const [name, guard] of Object.entries(vocabulary.guards)) {
    registry.registerGuard(name, { ...guard, evaluate: ({ facts }) => facts[name] === true });
  }
  for (const [name, effect] of Object.entries(vocabulary.effects)) {
    registry.registerEffect(name, { ...effect, run: async () => undefined });
  }
  registry.registerFacts('library-loan', async () => ({ readerCardValid: true, copiesLeft: true }));
  registry.registerSubjectAccess('loan', async (tx, principal) => {
    const units = principal.kind === 'staff' ? principal.grants.map(({ unitId }) => unitId) : [];
    const rows = await tx.query(ACCESS, [tx.regionId, units]);
    return { mayRead: rows.length > 0, codes: CODES, sees: 'ALL' };
  });
  registry.openToEvents('loan');
  const holders = `SELECT id AS unit_id FROM organisation_unit
                   WHERE organisation_unit.region_id = wanted.region_id AND organisation_unit.id = '${UNIT}'`;
  app.get(WorkScopes).register('loan', { holders, roles: ['CASEWORKER'] });
}

/** Deploys the loan. Every node may; the first one does. */
export async function deploy(app) {
  const definition = fixture('library-loan/1.json');
  const text = JSON.stringify(definition);
  const file = { definition, hash: definitionHash(definition), text, path: 'library-loan/1.json' };
  await app
    .get(UnitOfWork)
    .run(systemPrincipal(REGION), (tx) => app.get(DefinitionStore).deployAll(tx, [file]));
}

/** Region, unit and as many members of staff as wanted, with logins `staff-0`, `staff-1`, … */
export async function seed(app, staff) {
  await app.get(UnitOfWork).run(systemPrincipal(REGION), async (tx) => {
    const writer = app.get(DirectoryWriter);
    await writer.addRegion(tx, 'Ahorntal', false);
    await writer.addOrganisation(tx, {
      id: ORGANISATION,
      name: 'Bücherei Ahorntal',
      units: [{ id: UNIT, name: 'Ausleihe', type: 'WELFARE_PROVIDER', contactFunction: 'Theke' }],
    });
    for (let number = 0; number < staff; number += 1) {
      const id = randomUUID();
      const roles = [{ unitId: UNIT, role: 'CASEWORKER', mandate: true }];
      await writer.addStaff(tx, {
        id,
        displayName: `Staff ${number}`,
        jobFunction: 'Theke',
        validFrom: '2020-01-01',
        roles,
      });
      await app.get(LoginAccounts).linkStaff(tx, `staff-${number}`, id);
    }
  });
  await deploy(app);
}

async function lendOne(app, actor, daysAgo = 0) {
  const engine = app.get(WorkflowEngine);
  return app.get(UnitOfWork).run(systemPrincipal(REGION), async (tx) => {
    const at = app.get(Clock).now();
    const day = app.get(Clock).today().subtract({ days: daysAgo }).toString();
    const subject = { type: 'loan', id: randomUUID() };
    const started = valueOf(await engine.start(tx, { key: 'library-loan', subject, at, actor }));
    const send = async (type, payload) =>
      valueOf(await engine.send(tx, { processId: started.id, event: { type, payload }, actor, at }));
    await send('REQUESTED', { title: 'Momo' });
    const lent = await send('HANDED_OUT', { on: day });
    return { id: lent.id, revision: lent.revision };
  });
}

function valueOf(result) {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** Lends out a book whose time is over already. @returns The loan, and when it was committed. */
export async function lendLate(app) {
  const loan = await lendOne(app, SYSTEM, 60);
  return { ...loan, at: Date.now() };
}

/** Lends out books: loans with a running deadline, each with id and revision. */
export async function lend(app, count) {
  const loans = [];
  const clerk = async () => {
    while (loans.length < count) {
      const place = loans.push(undefined) - 1;
      loans[place] = await lendOne(app, SYSTEM);
    }
  };
  await Promise.all(Array.from({ length: 8 }, clerk));
  return loans;
}
