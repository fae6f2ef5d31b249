import type { Tx } from '../../../platform/index.js';

/** Waiting time of one owner over the processes of a definition. */
export interface OwnerWaitingTime {
  /** Owner code. */
  readonly owner: string;
  /** Processes in which it was waited for. */
  readonly processes: number;
  /** Working days per process. */
  readonly medianWorkingDays: number;
  readonly meanWorkingDays: number;
  /** Hours by the clock per process. */
  readonly meanHours: number;
}

/** Which time is counted. */
export interface WaitingPeriod {
  readonly definitionKey: string;
  /** Instants, ISO 8601 in UTC: from the first one to before the second. */
  readonly from: string;
  readonly until: string;
  /** Instant up to which open waits count. */
  readonly now: string;
  /** Working days of the period, `YYYY-MM-DD`, rising. */
  readonly workingDays: readonly string[];
  /** Owners with fewer cases are left out. */
  readonly atLeast: number;
}

/** Day of an instant in Germany, as its place among the working days of `$6`. */
function place(instant: string): string {
  return `width_bucket((${instant} AT TIME ZONE 'Europe/Berlin')::date, $6::date[])`;
}

/** Waiting time per owner, by code; what falls outside the period is not counted. */
export async function waitingTimesByOwner(tx: Tx, period: WaitingPeriod): Promise<OwnerWaitingTime[]> {
  return tx.query(
    `WITH span AS (
       SELECT event.process_id, coalesce(process.case_id, process.subject_id) AS about, event.waiting_for,
              greatest(event.at, $3::timestamptz) AS started,
              least(lead(event.at) OVER (PARTITION BY event.process_id ORDER BY event.seq), $5::timestamptz,
                    $4::timestamptz) AS ended
       FROM process JOIN process_event event
         ON event.region_id = process.region_id AND event.process_id = process.id
       WHERE process.region_id = $1 AND process.definition_key = $2 AND process.started_at < $4::timestamptz
         AND (process.ended_at IS NULL OR process.ended_at >= $3::timestamptz)
     ), booked AS (
       SELECT owner, process_id, about, sum(extract(epoch FROM ended - started)) / 3600 AS hours,
              sum(${place('ended')} - ${place('started')}) AS days
       FROM span CROSS JOIN unnest(waiting_for) AS owner
       WHERE ended > started GROUP BY owner, process_id, about
     )
     SELECT owner, count(*)::integer AS processes,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS "medianWorkingDays",
            avg(days)::double precision AS "meanWorkingDays", avg(hours)::double precision AS "meanHours"
     FROM booked GROUP BY owner HAVING count(DISTINCT about) >= $7 ORDER BY owner`,
    [
      tx.regionId,
      period.definitionKey,
      period.from,
      period.until,
      period.now,
      period.workingDays,
      period.atLeast,
    ],
  );
}
