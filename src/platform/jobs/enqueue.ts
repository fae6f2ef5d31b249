import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '../database/unit-of-work.js';
import { JOB_SCHEMA } from './job-schema.js';
import type { JobPayload } from './job-registry.js';

/** How a job is placed in the queue. */
export interface EnqueueOptions {
  /** A waiting job with the same key is replaced, so the work happens once. */
  readonly jobKey?: string;
  /** Not before this instant; at once when absent. */
  readonly runAt?: Temporal.Instant;
}

/** Puts a job into the queue within the transaction: it exists exactly when the transaction commits. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: JobPayload,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.query(
    `SELECT id FROM ${JOB_SCHEMA}.add_job($1::text, payload := $2::json, job_key := $3::text, run_at := $4::timestamptz)`,
    [task, JSON.stringify(payload), options.jobKey ?? null, options.runAt?.toString() ?? null],
  );
}
