import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** A position that is a condition of a decision. */
export interface ConditionLink {
  readonly decisionId: string;
  readonly positionId: string;
}

/** Makes positions conditions of a decision. */
export async function insertConditions(
  tx: Tx,
  conferenceId: ConferenceId,
  decisionId: string,
  positionIds: readonly string[],
): Promise<void> {
  if (positionIds.length === 0) return;
  await tx.query(
    `INSERT INTO decision_condition (region_id, decision_id, position_id, conference_id)
     SELECT $1, $2, said, $3 FROM unnest($4::uuid[]) AS said ON CONFLICT DO NOTHING`,
    [tx.regionId, decisionId, conferenceId, positionIds],
  );
}

/** Conditions of the decisions of a conference, by decision and time. */
export async function listConditions(tx: Tx, conferenceId: ConferenceId): Promise<ConditionLink[]> {
  return tx.query<ConditionLink>(
    `SELECT d.decision_id AS "decisionId", d.position_id AS "positionId"
     FROM decision_condition d
     JOIN body_position p ON p.region_id = d.region_id AND p.id = d.position_id
     WHERE d.region_id = $1 AND d.conference_id = $2 ORDER BY d.decision_id, p.revision, p.id`,
    [tx.regionId, conferenceId],
  );
}
