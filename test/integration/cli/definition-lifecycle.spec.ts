import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { fallwerk } from './command-line.js';

let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  env = {
    FALLWERK_MODE: 'test',
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
  };
  const { code } = await fallwerk(['workflows', 'deploy'], { env });
  if (code !== 0) throw new Error(`Deployment ended with ${code}`);
});
afterAll(() => database?.drop());

const workflows = (...words: string[]) => fallwerk(['workflows', ...words], { env });

function decisions(): Promise<number> {
  return withClient(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM workflow_activation`,
    );
    return rows[0]?.count ?? 0;
  });
}

describe('fallwerk workflows activate, retire and list', () => {
  it('retire a process, show it, and take it back', async () => {
    const why = ['--reason', 'Rechtslage geändert', '--by', 'inge'];
    expect(await workflows('retire', 'theme', ...why)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^theme ist zurückgezogen \(zuletzt Fassung 1\); 0 Vorgänge laufen weiter/),
    });
    const { out } = await workflows('list');
    expect(out).toMatch(/^ {2}theme\/1 {2}[0-9a-f]{12} {2}0 laufend/m);
    expect(out).toMatch(/zurückgezogen · retired: inge, \d{4}-\d\d-\d\d: Rechtslage geändert/);
    expect(out).toMatch(/^\* task\/1 /m);
    expect(await workflows('activate', 'theme', '1', ...why)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^theme\/1 \([0-9a-f]{12}\) ist jetzt aktiv/),
    });
  });

  it.each<[readonly string[], number, string]>([
    [['activate', 'nobody', '1', '--reason', 'x'], 1, 'DEFINITION_KEY_UNKNOWN'],
    [['activate', 'task', '9', '--reason', 'x'], 1, 'DEFINITION_VERSION_UNKNOWN'],
    [['activate', 'task', "1'; --", '--reason', 'x'], 1, 'DEFINITION_VERSION_UNKNOWN'],
    [['activate', 'task', '1'], 1, 'ACTIVATION_REASON_MISSING'],
    [['retire', 'nobody', '--reason', 'x'], 1, 'DEFINITION_KEY_UNKNOWN'],
    [['retire', 'task'], 1, 'ACTIVATION_REASON_MISSING'],
    [['activate', 'task'], 64, '<version>'],
  ])('%j ends with a code, and nothing changes', async (words, code, text) => {
    const before = await decisions();
    const outcome = await workflows(...words);
    expect(outcome).toMatchObject({ code, out: '', err: expect.stringContaining(text) });
    expect(outcome.err).not.toMatch(/^\s+at /m);
    expect(await decisions()).toBe(before);
  });
});
