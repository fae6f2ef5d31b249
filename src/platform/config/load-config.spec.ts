import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { withDatabase } from './app-config.js';
import { environmentSchema, SECRET_VARIABLES } from './environment.schema.js';
import { ConfigInvalid, loadConfig, type RawEnvironment } from './load-config.js';
import { projectRoot } from './paths.js';
import { portProblem } from './start-problem.js';

const PRODUCTION: RawEnvironment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:geheim@db/fallwerk',
  OIDC_ISSUER: 'https://login.example.org/realms/fallwerk',
  OIDC_AUDIENCE: 'fallwerk-api',
};

function problemsOf(env: RawEnvironment): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('needs nothing for the demonstration', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      mode: 'demonstration',
      roles: ['api', 'worker'],
      dataDir: join(projectRoot, '.data'),
      http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000' },
      database: { url: undefined, migrationUrl: undefined },
      oidc: { issuer: undefined, algorithms: ['RS256', 'ES256', 'PS256', 'EdDSA'] },
    });
  });

  it('is frozen to the last member', () => {
    const config = withDatabase(loadConfig({}), { appUrl: 'postgres://a@h/d', ownerUrl: 'postgres://o@h/d' });
    expect([config, config.http, config.oidc.algorithms, config.database].every(Object.isFrozen)).toBe(true);
    expect(config.database).toMatchObject({ url: 'postgres://a@h/d', migrationUrl: 'postgres://o@h/d' });
  });

  it('runs in production when NODE_ENV says so, and lets FALLWERK_MODE overrule it', () => {
    expect(loadConfig(PRODUCTION).mode).toBe('production');
    expect(loadConfig({ NODE_ENV: 'production', FALLWERK_MODE: 'demonstration' }).mode).toBe('demonstration');
  });

  it('migrates with the application login when no other is given', () => {
    expect(loadConfig(PRODUCTION).database.migrationUrl).toBe(PRODUCTION.DATABASE_URL);
  });

  it('names all problems at once', () => {
    const problems = problemsOf({
      FALLWERK_MODE: 'production',
      PORT: '80a',
      LOG_LEVEL: 'laut',
      FALLWERK_ROLES: 'api,chef',
      OIDC_ISSUER: 'http://login.example.org',
    });
    expect(new Set(problems.map((problem) => problem.split(':')[0]))).toEqual(
      new Set(['DATABASE_URL', 'FALLWERK_ROLES', 'LOG_LEVEL', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'PORT']),
    );
    for (const problem of problems) expect(problem).toMatch(/^\w+: .+\. \/ .+\.$/);
  });

  it.each(['none', 'HS256', 'RS256,HS512', ''])(
    'does not accept the signature algorithm %j',
    (algorithms) => {
      const problems = problemsOf({ OIDC_ALGORITHMS: algorithms || ',' });
      expect(problems).toEqual([expect.stringContaining('OIDC_ALGORITHMS')]);
    },
  );

  it('believes only proxies that are named by address or network', () => {
    const { http } = loadConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' });
    expect(http.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
    for (const wrong of ['true', '*', '10.0.0.0/33', 'proxy.example.org']) {
      expect(problemsOf({ TRUSTED_PROXIES: wrong })).toEqual([expect.stringContaining('TRUSTED_PROXIES')]);
    }
  });

  it('never repeats a value, because it may be a secret', () => {
    const secret = 'mysql://root:hochgeheim@db';
    const env = Object.fromEntries(Object.keys(environmentSchema.shape).map((name) => [name, secret]));
    const load = (): unknown => loadConfig({ ...env, FALLWERK_MODE: 'production' });
    expect(load).toThrow(/^(?=[\s\S]*DATABASE_URL)(?![\s\S]*hochgeheim)/);
  });

  it('reads secrets from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fallwerk-secret-'));
    const file = join(folder, 'url');
    writeFileSync(file, 'postgres://app:geheim@db/fallwerk\n');
    const { DATABASE_URL: url, ...rest } = PRODUCTION;
    expect(loadConfig({ ...rest, DATABASE_URL_FILE: file }).database.url).toBe(url);
    expect(problemsOf({ ...PRODUCTION, DATABASE_URL_FILE: file })).toEqual([
      expect.stringContaining('DATABASE_URL_FILE'),
    ]);
    rmSync(folder, { recursive: true });
    expect(problemsOf({ ...rest, DATABASE_URL_FILE: file })).toEqual([
      expect.stringContaining('DATABASE_URL_FILE'),
    ]);
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(projectRoot, '.env.example'), 'utf8');
  const lines = text.split('\n').flatMap((line) => /^#?([A-Z_]+)=/.exec(line)?.[1] ?? []);
  const example = parseEnv(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

  it('names every variable of the schema once, and no other', () => {
    const files = SECRET_VARIABLES.map((name) => `${name}_FILE`);
    expect(lines.sort()).toEqual([...Object.keys(environmentSchema.shape), ...files].sort());
  });

  it('shows the defaults that hold', () => {
    const { FALLWERK_MODE: _mode, NODE_ENV: _env, ...shown } = example;
    const defaults = environmentSchema.parse({});
    const given = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ''));
    const parsed = environmentSchema.parse(given);
    const dataDir = { FALLWERK_DATA_DIR: join(projectRoot, parsed.FALLWERK_DATA_DIR) };
    expect({ ...parsed, ...dataDir }).toMatchObject(
      Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined)),
    );
  });
});

describe('portProblem', () => {
  it('says which port to take instead', () => {
    expect(portProblem(3000).message).toMatch(/PORT=3001 npm start\n.*PORT=3001 npm start/);
  });
});
