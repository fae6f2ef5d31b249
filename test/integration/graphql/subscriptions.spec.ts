import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UnsecuredJWT } from 'jose';
import { AuthenticationRefused } from '../../../src/platform/index.js';
import { INIT, RawSocket, running, subscribe, TickResolver } from './toy-subscription.js';
import { ask, codeOf, READER, startToyApp } from './toy-app.js';

const ONE_TICK = 'ticked(chars: 1, everyMs: 1) { number }';
const LIMITS = { maxConnectionsPerAccount: 4, maxSubscriptionsPerAccount: 3, maxMessageBytes: 4_096 };

let app: NestFastifyApplication;
let origin: string;
let refusal: AuthenticationRefused | undefined;
let sockets: RawSocket[] = [];

beforeAll(async () => {
  ({ app, origin } = await startToyApp({
    providers: [TickResolver],
    authenticate: async ({ headers }) => {
      if (refusal) throw refusal;
      return headers.authorization?.startsWith('Bearer ') ? READER : undefined;
    },
    subscriptions: { ...LIMITS, initTimeoutMs: 300, pingEveryMs: 200 },
  }));
});

beforeEach(() => {
  refusal = undefined;
});

afterEach(async () => {
  for (const { socket } of sockets.splice(0)) socket.terminate();
  await quiet();
});

afterAll(async () => {
  await app?.close();
});

function open(...args: [protocol?: string[], path?: string]): RawSocket {
  const socket = RawSocket.to(origin, ...args);
  sockets.push(socket);
  return socket;
}

/** Logged in and waiting for messages. */
async function ready(): Promise<RawSocket> {
  const socket = await open().send(INIT);
  await socket.first('connection_ack');
  return socket;
}

/** Waits until nothing runs any more. */
async function quiet(): Promise<void> {
  for (let attempt = 0; running.count > 0 && attempt < 300; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (running.count > 0) throw new Error(`${running.count} subscriptions were left over`);
}

/** Codes of an `error` message. */
function codesOf({ payload }: { readonly payload?: unknown }): unknown[] {
  return (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);
}

describe('a connection', () => {
  it.each<[string, number, (string | object)[]]>([
    ['that subscribes before it says who it is', 4401, [subscribe('a')]],
    ['that says so twice', 4429, [INIT, INIT]],
    ['that uses an id twice', 4409, [INIT, 'pause', subscribe('a'), subscribe('a')]],
    ['that sends no JSON', 4400, ['{']],
    ['that sends a message the protocol does not know', 4400, [{ type: 'start' }]],
    ['that sends a subscription without a query', 4400, [INIT, { id: 'a', type: 'subscribe', payload: {} }]],
    ['that says nothing', 4408, []],
    ['without a login', 4403, [{ type: 'connection_init' }]],
    [
      'with a login of another form',
      4403,
      [{ type: 'connection_init', payload: { authorization: ['Bearer a'] } }],
    ],
    ['that sends more than a message may hold', 1009, [INIT, subscribe('a', ' '.repeat(5_000))]],
  ])('%s is closed with %d', async (_what, code, messages) => {
    const socket = open();
    for (const message of messages) {
      if (message === 'pause') await socket.first('connection_ack');
      else await socket.send(message);
    }
    expect(await socket.closed).toBe(code);
  });

  it('without the protocol is closed with 4406', async () => {
    expect(await open([]).closed).toBe(4406);
  });

  it('to another address is not opened', async () => {
    expect(await open(undefined, '/other').closed).toBe(404);
  });

  it('whose login is refused is closed with 4403, and with 1013 while the issuer is away', async () => {
    refusal = new AuthenticationRefused('TOKEN_EXPIRED');
    expect(await (await open().send(INIT)).closed).toBe(4403);
    refusal = new AuthenticationRefused('ISSUER_UNREACHABLE');
    expect(await (await open().send(INIT)).closed).toBe(1013);
  });

  it('too many of one account is closed with 4429, and fits again when another has gone', async () => {
    const all = await Promise.all(Array.from({ length: LIMITS.maxConnectionsPerAccount }, () => ready()));
    expect(await (await open().send(INIT)).closed).toBe(4429);
    all[0]?.socket.close();
    await all[0]?.closed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await ready();
  });

  it('that no longer answers is cut, with what it had subscribed to', async () => {
    const socket = await ready();
    await socket.send(subscribe('a'));
    await socket.first('next');
    socket.socket.pause();
    await quiet();
    expect(running.count).toBe(0);
  });

  it('answers pings', async () => {
    const socket = await (await ready()).send({ type: 'ping', payload: { at: 1 } });
    expect(await socket.first('pong')).toMatchObject({ payload: { at: 1 } });
  });
});

describe('a subscription', () => {
  it('gets messages until it is completed', async () => {
    const socket = await (await ready()).send(subscribe('a'));
    await socket.first('next', 'a');
    expect(socket.received[1]).toEqual({
      id: 'a',
      type: 'next',
      payload: { data: { ticked: { number: 1 } } },
    });
    await socket.send({ id: 'a', type: 'complete' });
    await quiet();
    expect(running.count).toBe(0);
  });

  it('that is completed while it waits for its next event ends at once', async () => {
    const socket = await (
      await ready()
    ).send(subscribe('a', 'subscription { ticked(chars: 1, everyMs: 600000) { number } }'));
    await socket.first('next', 'a');
    await socket.send({ id: 'a', type: 'complete' });
    await quiet();
    expect(running.count).toBe(0);
  });

  it.each([
    ['SUBSCRIPTIONS_ONLY', '{ __typename }'],
    ['GRAPHQL_PARSE_FAILED', 'subscription {'],
    ['GRAPHQL_VALIDATION_FAILED', 'subscription { nothing }'],
    [
      'GRAPHQL_VALIDATION_FAILED',
      'subscription { a: ticked(chars: 1, everyMs: 1) { number } broken { number } }',
    ],
    ['BAD_USER_INPUT', 'subscription ($chars: Int!) { ticked(chars: $chars, everyMs: 1) { number } }'],
    ['OPERATION_NOT_FOUND', `subscription A { ${ONE_TICK} } subscription B { ${ONE_TICK} }`],
    ['TOO_MANY_ALIASES', `subscription { ticked(chars: 1, everyMs: 1) { ${aliases(40)} } }`],
  ])('that cannot run is refused with %s', async (code, query) => {
    const socket = await (await ready()).send(subscribe('a', query));
    expect(codesOf(await socket.first('error', 'a'))).toEqual([code]);
  });

  it('that breaks tells an identifier of the failure and nothing else', async () => {
    const socket = await (await ready()).send(subscribe('a', 'subscription { broken { number } }'));
    const error = await socket.first('error', 'a');
    expect(codesOf(error)).toEqual(['INTERNAL_ERROR']);
    expect(JSON.stringify(error)).not.toContain('10.0.0.7');
  });

  it('too many of one account is refused, over all its connections, until another has ended', async () => {
    const [first, second] = [await ready(), await ready()];
    await first.send(subscribe('a'), subscribe('b'));
    await second.send(subscribe('c'));
    await Promise.all([first.first('next', 'a'), first.first('next', 'b'), second.first('next', 'c')]);
    await second.send(subscribe('d'));
    expect(codesOf(await second.first('error', 'd'))).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
    first.socket.terminate();
    await second.send({ id: 'c', type: 'complete' });
    await quiet();
    await second.send(subscribe('e'));
    await second.first('next', 'e');
  });

  it('of a reader who does not read holds no queue', async () => {
    const socket = await ready();
    const before = running.yielded;
    await socket.send(subscribe('a', 'subscription { ticked(chars: 1000000, everyMs: 0) { text } }'));
    await socket.first('next', 'a');
    socket.socket.pause();
    await quiet();
    // The kernel's buffers hold a few; without back pressure it would be hundreds by the time the socket is cut.
    expect(running.yielded - before).toBeLessThan(30);
  });

  it('is not taken over HTTP', async () => {
    expect(codeOf(await ask(origin, 'subscription { ticked(chars: 1, everyMs: 1) { number } }'))).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });
});

describe('a login', () => {
  it('that runs out ends the connection, also when nothing happens', async () => {
    const token = new UnsecuredJWT({}).setExpirationTime(Math.floor(Date.now() / 1_000) - 4).encode();
    const socket = await open().send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${token}` },
    });
    await socket.first('connection_ack');
    refusal = new AuthenticationRefused('TOKEN_EXPIRED');
    expect(await socket.closed).toBe(4403);
  }, 15_000);
});

describe('the end of the server', () => {
  it('closes the connections with 1001 and does not wait for them', async () => {
    const { app: ending, origin: address } = await startToyApp({ providers: [TickResolver] });
    const socket = RawSocket.to(address);
    await socket.send(INIT);
    await socket.first('connection_ack');
    await socket.send(subscribe('a'));
    await socket.first('next');
    const startedAt = Date.now();
    await ending.close();
    expect(await socket.closed).toBe(1001);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: number`).join(' ');
}
