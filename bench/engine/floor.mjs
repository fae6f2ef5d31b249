// The floor: the rows of one event written by prepared SQL, without HTTP, GraphQL or XState.
//
// natural: what one would write by hand: BEGIN, SELECT … FOR UPDATE, one statement per table, COMMIT; each is awaited.
// tight:   the same rows with as few round trips as the engine makes: two flights of pipelined statements.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import { serve } from './child.mjs';
import { closedLoop, Loans, moved, nextEvent } from './load.mjs';
import {
  advance,
  audit,
  deadlineRow,
  eventRow,
  key,
  lock,
  cancelDeadline,
  closeItem,
  openItem,
  openDeadline,
  logAndAdvance,
} from './floor-sql.mjs';

let clients;
let loans;
let rows;
/** Written with the login of the application, as everybody has to who is not the owner of the tables. */
let isProtected = false;

/** What the columns of hashes hold: never the same twice, so that nothing about them is saved in the log of the database. */
const freshHash = () => randomBytes(32).toString('hex');

/** The rows the engine wrote for one loan become the pattern of the rows to write. */
async function readPattern(client, processId, processes) {
  const one = async (sql) => (await client.query(sql, [processId])).rows;
  const events = await one(
    `SELECT e.*, e.payload::text AS payload, e.microsteps::text AS microsteps, e.guards::text AS guards
     FROM process_event e WHERE process_id = $1 AND type IN ('MISPLACED', 'FOUND') ORDER BY seq LIMIT 2`,
  );
  const [deadline] = await one(
    `SELECT d.*, starts_on::text AS starts_on, nominal_end_on::text AS nominal_end_on, ends_on::text AS ends_on,
            internal_due_on::text AS internal_due_on, fires_on::text AS fires_on, warn_on::text[] AS warn_on,
            next_warn_on::text AS next_warn_on
     FROM deadline d WHERE process_id = $1 AND status = 'open'`,
  );
  const [line] = await one(
    `SELECT a.*, details::text AS details FROM audit_event a WHERE object_id = $1 ORDER BY at DESC LIMIT 1`,
  );
  // One item per state: that of the book at home and that of the book misplaced take turns.
  const items = await one(
    `SELECT DISTINCT ON (state_id) i.*, due_on::text AS due_on, next_escalation_on::text AS next_escalation_on
     FROM work_item i WHERE process_id = $1 ORDER BY state_id, generation DESC`,
  );
  const ofState = (end) => items.find((item) => item.state_id.endsWith(end));
  return {
    events,
    processes,
    deadline,
    line,
    items: { FOUND: ofState('inTime'), MISPLACED: ofState('misplaced') },
  };
}

function valuesFor(loan) {
  const type = nextEvent(loan);
  const seq = loan.revision + 1;
  const at = new Date().toISOString();
  const hash = freshHash();
  const event = {
    ...rows.events.find((row) => row.type === type),
    prev_hash: loan.hash ?? freshHash(),
    hash,
  };
  loan.hash = hash;
  return { type, event, seq, at, process: { ...rows.processes[type], chain_head: hash }, id: loan.id };
}

/** Item of the state that is left, and of the one that is entered. */
function itemsOf(type) {
  const { MISPLACED, FOUND } = rows.items;
  return type === 'MISPLACED' ? [FOUND, MISPLACED] : [MISPLACED, FOUND];
}

/** Tells row-level security who writes, where the rows are written with the login of the application. */
const actor = {
  name: 'actor',
  text: `SELECT set_config('fallwerk.region_id', $1, true), set_config('fallwerk.actor_kind', 'system', true)`,
};

async function natural(client, loan) {
  const { type, event, seq, at, process, id } = valuesFor(loan);
  await client.query('BEGIN');
  if (isProtected) await client.query({ ...actor, values: [process.region_id] });
  await client.query({ ...lock, values: [process.region_id, id] });
  await client.query({ ...key, values: [process.region_id, event.actor_id, v7(), process.chain_head, id] });
  await client.query({ ...eventRow, values: eventRow.of(event, { id, seq, at, eventId: v7() }) });
  await client.query({ ...advance, values: advance.of(process, { id, seq, at }) });
  if (type === 'MISPLACED') {
    await client.query({ ...cancelDeadline, values: [process.region_id, id, rows.deadline.event_type, at] });
  } else {
    await client.query({ ...openDeadline, values: deadlineRow(rows.deadline, { id, at, deadlineId: v7() }) });
  }
  const [left, entered] = itemsOf(type);
  await client.query({ ...closeItem, values: [process.region_id, id, left.state_id, at, type] });
  await client.query({
    ...openItem,
    values: openItem.of(entered, { id, at, itemId: v7(), generation: seq }),
  });
  await client.query({ ...audit, values: audit.of(rows.line, { id, at, lineId: v7() }) });
  await client.query('COMMIT');
  moved(loan);
}

async function tight(client, loan) {
  const { type, event, seq, at, process, id } = valuesFor(loan);
  const first = [
    client.query('BEGIN'),
    ...(isProtected ? [client.query({ ...actor, values: [process.region_id] })] : []),
    client.query({ ...key, values: [process.region_id, event.actor_id, v7(), process.chain_head, id] }),
    client.query({ ...lock, values: [process.region_id, id] }),
  ];
  await Promise.all(first);
  const cancelled = type === 'MISPLACED' ? [rows.deadline.event_type] : [];
  const values = logAndAdvance.of(event, process, { id, seq, at, eventId: v7(), cancelled });
  const second = [client.query({ ...logAndAdvance, values })];
  if (type === 'FOUND') {
    const deadline = deadlineRow(rows.deadline, { id, at, deadlineId: v7() });
    second.push(client.query({ ...openDeadline, values: deadline }));
  }
  const [left, entered] = itemsOf(type);
  second.push(client.query({ ...closeItem, values: [process.region_id, id, left.state_id, at, type] }));
  const item = openItem.of(entered, { id, at, itemId: v7(), generation: seq });
  second.push(client.query({ ...openItem, values: item }));
  second.push(client.query({ ...audit, values: audit.of(rows.line, { id, at, lineId: v7() }) }));
  second.push(client.query('COMMIT'));
  await Promise.all(second);
  moved(loan);
}

async function connect(url) {
  // Pipelining changes nothing for statements that are awaited one by one.
  const client = new pg.Client({ connectionString: url, pipeline: true });
  await client.connect();
  return client;
}

serve({
  async start({ url, appUrl, clients: count, list, example, processes }) {
    loans = new Loans(list, count);
    isProtected = appUrl !== undefined;
    clients = await Promise.all(Array.from({ length: count }, () => connect(appUrl ?? url)));
    const owner = await connect(url);
    rows = await readPattern(owner, example, processes);
    await owner.end();
  },
  run({ kind, ...input }) {
    const write = kind === 'tight' ? tight : natural;
    return closedLoop(input, (client) => write(clients[client], loans.next(client)));
  },
});
