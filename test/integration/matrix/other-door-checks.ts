import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { commands } from '../../../src/cli/commands/index.js';
import { JobRegistry } from '../../../src/platform/index.js';
import { saidBy } from '../cli/in-process.js';
import { listen } from '../workflow/subscription-node.js';
import { ACTORS, type Actor } from './actors.js';
import { sameFor, type WholeAnswer } from './client.js';
import { wordsIn } from './knowledge.js';
import { CLI, JOBS, OPEN_ROUTES, ROUTES, SUBSCRIPTIONS, type RouteDecision } from './other-decisions.js';
import { routesOf } from './routes.js';
import { fingerprints } from './standing-still.js';
import type { World } from './world.js';

/** Everything that is not a query or a mutation: routes, subscriptions, the command line and jobs. */
export function checkOtherDoors(worldOf: () => World): void {
  checkRoutes(worldOf);
  checkSubscriptions(worldOf);
  checkCommandLine(worldOf);
  checkJobs(worldOf);
}

function checkRoutes(worldOf: () => World): void {
  function ask(path: string, { method }: RouteDecision, actor: Actor, id: string): Promise<WholeAnswer> {
    const headers = { 'content-type': 'application/pdf', 'idempotency-key': randomUUID() };
    const post = { headers, payload: Buffer.from('no scan') };
    const request = { method, url: path.replace(':id', id), ...(method === 'POST' ? post : {}) };
    return worldOf().client.request(actor, request);
  }

  function outcomeOf({ status, text }: WholeAnswer): string {
    if (status < 300) return 'SEE';
    const { errors } = JSON.parse(text) as {
      readonly errors: readonly { readonly extensions: { readonly code: string } }[];
    };
    const code = errors[0]?.extensions.code ?? '';
    return code === 'NOT_FOUND_OR_NOT_PERMITTED' ? 'NOT_FOUND' : code;
  }

  describe('a route', () => {
    it('has a decision who gets what, or it must not be there', () => {
      const decided = [...Object.keys(ROUTES), ...Object.keys(OPEN_ROUTES)];
      expect(routesOf(worldOf().test.app).toSorted()).toEqual(decided.toSorted());
    });

    it.each(Object.entries(ROUTES))('%s gives everybody what is decided', async (path, decision) => {
      const outcomes = await Promise.all(
        ACTORS.map(async (actor) => {
          const answer = await ask(path, decision, actor, worldOf().own[decision.kind]);
          const outcome = outcomeOf(answer);
          const forNothing = await ask(path, decision, actor, randomUUID());
          const isSilent = ['NOT_FOUND', 'UNAUTHENTICATED'].includes(outcome);
          if (!isSilent || sameFor(answer, forNothing)) return [actor, outcome];
          return [actor, `${outcome}, else ${forNothing.text}`];
        }),
      );
      const decided = ACTORS.map((actor) => {
        const [outcome] = Object.entries(decision.gives).find(([, actors]) => actors.includes(actor)) ?? [];
        return [actor, outcome ?? (actor === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND')];
      });
      expect(outcomes).toEqual(decided);
    });
  });
}

function checkSubscriptions(worldOf: () => World): void {
  const clients: Client[] = [];

  async function heardBy(actor: Actor, document: string, id: string): Promise<string> {
    const origin = (await worldOf().test.app.getUrl()).replace(/\/$/, '').replace('http', 'ws');
    const token = worldOf().client.tokenOf(actor);
    const client = createClient({
      url: `${origin}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    });
    clients.push(client);
    const heard = listen(client, document, { id });
    for (;;) {
      if (heard.messages.some((message) => message != null)) return 'SEE';
      if (heard.codes.length > 0) return heard.codes.join();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  describe('a subscription', () => {
    afterAll(async () => {
      for (const client of clients) await client.dispose();
    });

    it.each(Object.entries(SUBSCRIPTIONS))(
      '%s is for those for whom it is decided; others hear the same as of nothing',
      async (_name, { document, kind, gives }) => {
        const { own } = worldOf();
        for (const actor of ACTORS) {
          const [theirs, nothings] = await Promise.all([
            heardBy(actor, document, own[kind]),
            heardBy(actor, document, randomUUID()),
          ]);
          expect([actor, theirs]).toEqual([actor, gives.includes(actor) ? 'SEE' : nothings]);
          expect(nothings).toMatch(/^(NOT_FOUND_OR_NOT_PERMITTED|closed 4\d\d\d|UNAUTHENTICATED)$/);
        }
      },
    );
  });
}

function checkCommandLine(worldOf: () => World): void {
  const environment = { ...process.env };

  beforeAll(() => {
    const { appUrl, ownerUrl } = worldOf().test.database;
    Object.assign(process.env, {
      FALLWERK_MODE: 'test',
      DATABASE_URL: appUrl,
      MIGRATION_DATABASE_URL: ownerUrl,
      FALLWERK_DATA_DIR: worldOf().dataDir,
    });
  });

  afterAll(() => {
    process.env = environment;
  });

  describe('a command of the machine', () => {
    it('has a decision what it may say', () => {
      expect(commands.map(({ name }) => name).toSorted()).toEqual(Object.keys(CLI).toSorted());
    });

    it.each(commands.filter(({ name }) => CLI[name] === 'SAYS'))(
      '$name says nothing of what anybody told',
      async (command) => {
        const { out, err } = await saidBy(command, []);
        expect([...wordsIn(`${out}${err}`)]).toEqual([]);
        expect(`${out}${err}`.length).toBeGreaterThan(0);
      },
    );
  });
}

function checkJobs(worldOf: () => World): void {
  describe('a job', () => {
    it('has a decision what it carries', () => {
      const registry = worldOf().test.get(JobRegistry);
      const recurring = new Set(registry.recurring().map(({ task }) => task));
      const kinds = [...registry.tasks().keys()].map((task) => [
        task,
        recurring.has(task) ? 'CLOCK' : 'NAMED',
      ]);
      expect(Object.fromEntries(kinds)).toEqual(JOBS);
    });

    it.each(Object.keys(JOBS).filter((task) => JOBS[task] === 'NAMED'))(
      '%s does nothing for identifiers of another region, or of nothing',
      async (task) => {
        const { own, far, test } = worldOf();
        const handler = test.get(JobRegistry).tasks().get(task);
        const before = await fingerprints(test.database.ownerUrl);
        const ids = [own.breakGlassId, own.caseId, far.caseId, randomUUID()];
        for (const id of ids) {
          const done = handler?.({ regionId: 'nirgendwo', id }, new AbortController().signal);
          const said = await Promise.resolve(done).catch((error: unknown) => String(error));
          expect([...wordsIn(String(said))]).toEqual([]);
        }
        expect(await fingerprints(test.database.ownerUrl)).toEqual(before);
      },
    );
  });
}
