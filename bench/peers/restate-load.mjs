// Load on the HTTP ingress of Restate: one kept connection per client, the idempotency key in its header.
import { randomUUID } from 'node:crypto';
import { serve } from '../engine/child.mjs';
import { HttpConnection } from '../engine/http-connection.mjs';
import { closedLoop, Loans, moved, nextEvent } from '../engine/load.mjs';

class Ingress extends HttpConnection {
  invoke(path, body, key) {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
      const head =
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\nidempotency-key: ${key}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
      this.socket.write(head + body);
    });
  }
}

let port;
let loans;

async function once(way, connection, loan, key = randomUUID()) {
  const body = JSON.stringify({ type: nextEvent(loan), key });
  const { revision } = JSON.parse(await connection.invoke(`/loan/${loan.id}/${way}`, body, key));
  if (revision !== loan.revision + 1) throw new Error(`Unexpected revision ${revision} of ${loan.id}`);
}

/** Opens the connections of a phase and closes them behind it. */
async function connected(count, work) {
  const connections = Array.from({ length: count }, () => new Ingress(port));
  await Promise.all(connections.map((connection) => connection.open()));
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** A loan is either in rows or only in Restate. */
const of = (way) => loans[way];

serve({
  start({ port: ingress, clients, lists }) {
    port = ingress;
    loans = Object.fromEntries(Object.entries(lists).map(([way, list]) => [way, new Loans(list, clients)]));
  },
  /** Sends the same event twice with the same key. */
  twice: ({ way }) =>
    connected(1, async ([connection]) => {
      const loan = of(way).next(0);
      const key = randomUUID();
      await once(way, connection, loan, key);
      await once(way, connection, loan, key);
      moved(loan);
    }),
  run: ({ way, ...input }) =>
    connected(input.clients, (connections) =>
      closedLoop(input, async (client) => {
        const loan = of(way).next(client);
        await once(way, connections[client], loan);
        moved(loan);
      }),
    ),
});
