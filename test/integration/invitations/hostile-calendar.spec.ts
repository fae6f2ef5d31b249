import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  CaldavClient,
  CalendarUnreachable,
} from '../../../src/conferences/invitations/application/caldav-client.js';

/** Longer than any of it may take, shorter than it would without bounds. */
const PATIENCE_MS = 10_000;
const XML = { 'content-type': 'application/xml' };

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers everything in one way. @returns What its client said in the end. */
async function talkTo(answer: (response: ServerResponse) => void): Promise<unknown> {
  const started = createServer((_request, response) => answer(response));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const serverUrl = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  return CaldavClient.open({ serverUrl, username: 'name', password: 'geheim' }).catch(
    (error: unknown) => error,
  );
}

/** Entities that stand for ten of the one before. */
const LAUGHS = Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
).join('');

function body(doctype: string, href: string): string {
  return `<?xml version="1.0"?><!DOCTYPE d [${doctype}]><D:multistatus xmlns:D="DAV:"><D:response><D:href>${href}</D:href>
    <D:propstat><D:prop><D:current-user-principal><D:href>${href}</D:href></D:current-user-principal></D:prop>
    <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>`;
}

describe('a calendar server that means harm', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    [
      'entities of entities',
      (response) => response.writeHead(207, XML).end(body(`<!ENTITY e0 "x">${LAUGHS}`, '&e12;')),
    ],
    [
      'an entity of this machine',
      (response) => response.writeHead(207, XML).end(body('<!ENTITY e SYSTEM "file:///etc/passwd">', '&e;')),
    ],
    ['elements inside one another', (response) => response.writeHead(207, XML).end('<a>'.repeat(200_000))],
    [
      'a way to another server',
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['an answer of 100 MB', (response) => endless(response)],
    ['words instead of elements', (response) => response.writeHead(207, XML).end('x'.repeat(1_000_000))],
    ['nothing that makes sense', (response) => response.writeHead(207, XML).end('\0'.repeat(1_000_000))],
  ])('is left with %s', async (_what, answer) => {
    const begun = Date.now();
    const said = await talkTo(answer);
    expect(said).toBeInstanceOf(CalendarUnreachable);
    expect(String(said)).not.toMatch(/127\.0\.0\.1|geheim|passwd/);
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(207, XML);
  let left = 100;
  const send = (): void => {
    if (left === 0 || response.destroyed) return;
    left -= 1;
    response.write(Buffer.alloc(1_048_576, 'x'), send);
  };
  send();
}
