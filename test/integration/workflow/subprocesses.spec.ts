import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { isoOf } from '../../../src/workflow/application/process-state.js';
import type { ActionReference, ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import type { CancelReason } from '../../../src/workflow/domain/process.js';
import { replayed } from './ending-harness.js';
import { ExchangeNode, fixture } from './exchange.js';
import { insertRegion, librarian } from './workflow-harness.js';

let database: TestDatabase;
let node: ExchangeNode;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  node = await ExchangeNode.on(database);
});

/** A bundle that has begun, with its sub-processes: the archive copy and the one it waits for. */
async function begun() {
  const { id } = await node.begin('library-bundle');
  await node.move(id, 'BEGUN', { title: 'Momo' });
  const [archive, copy] = await node.children(id);
  if (!archive || !copy) throw new Error('no sub-processes');
  return { id, archive, copy };
}

async function cancel(id: ProcessId, reason: CancelReason = 'WITHDRAWN'): Promise<void> {
  await node.inTx(async (tx) => {
    const process = await node.processes.lock(tx, id);
    if (!process) throw new Error('not there');
    const at = isoOf(node.clock.now());
    await node.followUps.cancel(tx, process, { reason, actor: librarian, actorCode: 'LIBRARY', at });
  });
}

const statusOf = async (id: ProcessId) => (await node.read(id)).status;

describe('traps 10 to 13: a sub-process', () => {
  it('is a process of its own about the same thing, with the context it was given', async () => {
    const { id, copy } = await begun();
    const parent = await node.read(id);
    expect(parent.hasChildren).toBe(true);
    expect(copy).toMatchObject({
      definitionKey: 'library-copy',
      parentProcessId: id,
      subject: parent.subject,
      status: 'active',
      context: { title: 'Momo' },
    });
  });

  it('tells its parent about its end and its output', async () => {
    const { id, copy } = await begun();
    await node.move(copy.id, 'PRINTED');
    expect((await node.read(id)).value).toBe('collecting');
    await node.deliver.run();
    expect(await node.read(id)).toMatchObject({
      status: 'done',
      output: { result: 'complete' },
      context: { result: 'printed' },
    });
  });

  it('tells its parent when somebody cancelled it', async () => {
    const { id, copy } = await begun();
    await cancel(copy.id);
    await node.deliver.run();
    expect(await node.read(id)).toMatchObject({ status: 'done', output: { result: 'incomplete' } });
    expect((await node.log(id)).at(-1)).toBe('COPY_DROPPED');
  });

  it('does not tell a parent that asked for nothing', async () => {
    const { id, archive } = await begun();
    await node.move(archive.id, 'PRINTED');
    expect(await node.sent(archive.id)).toEqual([]);
    expect((await node.read(id)).value).toBe('collecting');
  });

  it('ends with the state of its parent it belongs to, and begins anew with the next stay', async () => {
    const { id, archive, copy } = await begun();
    await node.move(id, 'PAUSED');
    expect(await node.read(copy.id)).toMatchObject({ status: 'cancelled', cancelReason: 'PARENT_ENDED' });
    expect(await statusOf(archive.id)).toBe('active');
    await node.move(id, 'RESUMED');
    const [, , second] = await node.children(id);
    expect(second).toMatchObject({ definitionKey: 'library-copy', status: 'active' });
    await node.deliver.run();
    expect((await node.read(id)).value).toBe('collecting');
  });

  it('ends with its parent, unless it was meant to go on', async () => {
    const { id, archive, copy } = await begun();
    await node.move(id, 'STOPPED');
    expect(await statusOf(copy.id)).toBe('cancelled');
    expect(await statusOf(archive.id)).toBe('active');
    await node.move(archive.id, 'PRINTED');
  });

  it('ends when its parent is cancelled', async () => {
    const { id, archive, copy } = await begun();
    await cancel(id);
    expect(await statusOf(copy.id)).toBe('cancelled');
    expect(await statusOf(archive.id)).toBe('active');
    expect((await node.log(copy.id)).at(-1)).toBe('process.cancelled');
  });

  it('does not begin when the event of its parent is undone', async () => {
    const { id } = await node.begin('library-bundle');
    await expect(
      node.inTx(async (tx) => {
        await node.engine.send(tx, node.event(id, 'BEGUN', { title: 'Momo' }));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await node.children(id)).toEqual([]);
  });

  it('undoes the event of its parent when it cannot begin', async () => {
    const lonely = { ...fixture('library-bundle'), key: 'library-lonely' };
    const text = JSON.stringify({ ...lonely, machine: { ...lonely.machine, id: 'library-lonely' } });
    await ExchangeNode.on(database, [
      JSON.parse(text.replaceAll('library-copy', 'library-nowhere')) as ProcessDefinition,
    ]);
    const parent = await node.begin('library-lonely');
    const sent = await node.send(parent.id, 'BEGUN', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: false, error: { code: 'DEFINITION_NOT_ACTIVE' } });
    expect(await node.read(parent.id)).toEqual(parent);
  });

  it('may run to its end at once, and its parent is told all the same', async () => {
    const copy = fixture('library-copy');
    const printed = { ...copy.machine.states?.['printed'] };
    await ExchangeNode.on(database, [
      { ...copy, version: 2, machine: { ...copy.machine, initial: 'printed', states: { printed } } },
    ]);
    const { id } = await begun();
    await node.deliver.run();
    expect(await node.read(id)).toMatchObject({ status: 'done', output: { result: 'complete' } });
    await ExchangeNode.on(database, [{ ...copy, version: 3 }]);
  });

  it('goes on when the parent ends at the same moment', async () => {
    const { id, copy } = await begun();
    const other = await ExchangeNode.on(database);
    await Promise.allSettled([node.send(id, 'STOPPED'), other.send(copy.id, 'PRINTED')]);
    await node.deliver.run();
    const [parent, child] = [await node.read(id), await node.read(copy.id)];
    expect(parent.status).toBe('done');
    expect(['done', 'cancelled']).toContain(child.status);
    expect(await node.rows(`SELECT id FROM process_message WHERE status = 'pending'`)).toEqual([]);
  });
});

describe('limits of sub-processes', () => {
  const parentOf = (actions: readonly ActionReference[]): ProcessDefinition => {
    const copy = fixture('library-copy');
    return {
      ...copy,
      key: 'library-nest',
      machine: {
        ...copy.machine,
        id: 'library-nest',
        states: {
          ...copy.machine.states,
          printing: { ...copy.machine.states?.['printing'], entry: actions },
        },
      },
    };
  };

  it('refuse one that starts itself without end', async () => {
    const nest = { type: 'startProcess', params: { definition: 'library-nest' } };
    await ExchangeNode.on(database, [parentOf([nest])]);
    await expect(node.begin('library-nest')).rejects.toThrow(/SUBPROCESS_LIMIT|EFFECTS_TOO_DEEP/);
    expect(await node.rows(`SELECT id FROM process WHERE definition_key = 'library-nest'`)).toEqual([]);
  });

  it('refuse more than fifty at a time', async () => {
    const copies = Array.from({ length: 51 }, () => ({
      type: 'startProcess',
      params: { definition: 'library-copy' },
    }));
    await ExchangeNode.on(database, [{ ...parentOf(copies), version: 2 }]);
    await expect(node.begin('library-nest')).rejects.toThrow('SUBPROCESS_LIMIT');
  });
});

describe('replay', () => {
  it('finds every process of this file as its log makes it', async () => {
    const { processes, broken } = await replayed(database);
    expect(broken).toEqual([]);
    expect(processes).toBeGreaterThan(5);
  });
});
