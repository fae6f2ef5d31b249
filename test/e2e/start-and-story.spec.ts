import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runStory } from '../../src/cli/demo/story/index.js';
import { isAlive } from '../../src/platform/database/process-identity.js';
import { Api } from './support/api.js';
import { expectStoryOnce } from './support/expect-outcome.js';
import { readOutcome } from './support/outcome.js';
import { Installation, type Running } from './support/server.js';

const EX_CONFIG = 78;

async function tell(baseUrl: string) {
  let text = '';
  const complaints: string[] = [];
  const code = await runStory({
    baseUrl,
    write: (part) => (text += part),
    complain: (sentence) => complaints.push(sentence),
  });
  return { code, text, complaints };
}

/** The story without its first chapter, which shows where the programme stands at the moment. */
function afterFirstChapter(text: string): string {
  return text.slice(text.indexOf('\n2. '));
}

// The tests follow one installation through its life, in this order.
describe('an installation with the demonstration', () => {
  let installation: Installation;
  let server: Running;
  let firstText = '';

  beforeAll(async () => {
    installation = await Installation.create();
    server = await installation.start();
  }, 220_000);

  afterAll(async () => {
    await installation.remove();
  }, 30_000);

  it('says in its banner where GraphiQL is, which accounts exist, and how to stop', () => {
    const banner = server.output();
    expect(banner).toContain(`Fallwerk läuft · Fallwerk is running        ${installation.url}`);
    expect(banner).toContain(`${installation.url}/graphiql`);
    expect(banner).toMatch(/person, projektleitung, fallmanagement\.awo/);
    expect(banner).toContain('Strg-C');
  });

  it('is not started twice on one folder: the second start says so and ends with 78', async () => {
    const second = await installation.startInVain();
    expect(second.code).toBe(EX_CONFIG);
    expect(second.output).toMatch(/Fallwerk läuft schon \(Prozess \d+\) und benutzt den Datenordner/);
  });

  it('carries the whole story, and counts 30 cases, 18 conferences held and 9 planned at its end', async () => {
    const { code, text, complaints } = await tell(installation.url);
    expect(complaints).toEqual([]);
    expect(code).toBe(0);
    firstText = text;
    expect(text).toContain('Fälle: 29 von 30');
    expect(text).toContain('Fallkonferenzen: 17 von 18 durchgeführt, 9 weitere geplant');
    expectStoryOnce(await readOutcome(new Api(installation.url)));
  });

  it('tells the same story again without anything happening twice, also from the command line', async () => {
    const told = await installation.command('demo', '--url', installation.url);
    expect(told.code).toBe(0);
    expect(afterFirstChapter(told.output)).toBe(afterFirstChapter(firstText));
    expect(told.output).toContain('schon begonnen');
    expectStoryOnce(await readOutcome(new Api(installation.url)));
  });

  it('ends on Ctrl-C with code 0 and leaves no PostgreSQL behind', async () => {
    const pid = installation.postgresPid();
    server.child.kill('SIGINT');
    expect((await server.ended()).code).toBe(0);
    expect(pid).toBeDefined();
    expect(isAlive(pid ?? 0)).toBe(false);
    expect(installation.postgresPid()).toBeUndefined();
  });

  it('names the occupied port and what to do, and ends with 78', async () => {
    const other = createServer().listen(installation.port, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { code, output } = await installation.startInVain();
      expect(code).toBe(EX_CONFIG);
      expect(output).toContain(`Port ${installation.port} wird schon von einem anderen Programm benutzt.`);
      expect(installation.postgresPid()).toBeUndefined();
    } finally {
      other.close();
    }
  });

  it('says what to do when the story finds no server', async () => {
    const { code, complaints } = await tell(installation.url);
    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringContaining('antwortet nicht. Läuft er (npm start)?')]);
  });

  it('keeps its data over a second start', async () => {
    server = await installation.start();
    expectStoryOnce(await readOutcome(new Api(installation.url)));
  });
});
