import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import type { RegionId } from '../../kernel/index.js';
import { AppConfig, systemPrincipal, UnitOfWork, type Tx } from '../../platform/index.js';
import type { AuditHead } from '../domain/audit-head.js';
import { AuditChainStore } from '../persistence/audit-chain.store.js';
import { signedAnchor } from './anchor-file.js';

/** Folder inside the key folder, beside the signing key; one file per region. */
export const AUDIT_HEADS_DIR = 'audit-heads';

const head = z.object({
  regionId: signedAnchor.shape.regionId,
  position: signedAnchor.shape.position,
  hash: signedAnchor.shape.hash,
  isDemonstration: z.boolean(),
  anchor: signedAnchor.nullable(),
});

/**
 * Heads that are kept in a key folder, by region.
 *
 * @throws {Error} one of the files is no head: it was damaged, or somebody tried to hide something.
 */
export async function keptHeads(keyDir: string): Promise<ReadonlyMap<RegionId, AuditHead>> {
  const folder = join(keyDir, AUDIT_HEADS_DIR);
  const names = (await readdir(folder).catch(orMissing)) ?? [];
  const heads = new Map<RegionId, AuditHead>();
  for (const name of names.filter((file) => file.endsWith('.json'))) {
    const kept = head.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    heads.set(kept.regionId, kept);
  }
  return heads;
}

/** Takes the kept heads away, together with the database they speak of. */
export async function forgetHeads(keyDir: string): Promise<void> {
  await rm(join(keyDir, AUDIT_HEADS_DIR), { recursive: true, force: true });
}

/**
 * Keeps the head of each chain apart from the database, after every run of the sealer. A chain that no longer holds
 * what was kept is not followed: the old head stays, as evidence, until somebody takes the file away.
 */
@Injectable()
export class AuditHeads {
  private readonly logger = new Logger(AuditHeads.name);
  private readonly store = new AuditChainStore();
  private readonly folder: string;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    config: AppConfig,
  ) {
    this.folder = join(config.keys.dir, AUDIT_HEADS_DIR);
  }

  /** Keeps how far the committed chain of a region has got. */
  async follow(regionId: RegionId): Promise<void> {
    const kept = await this.find(regionId);
    const next =
      kept === 'BROKEN'
        ? kept
        : await this.unitOfWork.snapshot(systemPrincipal(regionId), (tx) => this.nextOf(tx, kept));
    if (next === 'BROKEN') {
      this.logger.error({
        message: 'The audit register no longer holds what was kept of it',
        event: 'AUDIT_HEAD_LOST',
        regionId,
      });
      return;
    }
    if (next) await this.write(next);
  }

  /** @returns `undefined`: nothing new. */
  private async nextOf(tx: Tx, kept: AuditHead | undefined): Promise<AuditHead | 'BROKEN' | undefined> {
    const [end, anchor] = [await this.store.end(tx), await this.store.lastAnchor(tx)];
    if (kept) {
      if ((await this.store.hashAt(tx, kept.position)) !== kept.hash) return 'BROKEN';
      if (kept.anchor && (anchor?.number ?? 0) < kept.anchor.number) return 'BROKEN';
    }
    if (!end || (kept?.position === end.position && kept.anchor?.number === anchor?.number)) return undefined;
    // Said once, when the chain begins: afterwards nobody who rules the database alone can silence the times.
    const isDemonstration = kept?.isDemonstration ?? (await this.store.isDemonstration(tx));
    const { position, hash } = end;
    return { regionId: tx.regionId, position, hash, isDemonstration, anchor: anchor ?? null };
  }

  private async find(regionId: RegionId): Promise<AuditHead | 'BROKEN' | undefined> {
    const text = await readFile(this.fileOf(regionId), 'utf8').catch(orMissing);
    if (text === undefined) return undefined;
    try {
      return head.parse(JSON.parse(text));
    } catch {
      return 'BROKEN';
    }
  }

  private async write(next: AuditHead): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = this.fileOf(next.regionId);
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(draft, `${JSON.stringify(next)}\n`, { mode: 0o600, flag: 'wx' });
      // Whole or not at all. Of two nodes that write at once the one behind may win: it says less, but nothing wrong.
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }

  private fileOf(regionId: RegionId): string {
    return join(this.folder, `${encodeURIComponent(regionId)}.json`);
  }
}

function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
