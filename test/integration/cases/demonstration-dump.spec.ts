import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dumpOf } from '#test/support/database-dump.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { AppModule } from '../../../src/app.module.js';
import { seedLippe } from '../../../src/cli/demo/seed-lippe.js';
import { ENTRIES, INTERVIEW } from '../../../src/cli/demo/story/chapters/selam.js';
import { runStory } from '../../../src/cli/demo/story/index.js';
import { createHttpApp, loadConfig, type AppConfig } from '../../../src/platform/index.js';

/** What the seed says of its invented persons. */
const SEEDED = [
  'Demo-Person 0',
  'Angekommen bin ich',
  'Jede Stelle war freundlich',
  'Mehrsprachigkeit, Berufserfahrung',
];

/** Names of the story's person. */
const NAMES = ['Selaam', 'ሰላም', 'Demo-Person Selam'];
/**
 * Commands whose texts are about structures, not about a person; and steps of processes, which carry codes and dates
 * and one text that is no sentence, the occupation of an offer: it is part of a log whose hashes cover it.
 */
const NOT_OF_A_PERSON: readonly string[] = [
  'reportFinding',
  'releaseFinding',
  'createTheme',
  'foundWorkingGroup',
  'assignTheme',
  'answerThemeAssignment',
  'planMeasure',
  'sendProcessEvent',
];
/** Fields that invitations, declarations and the register show: checked for names, or functions. */
const OPEN_FIELDS = ['topic', 'recipientFunction', 'secretBearer'];

let database: TestDatabase;
let dataDir: string;
let config: AppConfig;

beforeAll(async () => {
  Logger.overrideLogger(false);
  dataDir = mkdtempSync(join(tmpdir(), 'fallwerk-seed-'));
  database = await createTestDatabase();
  const port = await freePort();
  config = loadConfig({
    FALLWERK_MODE: 'demonstration',
    FALLWERK_ROLES: 'api',
    FALLWERK_DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
  });
  await seedLippe(config);
}, 300_000);

afterAll(async () => {
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

// The story goes on where the seed ended, in this order.
describe('a backup of the demonstration', () => {
  it('holds no name and no word of the persons after the seed', async () => {
    const dump = await dumpOf(database.ownerUrl);
    expect(dump).toContain('Kreis Lippe');
    expect(found(dump, SEEDED)).toEqual([]);
  });

  it('holds no name and nothing that was written about the person after the whole story', async () => {
    const sent = await tellStory();
    const words = new Set(
      sent.flatMap(({ name, input }) => (NOT_OF_A_PERSON.includes(name) ? [] : freeTexts(input))),
    );
    expect(words).toContain('Eine Krankenkasse aussuchen');
    expect(words).toContain('Das Fallmanagement hilft dabei.');
    for (const { text } of ENTRIES) expect(words).toContain(text);
    for (const { original } of INTERVIEW) expect(words).toContain(original);
    const dump = await dumpOf(database.ownerUrl);
    expect(dump).toContain('Wechsel der Leistung ohne Lücke');
    expect(found(dump, [...NAMES, ...words])).toEqual([]);
  }, 120_000);
});

interface SentCommand {
  readonly name: string;
  readonly input: unknown;
}

/** Plays the story against a server of its own. @returns The commands it sent. */
async function tellStory(): Promise<readonly SentCommand[]> {
  const app = await createHttpApp(AppModule.forRoot(config), {
    trustProxy: false,
    bodyLimitBytes: config.http.bodyLimitBytes,
    httpsOnly: false,
    logger: false,
  });
  const sent: SentCommand[] = [];
  const complaints: string[] = [];
  try {
    await app.listen(config.http.port, '127.0.0.1');
    const code = await runStory({
      baseUrl: config.http.publicUrl,
      write: () => undefined,
      complain: (sentence) => complaints.push(sentence),
      send: (url, init) => {
        sent.push(...commandsIn(init.body));
        return fetch(url, init);
      },
    });
    expect(complaints).toEqual([]);
    expect(code).toBe(0);
  } finally {
    await app.close();
  }
  return sent;
}

function commandsIn(body: RequestInit['body']): readonly SentCommand[] {
  if (typeof body !== 'string' || !body.startsWith('{')) return [];
  const { query = '', variables } = JSON.parse(body) as {
    readonly query?: string;
    readonly variables?: { readonly input?: unknown };
  };
  const name = /^mutation.*result: (\w+)\(/.exec(query)?.[1];
  return name === undefined ? [] : [{ name, input: variables?.input }];
}

/** Texts with a space in them, which no code, date or identifier has, wherever they stand in an input. */
function freeTexts(value: unknown, field = ''): readonly string[] {
  if (typeof value === 'string') return value.includes(' ') && !OPEN_FIELDS.includes(field) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => freeTexts(entry, field));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, entry]) => freeTexts(entry, key));
}

function found(dump: string, words: readonly string[]): readonly string[] {
  const latin1 = (text: string) => Buffer.from(text).toString('latin1');
  return words.filter((word) => dump.includes(word) || dump.includes(latin1(word)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
