import { Injectable } from '@nestjs/common';
import { asId, type ProcessId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { Receiver } from '../domain/message.js';

/** Who may take a message. */
export interface PossibleReceivers {
  /** Running or held processes, oldest first. */
  readonly running: readonly ProcessId[];
  /** Whether there is at least one that has ended. */
  readonly someEnded: boolean;
}

/** How a sub-process hangs on its parent. */
export interface ChildLink {
  readonly processId: ProcessId;
  readonly parentProcessId: ProcessId;
  /** Name within the parent. */
  readonly key: string;
  /** State of the parent with which it ends; `null`: with the parent. */
  readonly stateId: string | null;
  readonly onDone: string | null;
  readonly onCancelled: string | null;
  readonly onParentEnd: 'cancel' | 'keep';
  /** 1 below a process that nobody started as a sub-process. */
  readonly depth: number;
}

const LINK_COLUMNS = `child.process_id AS "processId", child.parent_process_id AS "parentProcessId", child.key,
  child.state_id AS "stateId", child.on_done AS "onDone", child.on_cancelled AS "onCancelled",
  child.on_parent_end AS "onParentEnd", child.depth`;

/** Finds processes by what ties them together: correlation, parent and child, episode. */
@Injectable()
export class ProcessLinkStore {
  /** Processes a message can go to; nobody is locked. */
  async receiversOf(tx: Tx, receiver: Receiver): Promise<PossibleReceivers> {
    if (receiver.kind === 'nobody') return { running: [], someEnded: false };
    const isDirect = receiver.kind === 'process';
    const rows = await tx.query<{ id: string; status: string }>(
      `SELECT id, status FROM process WHERE region_id = $1 AND
         ${isDirect ? `id = $2` : `definition_key = $2 AND correlation = $3`}
       ORDER BY started_at, id`,
      [tx.regionId, ...(isDirect ? [receiver.processId] : [receiver.definitionKey, receiver.correlation])],
    );
    const hasEnded = ({ status }: { status: string }) => status === 'done' || status === 'cancelled';
    return {
      running: rows.filter((row) => !hasEnded(row)).map(({ id }) => asId(id)),
      someEnded: rows.some(hasEnded),
    };
  }

  /** Ties a sub-process to its parent. */
  async addChild(tx: Tx, link: ChildLink): Promise<void> {
    const { processId, parentProcessId, key, stateId, onDone, onCancelled, onParentEnd, depth } = link;
    await tx.query(
      `WITH marked AS (UPDATE process SET has_children = true
         WHERE region_id = $1 AND id = $3 AND NOT has_children)
       INSERT INTO process_child (region_id, process_id, parent_process_id, key, state_id, on_done, on_cancelled,
         on_parent_end, depth) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tx.regionId, processId, parentProcessId, key, stateId, onDone, onCancelled, onParentEnd, depth],
    );
  }

  /** How a process hangs on its parent; `undefined` when it is nobody's sub-process. */
  async linkOf(tx: Tx, processId: string): Promise<ChildLink | undefined> {
    const [link] = await tx.query<ChildLink>(
      `SELECT ${LINK_COLUMNS} FROM process_child AS child WHERE child.region_id = $1 AND child.process_id = $2`,
      [tx.regionId, processId],
    );
    return link;
  }

  /** Sub-processes that run, in the order in which they were started. */
  async runningChildren(tx: Tx, parentId: string): Promise<readonly ChildLink[]> {
    return tx.query<ChildLink>(
      `SELECT ${LINK_COLUMNS} FROM process_child AS child
       JOIN process ON process.region_id = child.region_id AND process.id = child.process_id
       WHERE child.region_id = $1 AND child.parent_process_id = $2 AND process.status = 'active'
       ORDER BY child.number`,
      [tx.regionId, parentId],
    );
  }

  /** All sub-processes, in the order in which they were started; under one name when it is given. */
  async childrenOf(tx: Tx, parentId: string, key?: string): Promise<readonly ChildLink[]> {
    return tx.query<ChildLink>(
      `SELECT ${LINK_COLUMNS} FROM process_child AS child
       WHERE child.region_id = $1 AND child.parent_process_id = $2 AND ($3::text IS NULL OR child.key = $3)
       ORDER BY child.number`,
      [tx.regionId, parentId, key ?? null],
    );
  }

  /** The process that took this one up again. */
  async nextEpisodeOf(tx: Tx, processId: string): Promise<ProcessId | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT id FROM process WHERE region_id = $1 AND previous_process_id = $2`,
      [tx.regionId, processId],
    );
    return row && asId(row.id);
  }
}
