import type { ConferenceId } from '../../../kernel/index.js';
import { LEGAL_TIME_ZONE, type Tx } from '../../../platform/index.js';
import type { ConferenceKind } from '../../domain/conference.js';

/** A conference with what its counting rests on; never to be shown. */
export interface OverviewRow {
  readonly id: ConferenceId;
  readonly kind: ConferenceKind;
  readonly activeStates: readonly string[];
  readonly hasDate: boolean;
  readonly requestedOn: string;
  readonly scheduledOn: string | null;
  readonly recordDueOn: string | null;
  readonly recordApprovedOn: string | null;
}

const DAY_OF = (instant: string): string => `(${instant} AT TIME ZONE '${LEGAL_TIME_ZONE}')::date::text`;

/**
 * Conferences of a programme or of the region, «von Amts wegen»: sums are made of them, and nothing but the sums gets out.
 *
 * @param recordDeadline  Key of the deadline of the record in the process definition.
 */
export async function listForOverview(
  tx: Tx,
  programmeId: string | null,
  recordDeadline: string,
): Promise<readonly OverviewRow[]> {
  return tx.exOfficio(() =>
    tx.query<OverviewRow>(
      `SELECT c.id, c.kind, p.active_states AS "activeStates", c.starts_at IS NOT NULL AS "hasDate",
              ${DAY_OF('c.requested_at')} AS "requestedOn", ${DAY_OF('c.starts_at')} AS "scheduledOn",
              (SELECT max(d.ends_on)::text FROM deadline d
               WHERE d.region_id = c.region_id AND d.process_id = p.id AND d.key = $3) AS "recordDueOn",
              (SELECT ${DAY_OF('r.approved_at')} FROM conference_record r
               WHERE r.region_id = c.region_id AND r.conference_id = c.id) AS "recordApprovedOn"
       FROM case_conference c
       JOIN process p ON p.region_id = c.region_id AND p.subject_id = c.id AND p.definition_key = 'case-conference'
       WHERE c.region_id = $1 AND ($2::uuid IS NULL OR c.programme_id = $2)`,
      [tx.regionId, programmeId, recordDeadline],
    ),
  );
}

/** What of a programme its overview shows. */
export interface OverviewProgramme {
  readonly name: string;
  readonly leadUnitId: string;
  readonly caseTarget: number;
}

/** `undefined` when the region has no such programme. */
export async function findOverviewProgramme(tx: Tx, id: string): Promise<OverviewProgramme | undefined> {
  const [row] = await tx.query<OverviewProgramme>(
    `SELECT name, lead_unit_id AS "leadUnitId", case_target AS "caseTarget" FROM programme
     WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  return row;
}
