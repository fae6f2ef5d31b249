import { prepared, type Tx } from '../../platform/index.js';
import { addressOf } from '../domain/message.js';
import type { StoredLink } from '../replay/compare-children.js';
import type { StoredMessage } from '../replay/compare-messages.js';
import type { OpenedState } from '../worklist/domain/work-item.js';
import { MESSAGE_COLUMNS, toMessage, type MessageRecord } from './message.mapping.js';

const WORK_ITEMS = prepared(
  'verify_work_items',
  `SELECT process_id AS "processId", state_id AS "stateId", generation, owner FROM work_item
   WHERE region_id = $1 AND process_id = ANY ($2::uuid[]) AND status <> 'closed'`,
);

const LINK = `child.process_id AS "processId", child.parent_process_id AS "parentProcessId", child.key,
  process.definition_key AS "definitionKey", child.state_id AS "stateId", child.on_done AS "onDone",
  child.on_cancelled AS "onCancelled", child.on_parent_end AS "onParentEnd", child.depth, child.number
  FROM process_child child
  JOIN process ON process.region_id = child.region_id AND process.id = child.process_id`;

// Two halves, because either has an index of its own.
const LINKS = prepared(
  'verify_process_links',
  `SELECT ${LINK} WHERE child.region_id = $1 AND child.process_id = ANY ($2::uuid[])
   UNION SELECT ${LINK} WHERE child.region_id = $1 AND child.parent_process_id = ANY ($2::uuid[])
   ORDER BY number`,
);

const SENT = prepared(
  'verify_sent_messages',
  `SELECT ${MESSAGE_COLUMNS}, address, status,
     (SELECT json_build_object('processId', entry.process_id, 'type', entry.type) FROM process_event entry
      WHERE entry.region_id = message.region_id AND entry.id = message.id) AS entry,
     status <> 'delivered' AND EXISTS (SELECT FROM audit_event audit
       WHERE audit.region_id = message.region_id AND audit.object_type = 'process'
         AND audit.object_id = message.sender_process_id AND audit.action = 'MESSAGE_NOT_DELIVERED'
         AND audit.details->>'messageId' = message.id::text) AS is_reported
   FROM process_message message
   WHERE region_id = $1 AND sender_process_id = ANY ($2::uuid[]) ORDER BY number`,
);

const RECEIVED = prepared(
  'verify_received_messages',
  `SELECT id, receiver_process_id AS "receiverProcessId", event_type AS "eventType", status
   FROM process_message WHERE region_id = $1 AND id = ANY ($2::uuid[])`,
);

/** A work item that is not closed, with its process. */
export interface OwnedWorkItem extends OpenedState {
  readonly processId: string;
}

/** A message that a log entry names, without its content. */
export type ReceivedMessage = Pick<StoredMessage, 'id' | 'receiverProcessId' | 'eventType' | 'status'>;

interface SentRecord extends MessageRecord {
  readonly address: string;
  readonly status: StoredMessage['status'];
  readonly entry: StoredMessage['entry'];
  readonly is_reported: boolean;
}

/** Reads what hangs on processes, many processes at once. */
export class VerificationSurroundingsStore {
  /** Work items that are not closed. */
  async workItems(tx: Tx, ids: readonly string[]): Promise<readonly OwnedWorkItem[]> {
    return tx.query<OwnedWorkItem>(WORK_ITEMS, [tx.regionId, ids]);
  }

  /** Links of processes to their parents and to their sub-processes, in the order of starting. */
  async links(tx: Tx, ids: readonly string[]): Promise<readonly StoredLink[]> {
    return tx.query<StoredLink>(LINKS, [tx.regionId, ids]);
  }

  /** Messages that processes sent, in the order of sending. */
  async sent(tx: Tx, ids: readonly string[]): Promise<readonly StoredMessage[]> {
    const rows = await tx.query<SentRecord>(SENT, [tx.regionId, ids]);
    return rows.map(toStored);
  }

  /** Messages by id. */
  async received(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ReceivedMessage>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<ReceivedMessage>(RECEIVED, [tx.regionId, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function toStored(row: SentRecord): StoredMessage {
  const { receiver, ...message } = toMessage(row);
  const { address, status, entry, is_reported: isReported, receiver_process_id: receiverProcessId } = row;
  return { ...message, receiver: addressOf(receiver), address, status, entry, isReported, receiverProcessId };
}
