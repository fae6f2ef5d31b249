import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProcessId } from '../../../src/kernel/index.js';
import type { ExchangeNode } from './exchange.js';
import { VerificationBench } from './verification-bench.js';

let bench: VerificationBench;
let owner: VerificationBench['owner'];

beforeAll(async () => {
  bench = await VerificationBench.open();
  owner = bench.owner;
});

afterAll(() => bench?.close());

/** Tampers as somebody with all rights and gives what verification names; before that all is well. */
async function tampered(id: ProcessId, sql: string) {
  expect((await bench.verify()).differences).toEqual([]);
  const { rowCount } = await owner.query(sql, [id]);
  expect(rowCount).toBeGreaterThan(0);
  return (await bench.verify()).differences;
}

describe('tampering beside the log of a loan', () => {
  const deadline = `UPDATE deadline SET`;
  const item = `UPDATE work_item SET`;
  const home = `WHERE process_id = $1 AND status <> 'closed' AND state_id = 'library-loan.lent.book.home.inTime'`;

  it.each<[string, string, string, string]>([
    ['how it was computed', `${deadline} explanation = 'später'`, 'deadline', 'explanation (LOAN_4W'],
    ['a warning that will not come', `${deadline} next_warn_on = NULL`, 'deadline', 'nextWarnOn (LOAN_4W'],
    [
      'a warning that will come late',
      `${deadline} next_warn_on = next_warn_on + 2`,
      'deadline',
      'nextWarnOn (LOAN_4W',
    ],
  ])('is found in deadlines: %s', async (_what, sql, place, field) => {
    const node = await bench.fresh();
    const loan = await node.lend('2026-03-02');
    const where = `WHERE process_id = $1 AND key = 'LOAN_4W' AND status = 'open'`;
    expect(await tampered(loan.id, `${sql} ${where}`)).toMatchObject([
      { processId: loan.id, place, field: expect.stringContaining(field) },
    ]);
  });

  it('is found in deadlines: a warning that was given already', async () => {
    const node = await bench.fresh();
    const loan = await node.lend('2026-03-02');
    node.clock.setDay('2026-03-27');
    expect(await node.fire.run()).toMatchObject({ warned: 1 });
    const again = `UPDATE deadline SET next_warn_on = warn_on[1] WHERE process_id = $1 AND key = 'LOAN_4W'`;
    expect(await tampered(loan.id, again)).toMatchObject([
      { place: 'deadline', field: expect.stringContaining('nextWarnOn (LOAN_4W'), found: '2026-03-27' },
    ]);
  });

  it.each<[string, string, string]>([
    ['one that is gone', `DELETE FROM work_item ${home}`, 'row'],
    ['one closed', `${item} status = 'closed', closed_at = now() ${home}`, 'row'],
    ['another stay', `${item} generation = 7 ${home}`, 'generation (library-loan.lent.book.home.inTime)'],
    ['another owner', `${item} owner = 'LIBRARY' ${home}`, 'owner (library-loan.lent.book.home.inTime)'],
    ['another state', `${item} state_id = 'library-loan.lost' ${home}`, 'row'],
    [
      'one opened again',
      `${item} status = 'open', closed_at = NULL WHERE process_id = $1 AND state_id = 'library-loan.ready'`,
      'row',
    ],
  ])('is found in work items: %s', async (_what, sql, field) => {
    const node = await bench.fresh();
    const loan = await node.lend('2026-03-02');
    expect(await tampered(loan.id, sql)).toMatchObject([{ processId: loan.id, place: 'workItem', field }]);
  });
});

describe('tampering with sub-processes', () => {
  let node: ExchangeNode;

  beforeEach(async () => {
    node = await bench.freshExchange();
  });

  /** A bundle that has begun two sub-processes. */
  async function begun(): Promise<ProcessId> {
    const { id } = await node.begin('library-bundle');
    return (await node.move(id, 'BEGUN', { title: 'Momo' })).id;
  }

  const link = `UPDATE process_child SET`;
  const ofCopy = `WHERE parent_process_id = $1 AND key = 'copy'`;

  it.each<[string, string, string]>([
    ['the event it ends with', `${link} on_done = NULL ${ofCopy}`, 'onDone (copy)'],
    ['the event of its cancellation', `${link} on_cancelled = 'STOPPED' ${ofCopy}`, 'onCancelled (copy)'],
    ['the state it belongs to', `${link} state_id = NULL ${ofCopy}`, 'stateId (copy)'],
    ['what becomes of it', `${link} on_parent_end = 'keep' ${ofCopy}`, 'onParentEnd (copy)'],
    ['how deep it is', `${link} depth = 5 ${ofCopy}`, 'depth (copy)'],
    ['its name', `${link} key = 'other' ${ofCopy}`, 'row'],
    ['that there are any', `UPDATE process SET has_children = false WHERE id = $1`, 'hasChildren'],
  ])('is found in the link: %s', async (_what, sql, field) => {
    const id = await begun();
    expect(await tampered(id, sql)).toMatchObject([{ processId: id, place: 'subprocess', field }]);
  });

  it('is found on both sides: a link that is gone', async () => {
    const id = await begun();
    const differences = await tampered(id, `DELETE FROM process_child ${ofCopy}`);
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ processId: id, place: 'subprocess', field: 'row', expected: 'copy' }),
        expect.objectContaining({ place: 'subprocess', field: 'parent', expected: id, found: 'null' }),
      ]),
    );
  });
});

describe('tampering with messages', () => {
  let node: ExchangeNode;
  let number: string;

  beforeEach(async () => {
    node = await bench.freshExchange();
    number = randomUUID();
  });

  const message = `UPDATE process_message SET`;
  const sent = `WHERE sender_process_id = $1`;
  const failed = `status = 'expired', closed_at = now()`;

  it.each<[string, string, string]>([
    ['one that is gone', `DELETE FROM process_message ${sent}`, 'row'],
    ['its payload', `${message} payload = '{"title": "Krabat"}' ${sent}`, 'payload (REQUESTED)'],
    ['its receiver', `${message} correlation = 'other' ${sent}`, 'receiver (REQUESTED)'],
    ['where it waits', `${message} address = 'library-supply:other' ${sent}`, 'address (REQUESTED)'],
    ['its event', `${message} event_type = 'CLOSED' ${sent}`, 'eventType (REQUESTED)'],
    ['whom it tells', `${message} on_undeliverable = NULL ${sent}`, 'onUndeliverable (REQUESTED)'],
    ['how long it waits', `${message} expires_at = now() ${sent}`, 'expiresAt (REQUESTED)'],
    ['when it was sent', `${message} sent_at = now() ${sent}`, 'sentAt (REQUESTED)'],
    ['the entry that sent it', `${message} sender_seq = 1 ${sent}`, 'row'],
    ['one given up in silence', `${message} ${failed} ${sent}`, 'status (REQUESTED)'],
    [
      'one that is said to have arrived',
      `${message} status = 'delivered', payload = '{}', closed_at = now() ${sent}`,
      'status (REQUESTED)',
    ],
  ])('is found while it waits: %s', async (_what, sql, field) => {
    const order = await node.order(number);
    const differences = await tampered(order.id, sql);
    expect(differences).toMatchObject([{ processId: order.id, place: 'message', seq: 2, field }]);
    expect(JSON.stringify(differences)).not.toMatch(new RegExp(`Krabat|Momo|${number}`));
  });

  it.each<[string, string]>([
    ['set back', `${message} status = 'pending', closed_at = NULL ${sent}`],
    ['gone', `DELETE FROM process_message ${sent}`],
    ['named for another', `${message} receiver_process_id = $1 ${sent}`],
  ])('is found on both sides after its delivery: %s', async (_what, sql) => {
    const desk = await node.desk(number);
    const order = await node.order(number);
    expect(await node.deliver.run()).toMatchObject({ delivered: 1 });
    const differences = await tampered(order.id, sql);
    expect(differences).toHaveLength(2);
    expect(differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ processId: order.id, place: 'message', seq: 2 }),
        expect.objectContaining({ processId: desk.id, place: 'message', field: 'received (REQUESTED)' }),
      ]),
    );
  });

  it.each<[string, string]>([
    [
      'the word to the sender is gone',
      `DELETE FROM process_message ${sent} AND event_type = 'NOT_DELIVERED'`,
    ],
    [
      'a second word to the sender',
      `INSERT INTO process_message (region_id, id, sender_process_id, sender_seq, receiver_process_id, address,
         event_type, hops, status, sent_at, next_attempt_at, expires_at)
       SELECT region_id, gen_random_uuid(), sender_process_id, sender_seq, receiver_process_id, address, event_type,
         hops, status, sent_at, next_attempt_at, expires_at
       FROM process_message ${sent} AND event_type = 'NOT_DELIVERED'`,
    ],
  ])('is found when a message was given back: %s', async (_what, sql) => {
    const order = await node.order('');
    expect(await tampered(order.id, sql)).toMatchObject([
      { processId: order.id, place: 'message', field: 'row' },
    ]);
  });

  it('is found in what a sub-process tells its parent', async () => {
    const { id } = await node.begin('library-bundle');
    await node.move(id, 'BEGUN', { title: 'Momo' });
    const copy = (await node.children(id)).at(-1);
    if (!copy) throw new Error('no sub-process');
    await node.move(copy.id, 'PRINTED');
    const sql = `${message} payload = '{"result": "burnt"}' ${sent}`;
    expect(await tampered(copy.id, sql)).toMatchObject([
      { processId: copy.id, place: 'message', field: 'payload (COPY_READY)' },
    ]);
    await owner.query(`DELETE FROM process_message ${sent}`, [copy.id]);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: copy.id, place: 'message', field: 'row', expected: 'COPY_READY', found: '–' },
    ]);
  });
});
