import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentSchema, SECRET_VARIABLES } from '../../../src/platform/config/environment.schema.js';
import { loadConfig } from '../../../src/platform/config/load-config.js';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { fillIn, readCompose, type Service } from './compose.js';

const OURS = ['migrate', 'api', 'worker'];
const compose = readCompose();
const example = parseEnv(readFileSync(join(projectRoot, 'docker/.env.example'), 'utf8'));

describe('docker-compose.yml', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'fallwerk-secrets-'));
  const createSecrets = () =>
    void execFileSync('sh', [join(projectRoot, 'docker/create-secrets.sh'), secrets]);
  const secretText = (name: string) => readFileSync(join(secrets, name), 'utf8');

  beforeAll(createSecrets);
  afterAll(() => rmSync(secrets, { recursive: true, force: true }));

  /** Environment of a service, with the settings of the example and the secrets where the container would see them. */
  function environmentOf({ environment = {} }: Service): Record<string, string> {
    const filled = Object.entries(environment).map(([name, value]): [string, string] => [
      name,
      fillIn(value, example).replace('/run/secrets', secrets),
    ]);
    return Object.fromEntries(filled);
  }

  function service(name: string): Service {
    const found = compose.services[name];
    if (!found) throw new Error(`No service ${name}`);
    return found;
  }

  it('has database, migration, API, worker, identity provider and mail sink', () => {
    const names = ['postgres', 'migrate', 'api', 'worker', 'keycloak', 'mail'];
    expect(Object.keys(compose.services)).toEqual(names);
  });

  it.each(OURS)('sets for %s only variables that the configuration knows', (name) => {
    const known = [
      ...Object.keys(environmentSchema.shape),
      ...SECRET_VARIABLES.map((variable) => `${variable}_FILE`),
    ];
    const unknown = Object.keys(service(name).environment ?? {}).filter(
      (variable) => !known.includes(variable),
    );
    expect(unknown).toEqual([]);
  });

  it.each(OURS)('gives %s a configuration that production accepts', (name) => {
    const config = loadConfig(environmentOf(service(name)));
    expect(config).toMatchObject({
      mode: 'production',
      oidc: { issuer: 'https://anmeldung.example.org/realms/fallwerk', audience: 'fallwerk-api' },
      http: { publicUrl: 'https://fallwerk.example.org', host: '0.0.0.0' },
    });
    expect(new URL(config.database.url ?? '').username).toBe('fallwerk_app_login');
  });

  it('runs API and worker apart, both after the migration', () => {
    expect(loadConfig(environmentOf(service('api'))).roles).toEqual(['api']);
    expect(loadConfig(environmentOf(service('worker'))).roles).toEqual(['worker']);
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on).toMatchObject({
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  it('shows the login of the owner to the migration only', () => {
    const holders = OURS.filter((name) => service(name).secrets?.includes('migration_database_url'));
    expect(holders).toEqual(['migrate']);
    const owner = new URL(loadConfig(environmentOf(service('migrate'))).database.migrationUrl ?? '');
    expect(owner.username).toBe('fallwerk_owner');
  });

  it('refuses to start before the addresses are set, and names the file', () => {
    const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
    expect(() => fillIn(text, {})).toThrow('docker/.env');
    expect(() => fillIn(text, example)).not.toThrow();
  });

  it('holds no password itself', () => {
    const suspicious = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.keys(environment).filter(
        (name) => /PASSWORD|SECRET|TOKEN/.test(name) && !name.endsWith('_FILE'),
      ),
    );
    expect(suspicious).toEqual([]);
  });

  it('publishes ports on this machine only', () => {
    const ports = Object.values(compose.services).flatMap(({ ports: list = [] }) => list);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('mounts files that exist', () => {
    const files = Object.values(compose.services)
      .flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((source) => source.startsWith('./'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !statSync(join(projectRoot, file)).isFile())).toEqual([]);
  });

  it('finds every secret among those that the script makes', () => {
    const made = readdirSync(secrets).toSorted();
    expect(
      Object.values(compose.secrets)
        .map(({ file }) => basename(file))
        .toSorted(),
    ).toEqual(made);
    const used = Object.values(compose.services).flatMap((entry) => entry.secrets ?? []);
    expect([...new Set(used)].toSorted()).toEqual(made);
  });

  it('keeps secrets from other users of the machine, and old ones when the script runs again', () => {
    const before = secretText('owner_password');
    createSecrets();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(secretText('owner_password')).toBe(before);
    expect(secretText('application_password')).not.toBe(before);
    expect(statSync(secrets).mode % 0o1000).toBe(0o700);
  });
});
