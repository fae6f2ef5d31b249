import { LEGAL_TIME_ZONE, type Tx } from '../../../platform/index.js';

/** Notes that a mail was dealt with. @returns `false` when it was before. */
export async function rememberReply(tx: Tx, mark: Buffer, at: string): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO invitation_reply (region_id, mark, received_at) VALUES ($1, $2, $3)
     ON CONFLICT ON CONSTRAINT invitation_reply_pk DO NOTHING RETURNING mark`,
    [tx.regionId, mark, at],
  );
  return rows.length > 0;
}

/** Takes the note back: the mail changed nothing. */
export async function forgetReply(tx: Tx, mark: Buffer): Promise<void> {
  await tx.query(`DELETE FROM invitation_reply WHERE region_id = $1 AND mark = $2`, [tx.regionId, mark]);
}

const RECEIVED_BEFORE = `FROM invitation_reply WHERE region_id = $1
  AND received_at < $2::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}'`;

/** How many came before a day (calendar date, Germany). */
export async function countReplies(tx: Tx, before: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count ${RECEIVED_BEFORE}`, [
    tx.regionId,
    before,
  ]);
  return row?.count ?? 0;
}

/** Forgets them. @returns How many. */
export async function deleteReplies(tx: Tx, before: string): Promise<number> {
  return (await tx.query(`DELETE ${RECEIVED_BEFORE} RETURNING mark`, [tx.regionId, before])).length;
}
