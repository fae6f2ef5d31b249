import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runStory } from '../../src/cli/demo/story/index.js';
import { Api } from './support/api.js';
import { expectStoryOnce } from './support/expect-outcome.js';
import { readOutcome } from './support/outcome.js';
import { Installation, type Running } from './support/server.js';

/** Steps at which the server is killed: while it works on the command, or after it accepted it. */
const KILLS = [
  ['open-case', 'ACCEPTED'],
  ['entitlement-ceased', 'IN_WORK'],
  ['revoke-benefits-office', 'IN_WORK'],
  ['session-held', 'ACCEPTED'],
  ['measure-mobility', 'IN_WORK'],
] as const;

/** A command takes some ten milliseconds; after these few the server is at it. */
const IN_WORK_MS = 4;

interface CommandBody {
  readonly variables?: { readonly input?: { readonly idempotencyKey?: string } };
}

type Answered = Readonly<Record<string, unknown>>;

/** Step of a command, `undefined` for a query. */
function stepOf(init: RequestInit): string | undefined {
  if (typeof init.body !== 'string') return undefined;
  const { variables } = JSON.parse(init.body) as CommandBody;
  return variables?.input?.idempotencyKey?.replace(/^demo-story-/, '');
}

/** Identifier of what a command answered, `undefined` when it was refused. */
async function idIn(response: Response): Promise<string | undefined> {
  const { data } = (await response.clone().json()) as { data?: { result: Answered } | null };
  return /"id":"([^"]+)"/.exec(JSON.stringify(data?.result ?? {}))?.[1];
}

describe('a story whose server is killed in the middle', () => {
  let installation: Installation;
  let server: Running;
  /** What was accepted, by step: the identifier the client got, or would have got. */
  const accepted = new Map<string, string>();
  const contradictions: string[] = [];

  beforeAll(async () => {
    installation = await Installation.create();
    server = await installation.start();
  }, 220_000);

  afterAll(async () => {
    await installation.remove();
  }, 30_000);

  async function kill(): Promise<void> {
    server.child.kill('SIGKILL');
    await server.ended();
  }

  function remember(step: string, id: string): void {
    if ((accepted.get(step) ?? id) !== id) contradictions.push(step);
    accepted.set(step, id);
  }

  /** Plays the story until the server dies at a step. @returns Exit code. */
  async function play(killAt?: (typeof KILLS)[number]): Promise<0 | 1> {
    const [fatal, moment] = killAt ?? [];
    return runStory({
      baseUrl: installation.url,
      write: () => undefined,
      complain: () => undefined,
      send: async (url, init) => {
        const step = stepOf(init);
        const request = fetch(url, init);
        if (step !== undefined && step === fatal && moment === 'IN_WORK') {
          const answer = request.catch(() => undefined);
          await delay(IN_WORK_MS);
          await kill();
          await answer;
          throw new Error('killed');
        }
        const response = await request;
        const id = step === undefined ? undefined : await idIn(response);
        if (step !== undefined && id !== undefined) remember(step, id);
        if (step !== undefined && step === fatal) {
          await kill();
          throw new Error('killed');
        }
        return response;
      },
    });
  }

  it.each(KILLS)(
    'stops with a sentence when killed at %s (%s), and starts again on its data',
    async (...at) => {
      expect(await play(at)).toBe(1);
      server = await installation.start();
    },
    60_000,
  );

  it('goes on to its end, with nothing accepted lost and nothing done twice', async () => {
    expect(await play()).toBe(0);
    expect(contradictions).toEqual([]);
    expectStoryOnce(await readOutcome(new Api(installation.url)));
  });

  it('leaves process logs whose hash chains are whole', async () => {
    const { code, output } = await installation.command('verify');
    expect(output).toMatch(/\d+ Prozesse geprüft, \d+ Einträge; alle Ketten stimmen\./);
    expect(code).toBe(0);
  });
});
