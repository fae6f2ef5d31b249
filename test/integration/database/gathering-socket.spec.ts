import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatheringSocket } from '../../../src/platform/database/gathering-socket.js';

let server: Server;
let pieces: string[];
let ended: Promise<void>;

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  pieces = [];
  ended = new Promise((resolve) => {
    server.once('connection', (peer) => {
      peer
        .on('data', (data) => pieces.push(data.toString()))
        .on('end', () => {
          peer.end();
          resolve();
        });
    });
  });
});

async function connected(): Promise<GatheringSocket> {
  const socket = new GatheringSocket();
  await new Promise<void>((resolve) => {
    socket.connect((server.address() as AddressInfo).port, '127.0.0.1', resolve);
  });
  return socket;
}

describe('socket to the database', () => {
  it('sends what was written in one turn at once and in order', async () => {
    const socket = await connected();
    for (const text of ['a', 'b', 'c']) socket.write(Buffer.from(text));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write('d');
    socket.write(new Uint8Array([101]));
    socket.end();
    await ended;
    expect(pieces).toEqual(['abc', 'de']);
  });

  it('loses nothing when it ends in the same turn, and tells when a piece is sent', async () => {
    const socket = await connected();
    const sent: string[] = [];
    socket.write('a');
    socket.write('b', () => sent.push('b'));
    socket.write('c', 'utf8', () => sent.push('c'));
    socket.end('d');
    await ended;
    expect(pieces.join('')).toBe('abcd');
    expect(sent).toEqual(['b', 'c']);
  });
});
