import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { parseCronItems, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { JobLeases } from './job-leases.js';
import { jobLogger } from './job-logger.js';
import { JobRegistry, type JobPayload } from './job-registry.js';
import { JOB_SCHEMA } from './job-schema.js';

/** Jobs at the same time on one node; each takes one connection while it works. */
const CONCURRENCY = 2;
const POLL_INTERVAL_MS = 2_000;
/**
 * One whose worker is killed is done again at once, not only at its next time; one that keeps failing waits for that.
 */
const RECURRING_ATTEMPTS = 3;
/** What keeps failing while its successor already waits is of no use to anybody, and would stay in the queue for ever. */
const REMOVE_SPENT = `
  SELECT ${JOB_SCHEMA}.complete_jobs(array_agg(id)) FROM ${JOB_SCHEMA}.jobs
  WHERE task_identifier = ANY ($1) AND key IS NULL AND attempts >= max_attempts AND locked_at IS NULL`;
/** Pause before the queue is taken up again after it gave up, which it does when the database goes away. */
const RESTART_AFTER_MS = 1_000;
/**
 * Finished jobs are reported in batches, because the library handles a database lost at that moment only there;
 * without them the whole process would end.
 */
const REPORTING = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

function payloadOf(payload: unknown): JobPayload {
  return typeof payload === 'object' && payload !== null ? (payload as JobPayload) : {};
}

/**
 * Works off the job queue on this node. Any number of nodes may. A node that dies leaves its jobs to the others within
 * seconds (see `JobLeases`), and a lost database is waited for.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobRunner.name);
  private runner: Runner | undefined;
  private leases: JobLeases | undefined;
  private stopping = new AbortController();
  private known: Pool | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly config: AppConfig,
  ) {}

  /** Every capability has registered its tasks in `onModuleInit` by now. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.config.roles.includes('worker')) await this.start();
  }

  /** Starts once; recurring jobs run immediately and then by the clock. Nothing registered: nothing starts. */
  async start(): Promise<void> {
    if (this.runner || this.registry.tasks().size === 0) return;
    this.stopping = new AbortController();
    await this.registry.prepare();
    await this.open();
  }

  private async open(): Promise<void> {
    const pool = this.pool();
    const events: WorkerEvents = new EventEmitter();
    let workerId = '';
    events.once('pool:create', ({ workerPool }) => {
      workerId = workerPool.id;
      this.leases = new JobLeases(pool, workerId);
      this.leases.start();
    });
    const recurring = this.registry.recurring();
    const runner = await run({
      pgPool: pool,
      events,
      schema: JOB_SCHEMA,
      taskList: this.taskList(),
      concurrency: CONCURRENCY,
      pollInterval: POLL_INTERVAL_MS,
      noHandleSignals: true,
      logger: jobLogger,
      preset: REPORTING,
      parsedCronItems: parseCronItems(
        recurring.map((job) => ({
          task: job.task,
          match: job.cron,
          options: { backfillPeriod: 0, jobKey: `recurring:${job.task}`, maxAttempts: RECURRING_ATTEMPTS },
        })),
      ),
    });
    this.runner = runner;
    runner.promise.then(
      () => this.startAgain(runner),
      (error: unknown) => this.startAgain(runner, error),
    );
    await pool.query(REMOVE_SPENT, [recurring.map(({ task }) => task)]);
    for (const { task } of recurring) {
      await runner.addJob(task, {}, { jobKey: `recurring:${task}`, maxAttempts: RECURRING_ATTEMPTS });
    }
    this.logger.log({ message: 'Job runner started', count: this.registry.tasks().size, workerId });
  }

  /** Finishes running jobs, takes no new ones. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private async close(): Promise<void> {
    const { runner, leases } = this;
    this.runner = undefined;
    this.leases = undefined;
    // One that ended by itself cannot be stopped again.
    await runner?.stop().catch(() => undefined);
    await leases?.stop();
  }

  /** The queue ends for good when the database fails it at the wrong moment; the node must not stay without one. */
  private async startAgain(ended: Runner, error?: unknown): Promise<void> {
    if (this.runner !== ended) return;
    this.logger.error({ message: 'Job runner ended and is started again', error });
    const { signal } = this.stopping;
    for (;;) {
      await this.close();
      await delay(RESTART_AFTER_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.open();
        // Asked to stop meanwhile: what has just been opened is closed by the next round.
        if (!signal.aborted) return;
      } catch (failure) {
        this.logger.warn({ message: 'Job runner could not start yet', error: failure });
      }
    }
  }

  private taskList(): TaskList {
    const taskList: TaskList = {};
    for (const [task, handler] of this.registry.tasks()) {
      taskList[task] = async (payload: unknown, helpers) => {
        await this.watched(task, handler(payloadOf(payload), helpers.abortSignal));
      };
    }
    return taskList;
  }

  /** The library's own message about a failure is not logged, because it may hold personal data. */
  private async watched(job: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.logger.error({ message: 'Job failed', job, error });
      throw error;
    }
  }

  private pool(): Pool {
    if (this.known) return this.known;
    // The queue shares the application's pool and role; TypeORM types it loosely.
    const pool = (this.dataSource.driver as unknown as { readonly master: Pool }).master;
    // Without a listener a lost connection of a running job would end the process; its query reports it anyway.
    pool.on('connect', (client) => client.on('error', () => undefined));
    this.known = pool;
    return pool;
  }
}
