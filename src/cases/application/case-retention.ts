import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LEGAL_TIME_ZONE, type Tx } from '../../platform/index.js';
import { dayOf, heldFor, RetentionSources, type DueRecord } from '../../sharing/index.js';
import { PersonErasure } from './person-erasure.js';

const DUE_INTERVIEWS = `
  SELECT i.id, c.person_id AS "personId", i.case_id AS "caseId", i.controller_unit_id AS "unitId",
         i.held_on::text AS since, ${heldFor('c.region_id', 'c.person_id')} AS "isHeld"
  FROM entry_interview i JOIN case_file c ON c.region_id = i.region_id AND c.id = i.case_id
  WHERE i.region_id = $1 AND i.held_on < $2::date
    AND EXISTS (SELECT 1 FROM interview_answer a WHERE a.region_id = i.region_id AND a.interview_id = i.id)
  ORDER BY i.id`;

// A case is over when the last unit has left it. The key of a person is needed as long as another case of theirs runs or
// a declaration has to be provable.
const DUE_CASES = `
  SELECT c.id, c.person_id AS "personId", c.id AS "caseId", c.lead_unit_id AS "unitId",
         ${dayOf('max(part.ended_at)')} AS since,
         ${heldFor('c.region_id', 'c.person_id')}
         OR EXISTS (SELECT 1 FROM case_file o WHERE o.region_id = c.region_id AND o.person_id = c.person_id AND EXISTS (
              SELECT 1 FROM case_participation q WHERE q.region_id = o.region_id AND q.case_id = o.id
                AND (q.ended_at IS NULL OR q.ended_at >= $2::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}')))
         OR EXISTS (SELECT 1 FROM consent k
              JOIN process p ON p.region_id = k.region_id AND p.subject_type = 'consent' AND p.subject_id = k.id
              WHERE k.region_id = c.region_id AND k.person_id = c.person_id AND k.given_at IS NOT NULL
                AND (p.ended_at IS NULL OR p.ended_at >= $3::date)) AS "isHeld"
  FROM case_file c JOIN case_participation part ON part.region_id = c.region_id AND part.case_id = c.id
  JOIN person_key key ON key.region_id = c.region_id AND key.person_id = c.person_id AND key.destroyed_at IS NULL
  WHERE c.region_id = $1
  GROUP BY c.region_id, c.id
  HAVING bool_and(part.ended_at IS NOT NULL)
     AND max(part.ended_at) < $2::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}'
  ORDER BY c.id`;

/** Tells the retention rules which cases and interviews are over, and ends them. Rows stay as frames without content. */
@Injectable()
export class CaseRetention implements OnModuleInit {
  constructor(
    private readonly sources: RetentionSources,
    private readonly erasure: PersonErasure,
  ) {}

  onModuleInit(): void {
    this.sources.register('entryInterview', {
      due: (tx, before) => tx.query<DueRecord>(DUE_INTERVIEWS, [tx.regionId, before]),
      end: (tx, records) => this.endInterviews(tx, records),
    });
    this.sources.register('closedCase', {
      due: (tx, before, provableSince) =>
        tx.query<DueRecord>(DUE_CASES, [tx.regionId, before, provableSince]),
      end: (tx, records) => this.endCases(tx, records),
    });
  }

  private async endInterviews(tx: Tx, records: readonly DueRecord[]): Promise<void> {
    await tx.query(`DELETE FROM interview_answer WHERE region_id = $1 AND interview_id = ANY($2::uuid[])`, [
      tx.regionId,
      records.map(({ id }) => id),
    ]);
  }

  private async endCases(tx: Tx, records: readonly DueRecord[]): Promise<void> {
    await this.refuseReopened(tx, records);
    for (const personId of new Set(records.map((record) => record.personId))) {
      await this.erasure.erase(tx, personId);
    }
  }

  /** Holds the cases of the persons; none may have begun again since they were counted. */
  private async refuseReopened(tx: Tx, records: readonly DueRecord[]): Promise<void> {
    const personIds = [...new Set(records.map(({ personId }) => personId))];
    await tx.query(
      `SELECT id FROM case_file WHERE region_id = $1 AND person_id = ANY($2::uuid[]) ORDER BY id FOR UPDATE`,
      [tx.regionId, personIds],
    );
    const running = await tx.query(
      `SELECT c.id FROM case_file c
       JOIN case_participation p ON p.region_id = c.region_id AND p.case_id = c.id AND p.ended_at IS NULL
       WHERE c.region_id = $1 AND c.person_id = ANY($2::uuid[]) LIMIT 1`,
      [tx.regionId, personIds],
    );
    if (running.length > 0) throw new Error('A case began again while it was to be anonymised');
  }
}
