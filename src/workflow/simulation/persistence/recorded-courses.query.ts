import type { Tx } from '../../../platform/index.js';
import type { RecordedEntry } from '../recorded.js';

/** Newest processes of a key that are looked at. */
const MOST_PROCESSES = 5_000;

/**
 * Entries of the event log of a key over all regions, process by process, oldest entry first; for an operator.
 *
 * Read are times, states and transitions only, no payload.
 */
export function recordedEntries(tx: Tx, definitionKey: string): Promise<RecordedEntry[]> {
  return tx.query(
    `WITH chosen AS (
       SELECT region_id, id, coalesce(case_id, subject_id)::text AS about FROM process
       WHERE definition_key = $1 ORDER BY started_at DESC, id LIMIT $2
     )
     SELECT event.process_id AS "processId", chosen.about, event.type,
            extract(epoch FROM event.at)::double precision AS seconds, event.to_states AS "toStates",
            ARRAY(SELECT transition FROM jsonb_array_elements(event.microsteps) AS step,
                         jsonb_array_elements_text(step -> 'transitions') AS transition) AS transitions
     FROM chosen JOIN process_event event ON event.region_id = chosen.region_id AND event.process_id = chosen.id
     ORDER BY event.region_id, event.process_id, event.seq`,
    [definitionKey, MOST_PROCESSES],
  );
}
