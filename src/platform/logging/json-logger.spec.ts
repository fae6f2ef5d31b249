import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { createLogger, JsonLogger, logFile, type LoggingConfig } from './json-logger.js';
import { addRequestLog } from './request-log.js';

const PRODUCTION: LoggingConfig = { mode: 'production', logLevel: 'debug', dataDir: '/nowhere' };
const PERSONAL = [
  'Amira',
  'Yıldız-Müller',
  'amira@example.org',
  'eyJhbGciOiJFUzI1NiJ9',
  'Trauma',
  '1990-02-30',
];

function capture(config: LoggingConfig = PRODUCTION) {
  const lines: string[] = [];
  const logger = new JsonLogger(config, { write: (line) => void lines.push(line) });
  return { logger, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** A server whose handler fails while it holds what a person typed, in all the ways that reach a log. */
async function failingServer(logger: JsonLogger) {
  const app = fastify();
  addRequestLog(app, logger);
  app.post('/cases/:name', async (request) => {
    const { variables } = request.body as { variables: Record<string, string> };
    await new Promise((resolve) => setImmediate(resolve));
    const driver = Object.assign(new Error(`Key (name)=(${variables.name}) already exists`), {
      code: '23505',
      constraint: 'person_name_uk',
      detail: `Key (name)=(${variables.name})`,
    });
    const failure = new QueryFailedError(`INSERT '${variables.name}'`, [variables.name], driver);
    logger.error({
      message: 'Unexpected failure',
      event: 'UNEXPECTED_FAILURE',
      caseId: '0192f0c1-0000-7000-8000-000000000001',
      error: new Error(`cannot store ${variables.name}`, { cause: failure }),
      variables,
      name: variables.name,
      headers: request.headers,
      reason: variables.note,
    });
    logger.error(failure, failure.stack, 'ExceptionsHandler');
    logger.error('Unhandled', `Error: ${variables.name}\n    at handler (file.js:1:1)`, 'ExceptionsHandler');
    throw failure;
  });
  return app;
}

async function fail(logger: JsonLogger) {
  const app = await failingServer(logger);
  const response = await app.inject({
    method: 'POST',
    url: '/cases/Amira?mail=amira@example.org',
    headers: { authorization: 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.x' },
    payload: {
      variables: { name: 'Amira Yıldız-Müller', note: 'Trauma, geb. 1990-02-30', mail: 'amira@example.org' },
    },
  });
  await app.close();
  return response;
}

describe('JSON log', () => {
  it('holds nothing of what a person typed when a request fails', async () => {
    const { logger, lines } = capture();
    expect((await fail(logger)).statusCode).toBe(500);
    expect(lines).toHaveLength(4);
    for (const personal of PERSONAL) expect(lines.join('')).not.toContain(personal);
  });

  it('still says what failed, where, and in which request', async () => {
    const { logger, parsed } = capture();
    await fail(logger);
    const [first, , , answered] = parsed();
    expect(first).toMatchObject({
      level: 'error',
      message: 'Unexpected failure',
      event: 'UNEXPECTED_FAILURE',
      caseId: '0192f0c1-0000-7000-8000-000000000001',
      requestId: expect.any(String),
      error: {
        name: 'Error',
        frames: expect.arrayContaining([expect.stringContaining('json-logger.spec')]),
        cause: { name: 'QueryFailedError', code: '23505', constraint: 'person_name_uk' },
      },
      omitted: ['variables', 'name', 'headers', 'reason'],
    });
    expect(answered).toMatchObject({ route: '/cases/:name', status: 500, requestId: first?.requestId });
  });

  it('keeps requests apart that run at the same time', async () => {
    const { logger, parsed } = capture();
    const app = await failingServer(logger);
    const send = () => app.inject({ method: 'POST', url: '/cases/x', payload: { variables: { name: 'x' } } });
    await Promise.all([send(), send(), send()]);
    await app.close();
    const failures = parsed().filter((line) => line.event === 'UNEXPECTED_FAILURE');
    expect(new Set(failures.map((line) => line.requestId)).size).toBe(3);
  });

  it('shows the text of an error where only invented people are, but never that of the database', async () => {
    const { logger, lines } = capture({ ...PRODUCTION, mode: 'demonstration' });
    await fail(logger);
    expect(lines[0]).toContain('cannot store');
    expect(lines.join('')).not.toContain('Key (name)');
  });

  it('keeps silent below its level', () => {
    const { logger, lines } = capture({ ...PRODUCTION, logLevel: 'warn' });
    logger.log('Started');
    logger.warn('Slow');
    expect(lines).toHaveLength(1);
  });

  it('shows how Nest puts the application together only to who debugs', () => {
    const { logger, parsed } = capture({ ...PRODUCTION, logLevel: 'info' });
    logger.log('CasesModule dependencies initialized', 'InstanceLoader');
    logger.log('Mapped {/health/live, GET} route', 'RouterExplorer');
    logger.warn('Unusual', 'RouterExplorer');
    logger.log({ message: 'API is listening', event: 'API_LISTENING' }, 'ApiServer');
    expect(parsed().map(({ message }) => message)).toEqual(['Unusual', 'API is listening']);
    const debugging = capture(PRODUCTION);
    debugging.logger.log('CasesModule dependencies initialized', 'InstanceLoader');
    expect(debugging.parsed()).toMatchObject([{ level: 'debug', context: 'InstanceLoader' }]);
  });

  it('takes fields before the message, too', () => {
    const { logger, parsed } = capture();
    logger.warn({ event: 'login.refused', code: 'TOKEN_EXPIRED' }, 'Login refused', 'RequestAuthenticator');
    expect(parsed()[0]).toMatchObject({
      message: 'Login refused',
      code: 'TOKEN_EXPIRED',
      context: 'RequestAuthenticator',
    });
  });

  it("takes the name of the class from Nest's logger", () => {
    const { logger, parsed } = capture();
    Logger.overrideLogger(logger);
    new Logger('JobRunner').log({ message: 'Jobs started', event: 'JOBS_STARTED', count: 3 });
    Logger.overrideLogger(false);
    expect(parsed()[0]).toMatchObject({ message: 'Jobs started', context: 'JobRunner', count: 3 });
  });

  it('goes to a private file beside the data when a demonstration runs in a terminal, and only then', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'fallwerk-log-'));
    const config: LoggingConfig = { mode: 'demonstration', logLevel: 'info', dataDir };
    const file = logFile(config, true)!;
    createLogger(config, true).log('Started');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    truncateSync(file, 11 * 1024 * 1024);
    createLogger(config, true).log('Started');
    expect(statSync(file).size).toBeLessThan(1000);
    expect(existsSync(`${file}.1`)).toBe(true);
    rmSync(dataDir, { recursive: true });
    expect(logFile(config, false)).toBeUndefined();
    expect(logFile({ ...config, mode: 'production' }, true)).toBeUndefined();
  });
});
