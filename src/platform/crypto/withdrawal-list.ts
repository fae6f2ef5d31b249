import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { CHAIN_START, asId, type PersonId, type RegionId } from '../../kernel/index.js';
import { Clock } from '../clock/clock.js';
import { newId } from '../clock/ids.js';
import { AppConfig } from '../config/app-config.js';
import { prepared, UnitOfWork, type Tx } from '../database/unit-of-work.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { systemPrincipal } from '../jobs/system-principal.js';
import { withdrawalsBroken } from './key-problems.js';
import { PersonVault } from './person-vault.js';
import {
  WithdrawalFile,
  type ListedWithdrawal,
  type Withdrawal,
  type WithdrawalDetails,
  type WithdrawalKind,
} from './withdrawal-file.js';

/**
 * Carries out a withdrawal that a restored database does not know of. It must accept what is not there, or is carried
 * out already, and must not wait for anything outside the database.
 */
export type WithdrawalHandler = (tx: Tx, id: string, details: WithdrawalDetails) => Promise<void>;

/** How far a region's list is carried out in this database. */
interface Position {
  readonly epoch: number;
  readonly head: string;
}

const REMEMBER = prepared(
  'withdrawal_remember',
  `INSERT INTO withdrawal (region_id, id, kind, subject_id, details, requested_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);
const OPEN_POSITION = prepared(
  'withdrawal_open_position',
  `INSERT INTO withdrawal_epoch (region_id, epoch, head) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`,
);
const LOCK_POSITION = prepared(
  'withdrawal_lock_position',
  `SELECT epoch, head FROM withdrawal_epoch WHERE region_id = $1 FOR UPDATE`,
);
const MOVE_POSITION = prepared(
  'withdrawal_move_position',
  `UPDATE withdrawal_epoch SET epoch = $2, head = $3 WHERE region_id = $1`,
);
const FIND_REMEMBERED = prepared(
  'withdrawal_find',
  `SELECT id AS "entryId", kind, subject_id AS id, details FROM withdrawal
   WHERE region_id = $1 AND id = ANY($2::uuid[]) ORDER BY id`,
);
const NUMBER = prepared(
  'withdrawal_number',
  `UPDATE withdrawal w SET epoch = n.epoch FROM unnest($2::uuid[], $3::int[]) AS n (id, epoch)
   WHERE w.region_id = $1 AND w.id = n.id`,
);
const KNOWN_REGIONS = prepared(
  'withdrawal_regions',
  `SELECT r.region_id AS region, coalesce(e.epoch, 0) AS epoch, e.head FROM region r
   LEFT JOIN withdrawal_epoch e ON e.region_id = r.region_id`,
);

/**
 * What must not come back with a backup: erasures, revocations, restrictions and objections, kept in a file apart from the database. The file
 * knows of an entry before the database commits it; at the start, and before every further entry, a database that is
 * behind carries out what it missed. An entry whose commit failed at the very last moment is carried out, too: the
 * person's decision is stronger than a lost connection.
 */
@Injectable()
export class WithdrawalList implements OnModuleInit, OnApplicationBootstrap {
  private readonly file: WithdrawalFile;
  private readonly handlers = new Map<WithdrawalKind, WithdrawalHandler[]>();
  /** Entries of open transactions, by the identifiers under which the database remembers them. */
  private readonly pending = new WeakMap<Tx, string[]>();
  private readonly replaying = new WeakSet<Tx>();
  private atStart: Promise<void> | undefined;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: JobRegistry,
    vault: PersonVault,
  ) {
    this.file = new WithdrawalFile(config.keys.dir);
    this.register('ERASED', (tx, id) => vault.destroy(tx, asId<PersonId>(id)));
  }

  /**
   * Says how a withdrawal is carried out in a restored database; in `onModuleInit`. Several may register for one kind
   * and run in that order. The destruction of an erased person's key is registered already.
   */
  register(kind: WithdrawalKind, handler: WithdrawalHandler): void {
    this.handlers.set(kind, [...(this.handlers.get(kind) ?? []), handler]);
  }

  /**
   * Puts a withdrawal on the list, together with this transaction: written and synced right before its commit, unless
   * a savepoint took it back. Inside a handler it does nothing, the entry is on the list already.
   */
  async append(tx: Tx, { kind, id, details = {} }: Withdrawal): Promise<void> {
    if (this.replaying.has(tx)) return;
    const entryId = newId<string>(this.clock.now());
    await tx.exOfficio(() =>
      tx.query(REMEMBER, [tx.regionId, entryId, kind, id, details, this.clock.now().toString()]),
    );
    const entries = this.pending.get(tx);
    if (entries) {
      entries.push(entryId);
      return;
    }
    this.pending.set(tx, [entryId]);
    tx.beforeCommit(() => tx.exOfficio(() => this.write(tx)));
  }

  /** A job must not find what came back with a backup either, whichever module is started first. */
  onModuleInit(): void {
    this.jobs.beforeFirstJob(() => this.onApplicationBootstrap());
  }

  /** Every region carries out what its database missed, before the server gets ready and takes a job; once. */
  async onApplicationBootstrap(): Promise<void> {
    this.atStart ??= this.catchUpAll();
    await this.atStart;
  }

  private async catchUpAll(): Promise<void> {
    const listed = this.file.read();
    const regions = await this.unitOfWork.run(systemPrincipal(asId('system')), (tx) =>
      tx.query<{ region: RegionId; epoch: number; head: string | null }>(KNOWN_REGIONS),
    );
    for (const { region, epoch, head } of regions) {
      const entries = listed.get(region) ?? [];
      if (entries.length !== epoch || (epoch > 0 && entries.at(-1)?.hash !== head)) {
        await this.unitOfWork.run(systemPrincipal(region), (tx) => this.catchUp(tx));
      }
    }
  }

  private async write(tx: Tx): Promise<void> {
    await this.catchUp(tx);
    const ids = this.pending.get(tx) ?? [];
    const remembered = await tx.query<Withdrawal & { readonly entryId: string }>(FIND_REMEMBERED, [
      tx.regionId,
      ids,
    ]);
    if (remembered.length === 0) return;
    const entries = this.file.append(tx.regionId, remembered, this.clock.now().toString());
    const epochs = entries.map(({ epoch }) => epoch);
    await tx.query(NUMBER, [tx.regionId, remembered.map(({ entryId }) => entryId), epochs]);
    await this.move(tx, entries);
  }

  /** Locks the region's list and carries out what the database does not know of. */
  private async catchUp(tx: Tx): Promise<void> {
    tx.post(OPEN_POSITION, [tx.regionId, CHAIN_START]);
    const [position] = await tx.query<Position>(LOCK_POSITION, [tx.regionId]);
    const listed = this.file.read().get(tx.regionId) ?? [];
    const { epoch, head } = position ?? { epoch: 0, head: CHAIN_START };
    if ((listed[epoch - 1]?.hash ?? CHAIN_START) !== head || listed.length < epoch) {
      throw withdrawalsBroken(this.file.path);
    }
    const missed = listed.slice(epoch);
    if (missed.length === 0) return;
    this.replaying.add(tx);
    for (const entry of missed) await this.carryOut(tx, entry);
    this.replaying.delete(tx);
    await this.move(tx, missed);
  }

  private async carryOut(tx: Tx, { kind, id, details = {}, epoch, at }: ListedWithdrawal): Promise<void> {
    const handlers = this.handlers.get(kind) ?? [];
    if (handlers.length === 0) throw new Error(`Nobody carries out withdrawals of kind ${kind}`);
    for (const handle of handlers) await handle(tx, id, details);
    const entryId = newId<string>(this.clock.now());
    await tx.query(REMEMBER, [tx.regionId, entryId, kind, id, details, at]);
    await tx.query(NUMBER, [tx.regionId, [entryId], [epoch]]);
  }

  private async move(tx: Tx, entries: readonly ListedWithdrawal[]): Promise<void> {
    const last = entries.at(-1);
    if (last) await tx.query(MOVE_POSITION, [tx.regionId, last.epoch, last.hash]);
  }
}
