import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, escapeLiteral } from 'pg';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { migrateUp } from '../../../src/platform/database/migrate.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { testCluster, inDatabase } from '../../support/test-cluster.js';

/** The test cluster has roles of the real names, so the script runs with all names but one changed. */
const RENAMED = {
  fallwerk_owner: 'image_owner',
  fallwerk_app_login: 'image_login',
  keycloak: 'image_keycloak',
};
const DATABASE = 'image_fallwerk';
const PASSWORD = 'it\'s "quoted" $1';

function statements(): readonly string[] {
  const script = readFileSync(join(projectRoot, 'docker/postgres/create-logins.sql'), 'utf8')
    .replace(/^--.*$/gm, '')
    .replace(/:'\w+_password'/g, escapeLiteral(PASSWORD))
    .replace(/DATABASE fallwerk\b/g, `DATABASE ${DATABASE}`)
    .replace('CREATE ROLE fallwerk_app NOLOGIN;', '');
  const renamed = Object.entries(RENAMED).reduce(
    (text, [from, to]) => text.replace(new RegExp(`\\b${from}\\b`, 'g'), to),
    script,
  );
  return renamed.split(/;\s*\n/).filter((statement) => statement.trim() !== '');
}

describe('logins of a real installation', () => {
  let superuserUrl = '';
  const as = (user: string) => {
    const url = new URL(inDatabase(superuserUrl, DATABASE));
    url.username = user;
    url.password = encodeURIComponent(PASSWORD);
    return url.href;
  };

  async function drop(client: Client): Promise<void> {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query('DROP DATABASE IF EXISTS image_keycloak WITH (FORCE)');
    for (const role of Object.values(RENAMED)) await client.query(`DROP ROLE IF EXISTS ${role}`);
  }

  beforeAll(async () => {
    superuserUrl = inDatabase((await testCluster()).superuserUrl, 'postgres');
    await withClient(superuserUrl, async (client) => {
      await drop(client);
      for (const statement of statements()) await client.query(statement);
    });
  });

  afterAll(() => withClient(superuserUrl, drop));

  it('let the owner migrate and the application use the tables without changing them', async () => {
    expect((await migrateUp(as('image_owner'))).length).toBeGreaterThan(0);
    await withClient(as('image_login'), async (client) => {
      const { rows } = await client.query('SELECT count(*)::int AS regions FROM region');
      expect(rows).toEqual([{ regions: 0 }]);
      await expect(client.query('CREATE TABLE intruder (id int)')).rejects.toThrow('permission denied');
      await expect(client.query('DROP TABLE region')).rejects.toThrow('must be owner');
    });
  });

  it('keep the identity provider out of the cases, and the application out of the identities', async () => {
    const foreign = new URL(as('image_login'));
    foreign.pathname = '/image_keycloak';
    await expect(withClient(as('image_keycloak'), async () => undefined)).rejects.toThrow(
      'permission denied',
    );
    await expect(withClient(foreign.href, async () => undefined)).rejects.toThrow('permission denied');
  });
});
