// The rows of one event as the peers write them: the statements of the floor, with states that are checked and a hash
// chain that is computed. A table of two transitions stands for the statechart, which is cheaper than interpreting one.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import {
  audit,
  closeItem,
  deadlineRow,
  key as keyRow,
  lock,
  logAndAdvance,
  openDeadline,
  openItem,
} from '../engine/floor-sql.mjs';

const UNIQUE_VIOLATION = '23505';

const DATES = ['starts_on', 'nominal_end_on', 'ends_on', 'internal_due_on', 'fires_on', 'next_warn_on'];

async function readProcess(client, id) {
  const { rows } = await client.query(
    `SELECT p.*, state_value::text AS state_value, state_entries::text AS state_entries, context::text AS context,
            history_value::text AS history_value FROM process p WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/**
 * Rows the engine wrote for two loans, as patterns.
 *
 * @param misplaced Loan whose book is misplaced. @param found Loan whose book was misplaced and found again.
 * @returns Per event: log row, process row and work item behind it; besides, the running deadline and an audit line.
 */
export async function readPatterns(url, misplaced, found) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const one = async (sql) => (await client.query(sql, [found])).rows;
    const events = await one(
      `SELECT e.*, e.payload::text AS payload, e.microsteps::text AS microsteps, e.guards::text AS guards
       FROM process_event e WHERE process_id = $1 AND type IN ('MISPLACED', 'FOUND') ORDER BY seq LIMIT 2`,
    );
    const dates = DATES.map((name) => `${name}::text AS ${name}`).join(', ');
    const [deadline] = await one(
      `SELECT d.*, ${dates}, warn_on::text[] AS warn_on FROM deadline d WHERE process_id = $1 AND status = 'open'`,
    );
    const [line] = await one(
      `SELECT a.*, details::text AS details FROM audit_event a WHERE object_id = $1 ORDER BY at DESC LIMIT 1`,
    );
    const items = await one(
      `SELECT DISTINCT ON (state_id) i.*, due_on::text AS due_on, next_escalation_on::text AS next_escalation_on
       FROM work_item i WHERE process_id = $1 ORDER BY state_id, generation DESC`,
    );
    const itemIn = (state) => items.find(({ state_id: id }) => id.endsWith(state));
    const byType = (type) => events.find((row) => row.type === type);
    return {
      MISPLACED: {
        event: byType('MISPLACED'),
        process: await readProcess(client, misplaced),
        item: itemIn('misplaced'),
      },
      FOUND: { event: byType('FOUND'), process: await readProcess(client, found), item: itemIn('inTime') },
      deadline,
      line,
    };
  } finally {
    await client.end();
  }
}

/** Refuses an event the loan does not take in its state. */
function decide(patterns, type, activeStates) {
  const before = patterns[type === 'MISPLACED' ? 'FOUND' : 'MISPLACED'].process.active_states;
  if (before.join(' ') !== activeStates.join(' ')) throw new Error(`${type} not possible in ${activeStates}`);
  return patterns[type];
}

function chained(previous, content) {
  return createHash('sha256').update(previous).update(JSON.stringify(content)).digest('hex');
}

/** Waits for all statements of a flight, so that none is left on the connection, then reports the first failure. */
async function landed(flight) {
  const failed = (await Promise.allSettled(flight)).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Writes events of loans with as few round trips as the engine makes. */
export class LoanWriter {
  constructor(url, patterns, connections) {
    this.patterns = patterns;
    this.pool = new pg.Pool({ connectionString: url, max: connections, pipeline: true });
  }

  close() {
    return this.pool.end();
  }

  /** Where a loan stands, as a peer keeps it that holds the state itself. */
  async read(id) {
    const region = this.patterns.line.region_id;
    const { rows } = await this.pool.query({
      ...lock,
      text: lock.text.replace(' FOR UPDATE', ''),
      name: 'read',
      values: [region, id],
    });
    const [{ active_states: activeStates, chain_head: head, revision }] = rows;
    return { activeStates, head, revision };
  }

  /** One event of a loan whose state is the row: locked and read, then decided and written. */
  async advanceRow(id, type, key) {
    return this.inTransaction(id, async (client) => {
      const begun = client.query('BEGIN');
      const claimed = this.claim(client, id, key);
      const locked = client.query({ ...lock, values: [this.patterns.line.region_id, id] });
      await landed([begun, claimed, locked]);
      const [row] = (await locked).rows;
      const state = { activeStates: row.active_states, head: row.chain_head, revision: row.revision };
      const { next, flight } = this.write(client, id, type, state);
      await landed([...flight, client.query('COMMIT')]);
      return next;
    });
  }

  /** One event of a loan whose state the peer keeps: everything in one flight. */
  async advanceFrom(state, id, type, key) {
    return this.inTransaction(id, async (client) => {
      const first = [client.query('BEGIN'), this.claim(client, id, key)];
      const { next, flight } = this.write(client, id, type, state);
      await landed([...first, ...flight, client.query('COMMIT')]);
      return next;
    });
  }

  /** The state behind an event, without writing anything. */
  next(state, type) {
    const { event, process } = decide(this.patterns, type, state.activeStates);
    const revision = state.revision + 1;
    const at = new Date().toISOString();
    const head = chained(state.head, [
      event.process_id,
      revision,
      type,
      at,
      event.from_states,
      event.to_states,
    ]);
    return { event, process, at, next: { activeStates: process.active_states, head, revision } };
  }

  claim(client, id, key) {
    const { event } = this.patterns.FOUND;
    return client.query({ ...keyRow, values: [event.region_id, event.actor_id, key, event.hash, id] });
  }

  write(client, id, type, state) {
    const { event, process, at, next } = this.next(state, type);
    const { deadline, line } = this.patterns;
    const cancelled = type === 'MISPLACED' ? [deadline.event_type] : [];
    const input = { id, seq: next.revision, at, eventId: v7(), cancelled };
    const chain = { prev_hash: state.head, hash: next.head };
    const values = logAndAdvance.of({ ...event, ...chain }, { ...process, chain_head: next.head }, input);
    const flight = [client.query({ ...logAndAdvance, values })];
    if (type === 'FOUND') {
      flight.push(
        client.query({ ...openDeadline, values: deadlineRow(deadline, { id, at, deadlineId: v7() }) }),
      );
    }
    const [left, entered] = type === 'MISPLACED' ? ['FOUND', 'MISPLACED'] : ['MISPLACED', 'FOUND'];
    const leaving = [line.region_id, id, this.patterns[left].item.state_id, at, type];
    const item = { id, at, itemId: v7(), generation: next.revision };
    flight.push(client.query({ ...closeItem, values: leaving }));
    flight.push(client.query({ ...openItem, values: openItem.of(this.patterns[entered].item, item) }));
    flight.push(client.query({ ...audit, values: audit.of(line, { id, at, lineId: v7() }) }));
    return { next, flight };
  }

  /** Exactly once: when the key is there already, an earlier attempt has written the rows. */
  async inTransaction(id, work) {
    const client = await this.pool.connect();
    try {
      return await work(client);
    } catch (error) {
      await client.query('ROLLBACK');
      if (error?.code !== UNIQUE_VIOLATION || error.table !== 'idempotency_record') throw error;
    } finally {
      client.release();
    }
    return this.read(id);
  }
}
