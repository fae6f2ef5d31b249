// Load over HTTP: one kept connection per client, real tokens, the mutation a web client would send.
import { randomUUID } from 'node:crypto';
import { serve } from './child.mjs';
import { HttpConnection } from './http-connection.mjs';
import { closedLoop, Loans, moved, nextEvent } from './load.mjs';

const MUTATION = `mutation Send($input: SendProcessEventInput!) {
  sendProcessEvent(input: $input) {
    __typename
    ... on SendProcessEventPayload {
      process { id revision status activeStates { path label owner ownerLabel } waitingFor { owner ownerLabel } waitingSince }
    }
    ... on UserFacingError { code message }
  }
}`;

let server;
let connections;
let loans;
let tokens;

async function once(client) {
  const loan = loans.next(client);
  const input = {
    idempotencyKey: randomUUID(),
    processId: loan.id,
    type: nextEvent(loan),
    payload: {},
    expectedRevision: loan.revision,
  };
  const body = JSON.stringify({ query: MUTATION, variables: { input } });
  const answer = await connections[client].post(body, tokens[client % tokens.length]);
  // Parsing whole answers would take time from the server on the same cores.
  const revision = /"revision":(\d+)/.exec(answer)?.[1];
  if (Number(revision) !== loan.revision + 1) throw new Error(`Unexpected answer: ${answer}`);
  moved(loan);
}

serve({
  start({ port, clients, list, tokens: given }) {
    tokens = given;
    loans = new Loans(list, clients);
    server = port;
  },
  /** Connects anew for each phase: the server closes connections that were idle during the others. */
  async run(input) {
    connections = Array.from({ length: input.clients }, () => new HttpConnection(server, '/graphql'));
    await Promise.all(connections.map((connection) => connection.open()));
    try {
      return await closedLoop(input, once);
    } finally {
      for (const connection of connections) connection.close();
    }
  },
});
