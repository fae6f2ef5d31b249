import type { RegionId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { AuditLine, AuditLinkView } from '../domain/audit-chain.js';
import type { SignedAnchor } from '../domain/audit-anchor.js';
import type { LinkedLine } from '../domain/chain-check.js';

/** End of a chain. */
export interface ChainEnd {
  readonly position: number;
  readonly hash: string;
  /** Newest transaction in the chain. */
  readonly newest: string;
  /** The counter of transactions has not got so far: the chain came here with a dump of another server. */
  readonly isFromElsewhere: boolean;
}

/** Place in the order of transactions. */
export interface LineCursor {
  readonly txId: string;
  readonly id: string;
}

/** Before everything. */
export const FIRST_LINE: LineCursor = { txId: '-1', id: '00000000-0000-0000-0000-000000000000' };

/** Behind all lines of a transaction. */
export function behind(txId: string): LineCursor {
  return { txId, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
}

/** A line with whether it has a link already. */
export type LineToSeal = AuditLine & { readonly isLinked: boolean };

/** Lines without a link, by what that means. */
export interface Unsealed {
  /** Behind the end of the chain: the next run takes them. */
  readonly waiting: number;
  /** Of these, such as a run could have taken and that are older than the given instant: the ids of the first ones. */
  readonly overdue: readonly string[];
  /** Before the end of the chain: no run ever left one there. */
  readonly pastTheChain: readonly string[];
}

interface LineWithout {
  readonly id: string;
  readonly txId: string;
  readonly isWaiting: boolean;
  readonly isOverdue: boolean;
  readonly isWithout: boolean;
}

/** First half of the key of the lock that one sealing holds per region; the second half is the hash of the region. */
const LOCK_CLASS = 0x61756474;
const MOST_NAMED = 1_000;
const LINES_PER_LOOK = 10_000;

const UTC = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const LINE = `e.id, ${UTC('e.at')} AS at, e.actor_kind AS "actorKind", e.account_id AS "accountId",
  e.unit_id AS "unitId", e.action, e.object_type AS "objectType", e.object_id AS "objectId", e.case_id AS "caseId",
  e.legal_basis AS "legalBasis", e.details, e.tx_id AS "txId"`;

const LINK = `l.position::integer AS position, l.event_id AS "eventId", l.prev_hash AS "prevHash", l.hash,
  ${UTC('l.sealed_at')} AS "sealedAt"`;

// Newest transaction in the chain; a link whose line was deleted says nothing.
const NEWEST = `coalesce((SELECT e.tx_id FROM audit_link l JOIN audit_event e ON e.region_id = l.region_id AND e.id = l.event_id
  WHERE l.region_id = $1 ORDER BY l.position DESC LIMIT 1), -1)`;

const NO_LINK = `NOT EXISTS (SELECT FROM audit_link l WHERE l.region_id = e.region_id AND l.event_id = e.id)`;

const TRY_LOCK = prepared('audit_try_lock', `SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS held`);
const LOCK = prepared('audit_lock', `SELECT pg_advisory_xact_lock($1, hashtext($2))`);

const HORIZON = `pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

const END = prepared(
  'audit_chain_end',
  `SELECT position::integer AS position, hash, newest, newest >= ${HORIZON} AS "isFromElsewhere"
   FROM audit_link CROSS JOIN (SELECT ${NEWEST} AS newest) line
   WHERE region_id = $1 ORDER BY position DESC LIMIT 1`,
);

// The page is taken from the index first, so that the way there never depends on how large the tables are.
function toSeal(name: string, bound: string) {
  return prepared(
    name,
    `SELECT ${LINE}, l.event_id IS NOT NULL AS "isLinked"
     FROM (SELECT * FROM audit_event
           WHERE region_id = $1 AND (tx_id, id) > ($2::bigint, $3::uuid) AND ${bound}
           ORDER BY region_id, tx_id, id LIMIT $4) e
     LEFT JOIN audit_link l ON l.region_id = e.region_id AND l.event_id = e.id
     ORDER BY e.tx_id, e.id`,
  );
}

// What no running transaction can still precede: everything below the oldest running one is over, and this snapshot
// sees what of it was committed. The chain never went further than that, so nothing is left out behind its newest one.
const SETTLED = toSeal('audit_settled_lines', `tx_id < ${HORIZON}`);
// What lies beyond the counter of transactions came here with a dump of another server and was committed there.
const FROM_ELSEWHERE = toSeal(
  'audit_lines_from_elsewhere',
  `tx_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
);

const HASH_AT = prepared(
  'audit_hash_at',
  `SELECT hash FROM audit_link WHERE region_id = $1 AND position = $2`,
);

const APPEND = prepared(
  'audit_append_links',
  `INSERT INTO audit_link (region_id, position, event_id, prev_hash, hash, sealed_at)
   SELECT $1, link.*, $6::timestamptz
   FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[]) AS link`,
);

const CHAIN = prepared(
  'audit_chain_page',
  `SELECT ${LINK}, e.id IS NOT NULL AS "isThere", ${LINE}
   FROM (SELECT * FROM audit_link WHERE region_id = $1 AND position > $2 ORDER BY region_id, position LIMIT $3) l
   LEFT JOIN audit_event e ON e.region_id = l.region_id AND e.id = l.event_id
   ORDER BY l.position`,
);

const WITHOUT_LINK = prepared(
  'audit_without_link',
  `WITH bound AS MATERIALIZED (SELECT ${NEWEST} AS newest, ${HORIZON} AS horizon),
   page AS MATERIALIZED (
     SELECT e.region_id, e.id, e.tx_id, e.at FROM audit_event e
     WHERE e.region_id = $1 AND (e.tx_id, e.id) > ($3::bigint, $4::uuid) ORDER BY e.region_id, e.tx_id, e.id LIMIT $5
   ), last AS (SELECT tx_id, id FROM page ORDER BY tx_id DESC, id DESC LIMIT 1)
   SELECT e.id, e.tx_id AS "txId", e.tx_id > newest OR newest >= horizon AS "isWaiting",
          e.tx_id < horizon AND e.at < $2::timestamptz AS "isOverdue", l.event_id IS NULL AS "isWithout"
   FROM page e CROSS JOIN bound LEFT JOIN audit_link l ON l.region_id = e.region_id AND l.event_id = e.id
   WHERE l.event_id IS NULL OR (e.tx_id, e.id) = (SELECT tx_id, id FROM last)
   ORDER BY e.tx_id, e.id`,
);

const STILL_WITHOUT_LINK = prepared(
  'audit_still_without_link',
  `SELECT count(*)::integer AS count FROM audit_event e
   WHERE e.region_id = $1 AND e.id = ANY ($2::uuid[]) AND ${NO_LINK}`,
);

const ANCHOR = `SELECT region_id AS "regionId", number, day::text AS day, position::integer AS position, hash, previous,
  ${UTC('signed_at')} AS "signedAt", key_id AS "keyId", signature FROM audit_anchor`;

const LAST_ANCHOR = prepared(
  'audit_last_anchor',
  `${ANCHOR} WHERE region_id = $1 ORDER BY number DESC LIMIT 1`,
);
const ANCHORS = prepared(
  'audit_anchors',
  `${ANCHOR} WHERE region_id = $1 AND ($2::date IS NULL OR day = $2::date) ORDER BY number`,
);

const SIGN = prepared(
  'audit_append_anchor',
  `INSERT INTO audit_anchor (region_id, number, day, position, hash, previous, signed_at, key_id, signature)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** Rows of the hash chain over the register, and of its anchors. */
export class AuditChainStore {
  /** Keeps other nodes from sealing the region until the transaction ends; `false`: one does already. */
  async tryLock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ held: boolean }>(TRY_LOCK, [LOCK_CLASS, tx.regionId]);
    return row?.held === true;
  }

  /** The same, waiting for its turn. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(LOCK, [LOCK_CLASS, tx.regionId]);
  }

  /** Last link; `undefined` for an empty chain. */
  async end(tx: Tx): Promise<ChainEnd | undefined> {
    const [row] = await tx.query<ChainEnd>(END, [tx.regionId]);
    return row;
  }

  /** Hash of the link at a place; `undefined` when there is none. */
  async hashAt(tx: Tx, position: number): Promise<string | undefined> {
    const [row] = await tx.query<{ hash: string }>(HASH_AT, [tx.regionId, position]);
    return row?.hash;
  }

  /** Whether the region is marked as one that tells a story of invented people. */
  async isDemonstration(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ isDemonstration: boolean }>(
      `SELECT is_demonstration AS "isDemonstration" FROM region WHERE region_id = $1`,
      [tx.regionId],
    );
    return row?.isDemonstration === true;
  }

  /** Lines whose transaction is over and that no other can precede, by transaction and id. */
  async settled(tx: Tx, after: LineCursor, limit: number): Promise<LineToSeal[]> {
    return tx.query<LineToSeal>(SETTLED, [tx.regionId, after.txId, after.id, limit]);
  }

  /** Lines that were written and committed in another server, by transaction and id. */
  async fromElsewhere(tx: Tx, after: LineCursor, limit: number): Promise<LineToSeal[]> {
    return tx.query<LineToSeal>(FROM_ELSEWHERE, [tx.regionId, after.txId, after.id, limit]);
  }

  /** Appends links that were chained at one instant. */
  async append(tx: Tx, links: readonly AuditLinkView[]): Promise<void> {
    const [first] = links;
    if (!first) return;
    await tx.query(APPEND, [
      tx.regionId,
      links.map(({ position }) => position),
      links.map(({ eventId }) => eventId),
      links.map(({ prevHash }) => prevHash),
      links.map(({ hash }) => hash),
      first.sealedAt,
    ]);
  }

  /** Links behind a position, with their lines. */
  async page(tx: Tx, after: number, limit: number): Promise<LinkedLine[]> {
    const rows = await tx.query<AuditLinkView & AuditLine & { readonly isThere: boolean }>(CHAIN, [
      tx.regionId,
      after,
      limit,
    ]);
    return rows.map(({ position, eventId, prevHash, hash, sealedAt, isThere, ...line }) => ({
      link: { position, eventId, prevHash, hash, sealedAt },
      line: isThere ? line : undefined,
    }));
  }

  /** All lines without a link. @param overdueBefore ISO 8601. */
  async withoutLink(tx: Tx, overdueBefore: string): Promise<Unsealed> {
    const found = { waiting: 0, overdue: [] as string[], pastTheChain: [] as string[] };
    for (let after: LineCursor | undefined = FIRST_LINE; after;) {
      const rows: readonly LineWithout[] = await tx.query<LineWithout>(WITHOUT_LINK, [
        tx.regionId,
        overdueBefore,
        after.txId,
        after.id,
        LINES_PER_LOOK,
      ]);
      for (const { id, isWaiting, isOverdue } of rows.filter(({ isWithout }) => isWithout)) {
        if (isWaiting) found.waiting += 1;
        const list = isWaiting ? isOverdue && found.overdue : found.pastTheChain;
        if (list && list.length < MOST_NAMED) list.push(id);
      }
      // The last line of a page always comes, so that the next page is known.
      after = rows.at(-1);
    }
    return found;
  }

  /** How many of these lines have no link yet. */
  async stillWithoutLink(tx: Tx, ids: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(STILL_WITHOUT_LINK, [tx.regionId, ids]);
    return row?.count ?? 0;
  }

  /** Newest anchor of the region. */
  async lastAnchor(tx: Tx): Promise<SignedAnchor | undefined> {
    const [row] = await tx.query<SignedAnchor>(LAST_ANCHOR, [tx.regionId]);
    return row;
  }

  /** Anchors of the region by number; of one day, or all. */
  async anchors(tx: Tx, day?: string): Promise<SignedAnchor[]> {
    return tx.query<SignedAnchor>(ANCHORS, [tx.regionId, day ?? null]);
  }

  /** Keeps a signed anchor. */
  async appendAnchor(tx: Tx, anchor: SignedAnchor): Promise<void> {
    const { number, day, position, hash, previous, signedAt, keyId, signature } = anchor;
    await tx.query(SIGN, [tx.regionId, number, day, position, hash, previous, signedAt, keyId, signature]);
  }

  /** All regions; those marked tell a story of invented people. */
  async regions(tx: Tx): Promise<readonly { readonly id: RegionId; readonly isDemonstration: boolean }[]> {
    return tx.query(
      `SELECT region_id AS id, is_demonstration AS "isDemonstration" FROM region ORDER BY region_id`,
    );
  }
}
