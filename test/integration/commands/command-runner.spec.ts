import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { idOf, REGION } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { err, ok, rejected, type AccountId } from '../../../src/kernel/index.js';
import { AccessDenied, CommandRunner, newId, type Principal, type Tx } from '../../../src/platform/index.js';
import { commandErrors } from '../../../src/platform/commands/command.errors.js';

let database: TestDatabase;
let commands: CommandRunner;

/** Something one side waits for and the other gives. */
function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

function actor(name: string): Principal {
  return { kind: 'system', regionId: REGION, accountId: idOf<AccountId>('account', name) };
}

const anna = actor('anna');

/** An effect that shows how often it happened. */
async function addTown(tx: Tx, name: string): Promise<void> {
  await tx.query(`INSERT INTO municipality (region_id, id, name, kind) VALUES ($1, $2, $3, 'KREIS')`, [
    REGION,
    newId(),
    `${name} ${newId()}`,
  ]);
}

async function towns(name: string): Promise<number> {
  const rows: unknown[] = await database.asOwner(`SELECT id FROM municipality WHERE name LIKE $1 || ' %'`, [
    name,
  ]);
  return rows.length;
}

function found(
  input: { readonly idempotencyKey: string; readonly town: string },
  by = anna,
  name = 'foundTown',
) {
  return commands.run({ name, principal: by, input }, async (tx) => {
    await addTown(tx, input.town);
    return ok({ townId: newId<string>() });
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  commands = new CommandRunner(database.unitOfWork);
  await database.unitOfWork.run(anna, (tx) =>
    tx.query(`INSERT INTO region (region_id, name) VALUES ($1, $1)`, [REGION]),
  );
});

afterAll(async () => database?.drop());

describe('a command', () => {
  it('answers a repeated key with the first answer and does not repeat its effects', async () => {
    const input = { idempotencyKey: key(), town: 'Ahorn' };
    const first = valueOf(await found(input));
    expect(valueOf(await found({ town: 'Ahorn', idempotencyKey: input.idempotencyKey }))).toEqual(first);
    expect(await towns('Ahorn')).toBe(1);
  });

  it('keeps an answer that is known beforehand, unless the command is refused', async () => {
    const run = (idempotencyKey: string, mayHappen: boolean) =>
      commands.run(
        {
          name: 'foundKnownTown',
          principal: anna,
          input: { idempotencyKey },
          answer: { townId: 'known' },
          ahead: (tx) => tx.query<{ one: number }>('SELECT 1 AS one'),
        },
        async (tx, [row]) => {
          await addTown(tx, `Zeder ${row?.one ?? 'nothing'}`);
          return mayHappen ? ok({ townId: 'known' }) : err(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED'));
        },
      );
    const used = key();
    expect(codeOf(await run(used, false))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await towns('Zeder 1')).toBe(0);
    expect(valueOf(await run(used, true))).toEqual({ townId: 'known' });
    expect(valueOf(await run(used, true))).toEqual({ townId: 'known' });
    expect(await towns('Zeder 1')).toBe(1);
  });

  it('refuses a key that comes back with other input, and does nothing', async () => {
    const input = { idempotencyKey: key(), town: 'Birke' };
    valueOf(await found(input));
    expect(codeOf(await found({ ...input, town: 'Buche' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await towns('Buche')).toBe(0);
  });

  it('has one effect when twins come at the same moment on connections of their own', async () => {
    const input = { idempotencyKey: key(), town: 'Eiche' };
    const answers = await Promise.all(Array.from({ length: 5 }, async () => valueOf(await found(input))));
    expect(new Set(answers.map((answer) => answer.townId)).size).toBe(1);
    expect(await towns('Eiche')).toBe(1);
  });

  it('lets a twin that waited do the work when the first one is refused', async () => {
    const input = { idempotencyKey: key(), town: 'Erle' };
    const entered = signal();
    const gate = signal();
    const first = commands.run({ name: 'foundTown', principal: anna, input }, async (tx) => {
      await addTown(tx, input.town);
      entered.resolve();
      await gate.promise;
      return err(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED'));
    });
    await entered.promise;
    const second = found(input);
    gate.resolve();
    expect(codeOf(await first)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await second)).toBe('OK');
    expect(await towns('Erle')).toBe(1);
  });

  it('keeps nothing when it is refused, not even its key', async () => {
    const input = { idempotencyKey: key(), town: 'Esche' };
    const refused = await commands.run({ name: 'foundTown', principal: anna, input }, async (tx) => {
      await addTown(tx, input.town);
      return err(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED'));
    });
    expect(codeOf(refused)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await towns('Esche')).toBe(0);
    expect(codeOf(await found(input))).toBe('OK');
  });

  it('keeps nothing when it is denied or breaks, not even its key', async () => {
    const input = { idempotencyKey: key(), town: 'Fichte' };
    const denied = commands.run({ name: 'foundTown', principal: anna, input }, async (tx): Promise<never> => {
      await addTown(tx, input.town);
      throw new AccessDenied();
    });
    expect(await outcomeOf(denied)).toBe('AccessDenied');
    expect(await towns('Fichte')).toBe(0);
    expect(codeOf(await found(input))).toBe('OK');
  });

  it('keeps the key of one account apart from the same key of another account and of another command', async () => {
    const input = { idempotencyKey: key(), town: 'Hasel' };
    const mine = valueOf(await found(input));
    const theirs = valueOf(await found(input, actor('bela')));
    const other = valueOf(await found(input, anna, 'renameTown'));
    expect(new Set([mine.townId, theirs.townId, other.townId]).size).toBe(3);
    expect(await towns('Hasel')).toBe(3);
  });

  it('is repeated in a fresh transaction after a deadlock, and happens once', async () => {
    let attempts = 0;
    const input = { idempotencyKey: key(), town: 'Kiefer' };
    const result = await commands.run({ name: 'foundTown', principal: anna, input }, async (tx) => {
      attempts += 1;
      await addTown(tx, input.town);
      if (attempts === 1) await tx.query(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$`);
      return ok({ townId: newId<string>() });
    });
    expect(codeOf(result)).toBe('OK');
    expect({ attempts, towns: await towns('Kiefer') }).toEqual({ attempts: 2, towns: 1 });
  });

  it('stores a fingerprint of its input, never the input', async () => {
    const input = { idempotencyKey: key(), town: 'Geheimer Name' };
    valueOf(await found(input));
    const rows: unknown[] = await database.asOwner(`SELECT * FROM idempotency_record WHERE key = $1`, [
      input.idempotencyKey,
    ]);
    expect(JSON.stringify(rows)).not.toContain('Geheimer');
  });
});
