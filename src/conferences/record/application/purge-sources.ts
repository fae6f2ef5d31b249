import { Injectable } from '@nestjs/common';
import type { CaseId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ItemCategory } from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { KeptFor } from '../persistence/purge.repository.js';

/** Something that was disclosed for a conference; says of what kind, never what. */
export interface DisclosedLine {
  /** Part that knows the line; upper case. */
  readonly source: string;
  readonly lineId: string;
  readonly category: ItemCategory;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
}

/** A line with what it seems to be needed for. */
export interface ProposedLine extends DisclosedLine {
  /** `null`: no task and no decision needs it, so it should be taken back. */
  readonly neededFor: KeptFor | null;
}

/** What of a conference tasks and decisions rest on. */
export interface NeedsOfConference {
  /** Units by decision that hold a task of it. */
  readonly taskUnits: ReadonlyMap<string, readonly UnitId[]>;
  /** Body by its own decision. */
  readonly decidingUnit: ReadonlyMap<string, UnitId>;
}

/** Part that discloses something for conferences: finds what it disclosed, and takes back what turned out unneeded. */
export interface PurgeSource {
  readonly source: string;
  /** Lines whose basis has not ended, with what they seem to be needed for. */
  readonly propose: (
    tx: Tx,
    conference: ConferenceRow & { readonly caseId: CaseId },
    needs: NeedsOfConference,
  ) => Promise<readonly ProposedLine[]>;
  /** Takes back; the caller has checked who may. */
  readonly purge: (
    tx: Tx,
    caseId: CaseId,
    conference: ConferenceRow,
    lineIds: readonly string[],
  ) => Promise<void>;
}

/** Parts that disclose something for conferences; they register while the application starts. */
@Injectable()
export class PurgeSources {
  private readonly sources = new Map<string, PurgeSource>();

  /** @throws {Error} the name is taken. */
  register(source: PurgeSource): void {
    if (this.sources.has(source.source)) throw new Error(`Purge source registered twice: ${source.source}`);
    this.sources.set(source.source, source);
  }

  /** All, in the order in which they registered. */
  all(): readonly PurgeSource[] {
    return [...this.sources.values()];
  }
}
