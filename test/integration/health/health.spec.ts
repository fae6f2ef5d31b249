import { Agent, get as httpGet } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { OnApplicationShutdown } from '@nestjs/common';
import { databaseCheck, migrationsCheck } from '../../../src/platform/health/index.js';
import { onTerminationSignals, shutDownGracefully } from '../../../src/platform/http/index.js';
import { ask, startToyApp, type ToyOptions } from '../graphql/toy-app.js';
import { observed } from '../graphql/toy-library.js';

async function ready(origin: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${origin}/health/ready`);
  return { status: response.status, body: await response.json() };
}

async function withApp<T>(options: ToyOptions, work: (origin: string) => Promise<T>): Promise<T> {
  const { app, origin } = await startToyApp(options);
  try {
    return await work(origin);
  } finally {
    await app.close();
  }
}

/** A database that answers each statement with the rows given for it; everything else fails. */
function database(rows: Readonly<Record<string, readonly object[]>>): Parameters<typeof databaseCheck>[0] {
  const query = (sql: string): Promise<never> =>
    sql in rows ? Promise.resolve(rows[sql] as never) : Promise.reject(new Error('password=secret refused'));
  return { query } as Parameters<typeof databaseCheck>[0];
}

const UP = { 'SELECT 1': [{}], 'SELECT name FROM "migrations"': [{ name: 'A1' }, { name: 'B2' }] };

describe('health', () => {
  it('is live and ready without login when everything answers', async () => {
    const checks = [databaseCheck(database(UP)), migrationsCheck(database(UP), ['A1', 'B2'])];
    await withApp({ checks }, async (origin) => {
      expect((await fetch(`${origin}/health/live`)).status).toBe(200);
      expect(await ready(origin)).toEqual({
        status: 200,
        body: {
          status: 'ready',
          parts: ['process', 'database', 'migrations'].map((name) => ({ name, status: 'ok' })),
        },
      });
    });
  });

  it('is live but not ready, with codes and no secrets, when parts are missing', async () => {
    const checks = [databaseCheck(database({})), migrationsCheck(database(UP), ['A1', 'C3'])];
    await withApp({ checks }, async (origin) => {
      expect((await fetch(`${origin}/health/live`)).status).toBe(200);
      const { status, body } = await ready(origin);
      expect(status).toBe(503);
      expect(body).toMatchObject({
        parts: [{}, { code: 'DATABASE_UNREACHABLE' }, { name: 'migrations', code: 'MIGRATIONS_PENDING' }],
      });
      expect(JSON.stringify(body)).not.toContain('secret');
    });
  });

  it('does not wait longer than a second for the database', async () => {
    const hanging = { query: () => new Promise<never>(() => undefined) };
    const startedAt = performance.now();
    expect(await databaseCheck(hanging).run()).toBe('DATABASE_UNREACHABLE');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('becomes ready once the migrations have run', async () => {
    const names: { name: string }[] = [];
    const check = migrationsCheck(database({ 'SELECT name FROM "migrations"': names }), ['A1']);
    expect(await check.run()).toBe('MIGRATIONS_PENDING');
    names.push({ name: 'A1' });
    expect(await check.run()).toBeUndefined();
  });
});

/** Stands for the database pool: remembers how many slow requests had finished when it was closed. */
class Pool implements OnApplicationShutdown {
  finishedBefore: number | undefined;
  onApplicationShutdown(): void {
    this.finishedBefore = observed.slowFinished;
  }
}

/** Waits until one more slow request is being answered. */
async function untilSlowRuns(before: number): Promise<void> {
  while (observed.slowStarted === before) await sleep(5);
}

describe('graceful shutdown', () => {
  it('finishes the running request, refuses new ones, and closes the pool last', async () => {
    const { app, origin } = await startToyApp({ providers: [Pool] });
    const pool = app.get(Pool);
    const started = observed.slowStarted;
    const running = ask(origin, '{ slow }');
    const finished = observed.slowFinished;
    await untilSlowRuns(started);
    const ended = shutDownGracefully(app, { drainMs: 0, graceMs: 5_000 });
    await sleep(50);
    await expect(ask(origin, '{ hello }')).rejects.toThrow('fetch failed');
    const answer = await running;
    expect([answer.status, answer.data]).toEqual([200, { slow: 'finished' }]);
    expect(await ended).toBe(true);
    expect(pool.finishedBefore).toBe(finished + 1);
  });

  it('answers 503 to a new request on an open connection', async () => {
    const { app, origin } = await startToyApp();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const status = (path: string): Promise<number> =>
      new Promise((resolve, reject) => {
        httpGet(`${origin}${path}`, { agent }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        }).on('error', reject);
      });
    // One connection: the second request is sent on it when the first is answered.
    const started = observed.slowStarted;
    const first = status('/graphql?query=%7Bslow%7D');
    const second = status('/health/live').catch(() => 'refused');
    await untilSlowRuns(started);
    const ended = shutDownGracefully(app, { drainMs: 0, graceMs: 5_000 });
    expect(await first).toBe(200);
    expect([503, 'refused']).toContain(await second);
    expect(await ended).toBe(true);
    agent.destroy();
  });

  it('turns not ready first, while load balancers still may ask', async () => {
    const { app, origin } = await startToyApp();
    const ended = shutDownGracefully(app, { drainMs: 300, graceMs: 1_000 });
    const { status, body } = await ready(origin);
    expect(status).toBe(503);
    expect(body).toMatchObject({ parts: [{ name: 'process', code: 'SHUTTING_DOWN' }] });
    expect(await ended).toBe(true);
  });

  it('cuts requests that take longer than the grace period', async () => {
    const { app, origin } = await startToyApp();
    const running = ask(origin, '{ slow }').then(
      () => 'answered',
      () => 'cut',
    );
    await sleep(100);
    expect(await shutDownGracefully(app, { drainMs: 0, graceMs: 50 })).toBe(false);
    expect(await running).toBe('cut');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('starts on %s', async (signal) => {
    const { app, origin } = await startToyApp();
    let stopListening = (): void => undefined;
    const exitCode = new Promise<number>((resolve) => {
      stopListening = onTerminationSignals(app, { drainMs: 0, graceMs: 1_000 }, resolve);
    });
    process.emit(signal);
    expect(await exitCode).toBe(0);
    stopListening();
    await expect(fetch(`${origin}/health/live`)).rejects.toThrow();
  });
});
