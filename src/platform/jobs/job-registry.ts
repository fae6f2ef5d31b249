import { Injectable } from '@nestjs/common';

/** What a job carries: identifiers and codes, never personal data. */
export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Does the work of one job. It runs at least once: it must be harmless to repeat.
 *
 * @param stopping Aborted when the node shuts down; a long handler ends early and is repeated elsewhere.
 */
export type JobHandler = (payload: JobPayload, stopping: AbortSignal) => Promise<void>;

/** A job that comes back by the clock, on one node at a time. */
export interface RecurringJob {
  readonly task: string;
  /** Five cron fields, UTC, e.g. `* * * * *`. */
  readonly cron: string;
}

/** Tasks of this build; capabilities register theirs while the application starts. */
@Injectable()
export class JobRegistry {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly recurringJobs: RecurringJob[] = [];
  private readonly preparations: (() => Promise<void>)[] = [];

  /** @throws {Error} when the name is taken – a programming error. */
  register(task: string, handler: JobHandler): void {
    if (this.handlers.has(task)) throw new Error(`Job task registered twice: ${task}`);
    this.handlers.set(task, handler);
  }

  /** Runs the task right after the start of a worker and then by the clock. */
  registerRecurring(job: RecurringJob, handler: JobHandler): void {
    this.register(job.task, handler);
    this.recurringJobs.push(job);
  }

  /** Has something done before this node takes its first job; what fails keeps the node from working at all. */
  beforeFirstJob(work: () => Promise<void>): void {
    this.preparations.push(work);
  }

  /** Does it, in the order of registration. */
  async prepare(): Promise<void> {
    for (const work of this.preparations) await work();
  }

  /** All tasks with their handlers. */
  tasks(): ReadonlyMap<string, JobHandler> {
    return this.handlers;
  }

  /** Jobs that come back by the clock, in the order of registration. */
  recurring(): readonly RecurringJob[] {
    return this.recurringJobs;
  }
}
