// The rows alone: what the peers let DBOS do in a step, without DBOS. No engine that writes them can be faster.
import { randomUUID } from 'node:crypto';
import { serve } from '../engine/child.mjs';
import { closedLoop, Loans, moved, nextEvent } from '../engine/load.mjs';
import { LoanWriter } from './rows.mjs';

let loans;
let writer;

async function once(loan, key = randomUUID()) {
  const { revision } = await writer.advanceRow(loan.id, nextEvent(loan), key);
  if (revision !== loan.revision + 1) throw new Error(`Unexpected revision ${revision} of ${loan.id}`);
}

serve({
  start({ appUrl, patterns, connections, list, clients }) {
    loans = new Loans(list, clients);
    writer = new LoanWriter(appUrl, patterns, connections);
  },
  /** Sends the same event twice with the same key. */
  async twice() {
    const loan = loans.next(0);
    const key = randomUUID();
    await once(loan, key);
    await once(loan, key);
    moved(loan);
  },
  run: ({ clients, seconds }) =>
    closedLoop({ clients, seconds }, async (client) => {
      const loan = loans.next(client);
      await once(loan);
      moved(loan);
    }),
});
