import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ConstraintName, PlanProof, Score } from '../../planning/index.js';
import type { ConferencePlanRow, PlanEntry, PlannedAttendee, PlanStatus } from '../domain/plan.js';

interface StoredPlan extends Omit<ConferencePlanRow, 'score' | 'moves'> {
  readonly moves: string;
  readonly hard: number | null;
  readonly medium: number | null;
  readonly soft: number | null;
}

const PLAN = `
  SELECT p.id, p.convener_unit_id AS "convenerUnitId", p.programme_id AS "programmeId",
         p.previous_plan_id AS "previousPlanId", p.settings, p.requested_by AS "requestedBy",
         p.requested_at AS "requestedAt", p.status, p.failure_code AS "failureCode", p.attempts, p.part,
         p.moves::text AS moves, p.score_hard AS hard, p.score_medium AS medium, p.score_soft AS soft, p.costs, p.proof,
         p.reported_at AS "reportedAt", p.finished_at AS "finishedAt"
  FROM conference_plan p`;

function planOf({ hard, medium, soft, moves, ...row }: StoredPlan): ConferencePlanRow {
  const score = hard === null || medium === null || soft === null ? null : { hard, medium, soft };
  return { ...row, moves: Number(moves), score };
}

/** Writes a planning down with the conferences it is about. @returns False while another of theirs is open. */
export async function insertPlan(
  tx: Tx,
  plan: Pick<
    ConferencePlanRow,
    'id' | 'convenerUnitId' | 'programmeId' | 'previousPlanId' | 'settings' | 'requestedBy'
  > & { readonly requestedAt: string; readonly conferenceIds: readonly ConferenceId[] },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO conference_plan (region_id, id, convener_unit_id, programme_id, previous_plan_id, settings,
       requested_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (region_id, convener_unit_id, requested_by) WHERE status IN ('QUEUED', 'RUNNING') DO NOTHING
     RETURNING id`,
    [
      tx.regionId,
      plan.id,
      plan.convenerUnitId,
      plan.programmeId,
      plan.previousPlanId,
      JSON.stringify(plan.settings),
      plan.requestedBy,
      plan.requestedAt,
    ],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `INSERT INTO conference_plan_entry (region_id, plan_id, conference_id, convener_unit_id)
     SELECT $1, $2, id, $4 FROM unnest($3::uuid[]) AS id`,
    [tx.regionId, plan.id, plan.conferenceIds, plan.convenerUnitId],
  );
  return true;
}

/** `undefined` when there is none, or it is none of the actor's. */
export async function findPlan(tx: Tx, id: string): Promise<ConferencePlanRow | undefined> {
  const [row] = await tx.query<StoredPlan>(`${PLAN} WHERE p.region_id = $1 AND p.id = $2`, [tx.regionId, id]);
  return row && planOf(row);
}

/** The newest plans of units, newest first. */
export async function listPlans(
  tx: Tx,
  unitIds: readonly UnitId[],
  limit: number,
): Promise<readonly ConferencePlanRow[]> {
  const rows = await tx.query<StoredPlan>(
    `${PLAN} WHERE p.region_id = $1 AND p.convener_unit_id = ANY($2::uuid[])
     ORDER BY p.requested_at DESC, p.id DESC LIMIT $3`,
    [tx.regionId, unitIds, limit],
  );
  return rows.map(planOf);
}

interface StoredEntry {
  readonly conferenceId: ConferenceId;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly roomId: string | null;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  readonly attendees: readonly PlannedAttendee[];
  readonly interpreterId: string | null;
  readonly problems: readonly ConstraintName[];
  readonly acceptedAt: Date | null;
  readonly refusal: string | null;
}

/** Entries of a plan by time, those without one last. @param lock Others wait until the transaction ends. */
export async function listEntries(tx: Tx, planId: string, lock = false): Promise<readonly PlanEntry[]> {
  const rows = await tx.query<StoredEntry>(
    `SELECT e.conference_id AS "conferenceId", e.starts_at AS "startsAt", e.ends_at AS "endsAt",
            e.room_id AS "roomId", e.chair_id AS "chairId", e.recorder_id AS "recorderId", e.attendees,
            e.interpreter_id AS "interpreterId", e.problems, e.accepted_at AS "acceptedAt", e.refusal
     FROM conference_plan_entry e WHERE e.region_id = $1 AND e.plan_id = $2
     ORDER BY e.starts_at NULLS LAST, e.conference_id ${lock ? 'FOR UPDATE' : ''}`,
    [tx.regionId, planId],
  );
  return rows.map(({ conferenceId, problems, acceptedAt, refusal, ...slot }) => {
    const { startsAt, endsAt, chairId, recorderId, roomId, attendees, interpreterId } = slot;
    const placed = startsAt && endsAt && chairId && recorderId;
    return {
      conferenceId,
      slot: placed ? { startsAt, endsAt, roomId, chairId, recorderId, attendees, interpreterId } : null,
      problems,
      acceptedAt,
      refusal,
    };
  });
}

/** Open plans that nobody works on, oldest first. */
export async function listWaiting(tx: Tx, at: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM conference_plan
     WHERE region_id = $1 AND status IN ('QUEUED', 'RUNNING') AND (lease_until IS NULL OR lease_until < $2)
     ORDER BY requested_at, id`,
    [tx.regionId, at],
  );
  return rows.map(({ id }) => id);
}

/** A time as a worker holds a plan. */
export interface Lease {
  readonly holder: string;
  readonly at: string;
  readonly until: string;
}

/**
 * Takes a plan in hand, counting the attempt.
 *
 * @returns The plan, or `undefined` when it is no longer open or somebody else has it.
 */
export async function takePlan(tx: Tx, id: string, lease: Lease): Promise<ConferencePlanRow | undefined> {
  const taken = await tx.query<{ id: string }>(
    `UPDATE conference_plan SET status = 'RUNNING', attempts = attempts + 1, lease_holder = $3, lease_until = $5,
       started_at = coalesce(started_at, $4)
     WHERE region_id = $1 AND id = $2 AND status IN ('QUEUED', 'RUNNING') AND (lease_until IS NULL OR lease_until < $4)
     RETURNING id`,
    [tx.regionId, id, lease.holder, lease.at, lease.until],
  );
  return taken.length === 0 ? undefined : findPlan(tx, id);
}

/** Holds it further. @returns False when it was cancelled meanwhile, or taken over. */
export async function keepLease(tx: Tx, id: string, lease: Lease): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE conference_plan SET lease_until = $4
     WHERE region_id = $1 AND id = $2 AND status = 'RUNNING' AND lease_holder = $3 RETURNING id`,
    [tx.regionId, id, lease.holder, lease.until],
  );
  return rows.length > 0;
}

/** What the search found so far. */
export interface PlanReport {
  readonly part: number;
  readonly moves: number;
  readonly score: Score;
  readonly costs: Readonly<Partial<Record<ConstraintName, number>>>;
  readonly proof: PlanProof | null;
  readonly entries: readonly Pick<PlanEntry, 'conferenceId' | 'slot' | 'problems'>[];
}

/** Replaces the best plan so far; the caller holds the lease. */
export async function writeReport(tx: Tx, id: string, report: PlanReport, at: string): Promise<void> {
  const { part, moves, score, costs, proof } = report;
  await tx.query(
    `UPDATE conference_plan SET part = $3, moves = $4, score_hard = $5, score_medium = $6, score_soft = $7, costs = $8,
       reported_at = $9, proof = $10 WHERE region_id = $1 AND id = $2`,
    [
      tx.regionId,
      id,
      part,
      moves,
      score.hard,
      score.medium,
      score.soft,
      JSON.stringify(costs),
      at,
      proof && JSON.stringify(proof),
    ],
  );
  const entries = report.entries.map(({ conferenceId, slot, problems }) => ({
    conference_id: conferenceId,
    starts_at: slot?.startsAt,
    ends_at: slot?.endsAt,
    room_id: slot?.roomId,
    chair_id: slot?.chairId,
    recorder_id: slot?.recorderId,
    attendees: slot?.attendees ?? [],
    interpreter_id: slot?.interpreterId,
    problems,
  }));
  await tx.query(
    `UPDATE conference_plan_entry e SET starts_at = n.starts_at, ends_at = n.ends_at, room_id = n.room_id,
       chair_id = n.chair_id, recorder_id = n.recorder_id, attendees = n.attendees,
       interpreter_id = n.interpreter_id, problems = n.problems
     FROM jsonb_to_recordset($3::jsonb) AS n(conference_id uuid, starts_at timestamptz, ends_at timestamptz,
       room_id uuid, chair_id uuid, recorder_id uuid, attendees jsonb, interpreter_id uuid, problems text[])
     WHERE e.region_id = $1 AND e.plan_id = $2 AND e.conference_id = n.conference_id AND e.accepted_at IS NULL`,
    [tx.regionId, id, JSON.stringify(entries)],
  );
}

/** How a plan ends. */
export interface PlanEnd {
  readonly status: Extract<PlanStatus, 'FINISHED' | 'CANCELLED' | 'FAILED'>;
  readonly failureCode?: string;
  readonly at: string;
  /** Only by the one who holds it; absent: by anybody. */
  readonly holder?: string;
}

/** Ends an open plan. @returns False when it had ended already, or somebody else holds it. */
export async function endPlan(tx: Tx, id: string, end: PlanEnd): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE conference_plan SET status = $3, failure_code = $4, finished_at = $5, lease_holder = NULL,
       lease_until = NULL
     WHERE region_id = $1 AND id = $2 AND status IN ('QUEUED', 'RUNNING')
       AND ($6::uuid IS NULL OR lease_holder = $6) RETURNING id`,
    [tx.regionId, id, end.status, end.failureCode ?? null, end.at, end.holder ?? null],
  );
  return rows.length > 0;
}

/** Gives a plan back to the other workers without ending it; the attempt does not count. */
export async function returnPlan(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.query(
    `UPDATE conference_plan SET lease_holder = NULL, lease_until = NULL, attempts = greatest(0, attempts - 1)
     WHERE region_id = $1 AND id = $2 AND lease_holder = $3`,
    [tx.regionId, id, holder],
  );
}

/** Notes what became of an entry when it was accepted. */
export async function writeOutcome(
  tx: Tx,
  planId: string,
  conferenceId: ConferenceId,
  outcome: { readonly acceptedAt: string } | { readonly refusal: string },
): Promise<void> {
  await tx.query(
    `UPDATE conference_plan_entry SET accepted_at = $4, refusal = $5
     WHERE region_id = $1 AND plan_id = $2 AND conference_id = $3`,
    [
      tx.regionId,
      planId,
      conferenceId,
      'acceptedAt' in outcome ? outcome.acceptedAt : null,
      'refusal' in outcome ? outcome.refusal : null,
    ],
  );
}
