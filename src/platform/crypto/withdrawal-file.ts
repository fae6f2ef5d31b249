import { closeSync, fsyncSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CHAIN_START, chainHash, type RegionId } from '../../kernel/index.js';
import { withdrawalsBroken } from './key-problems.js';
import { syncFolder } from './sync-folder.js';

/**
 * What a restored backup must not undo: a person was erased, a consent revoked, an item erased or restricted, a
 * controller's processing objected to.
 */
export const WITHDRAWAL_KINDS = [
  'ERASED',
  'CONSENT_REVOKED',
  'ITEM_ERASED',
  'ITEM_RESTRICTED',
  'OBJECTED',
] as const;

/** One of {@link WITHDRAWAL_KINDS}. */
export type WithdrawalKind = (typeof WITHDRAWAL_KINDS)[number];

/** Identifiers, codes and dates that are needed to carry a withdrawal out where its own row is missing. */
export type WithdrawalDetails = Readonly<Record<string, string>>;

/** An entry of the list: identifiers and codes only. */
export interface Withdrawal {
  readonly kind: WithdrawalKind;
  /** Person, consent, item or request. */
  readonly id: string;
  readonly details?: WithdrawalDetails;
}

const listed = z.strictObject({
  region: z.string().transform((id) => id as RegionId),
  /** Position in the list of its region, from 1. */
  epoch: z.int().min(1),
  kind: z.enum(WITHDRAWAL_KINDS),
  id: z.uuid(),
  details: z.record(z.string(), z.string()).optional(),
  /** Instant, ISO 8601. */
  at: z.string(),
  hash: z.string(),
});

/** An entry as it stands in the file. */
export type ListedWithdrawal = z.infer<typeof listed>;

/** Path of the list in the key folder. */
export function withdrawalFileOf(keyDir: string): string {
  return join(keyDir, 'withdrawals.jsonl');
}

/** The entry after `previous` in the list of its region. */
function chained(
  previous: ListedWithdrawal | undefined,
  entry: Omit<ListedWithdrawal, 'hash' | 'epoch'>,
): ListedWithdrawal {
  const numbered = { ...entry, epoch: (previous?.epoch ?? 0) + 1 };
  return { ...numbered, hash: chainHash(previous?.hash ?? CHAIN_START, numbered) };
}

/**
 * The withdrawals of all regions in one file outside the database: one JSON line per entry, a hash chain per region,
 * only ever longer. Appending needs the region to be locked in the database; entries of several regions may be written
 * at once.
 */
export class WithdrawalFile {
  readonly path: string;
  private readonly regions = new Map<RegionId, ListedWithdrawal[]>();
  private readBytes = 0;

  constructor(keyDir: string) {
    this.path = withdrawalFileOf(keyDir);
  }

  /**
   * Entries of every region, oldest first, as the file says now.
   *
   * @throws {StartProblem} `WITHDRAWALS_BROKEN` when an entry was changed, removed or moved.
   */
  read(): ReadonlyMap<RegionId, readonly ListedWithdrawal[]> {
    for (const line of this.newLines()) this.take(line);
    return this.regions;
  }

  /** Adds entries of one region; they are on the disk when this returns. */
  append(region: RegionId, withdrawals: readonly Withdrawal[], at: string): readonly ListedWithdrawal[] {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const handle = openSync(this.path, 'a+', 0o600);
    try {
      // What a killed process wrote in part becomes a line of its own, which no entry follows.
      if (!endsLine(handle)) writeSync(handle, '\n');
      let previous = this.read().get(region)?.at(-1);
      const entries = withdrawals.map(({ kind, id, details = {} }) => {
        const isBare = Object.keys(details).length === 0;
        previous = chained(previous, { region, kind, id, ...(isBare ? {} : { details }), at });
        return previous;
      });
      writeSync(handle, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      fsyncSync(handle);
      return entries;
    } finally {
      closeSync(handle);
      syncFolder(dirname(this.path));
    }
  }

  /** Whole lines that were added since the last time. */
  private newLines(): readonly string[] {
    const bytes = this.bytesFrom(this.readBytes);
    const end = bytes.lastIndexOf(0x0a) + 1;
    this.readBytes += end;
    return bytes.subarray(0, end).toString().split('\n');
  }

  private bytesFrom(offset: number): Buffer {
    let handle: number;
    try {
      handle = openSync(this.path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      if (offset > 0) throw withdrawalsBroken(this.path);
      return Buffer.alloc(0);
    }
    try {
      const { size } = fstatSync(handle);
      if (size < offset) throw withdrawalsBroken(this.path);
      const bytes = Buffer.alloc(size - offset);
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, offset));
    } finally {
      closeSync(handle);
    }
  }

  private take(line: string): void {
    const entry = parseLine(line);
    // A line cut off in the middle never counted; a changed one is missed by the entry behind it.
    if (!entry) return;
    const entries = this.regions.get(entry.region) ?? [];
    const { hash, epoch, ...rest } = entry;
    const expected = chained(entries.at(-1), rest);
    if (expected.hash !== hash || expected.epoch !== epoch) throw withdrawalsBroken(this.path);
    entries.push(entry);
    this.regions.set(entry.region, entries);
  }
}

function parseLine(line: string): ListedWithdrawal | undefined {
  try {
    return listed.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function endsLine(handle: number): boolean {
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(handle, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}
