import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { parseCronItems, run, type Runner, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { jobLogger } from './job-logger.js';
import { JobRegistry, type JobPayload } from './job-registry.js';
import { JOB_SCHEMA } from './job-schema.js';

/** Jobs at the same time on one node; each takes one connection while it works. */
const CONCURRENCY = 2;
const POLL_INTERVAL_MS = 2_000;

function payloadOf(payload: unknown): JobPayload {
  return typeof payload === 'object' && payload !== null ? (payload as JobPayload) : {};
}

/**
 * Works off the job queue on this node. Any number of nodes may; a node that dies leaves its jobs to the others
 * (recurring ones at the next minute, others when the queue's lock of four hours ends).
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobRunner.name);
  private runner: Runner | undefined;

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
    const taskList: TaskList = {};
    for (const [task, handler] of this.registry.tasks()) {
      taskList[task] = async (payload: unknown, helpers) => {
        await this.watched(task, handler(payloadOf(payload), helpers.abortSignal));
      };
    }
    const recurring = this.registry.recurring();
    this.runner = await run({
      pgPool: this.pool(),
      schema: JOB_SCHEMA,
      taskList,
      concurrency: CONCURRENCY,
      pollInterval: POLL_INTERVAL_MS,
      noHandleSignals: true,
      logger: jobLogger,
      parsedCronItems: parseCronItems(
        recurring.map((job) => ({
          task: job.task,
          match: job.cron,
          options: { backfillPeriod: 0, jobKey: `recurring:${job.task}`, maxAttempts: 1 },
        })),
      ),
    });
    this.runner.promise.catch((error: unknown) => this.logger.error({ message: 'Job runner ended', error }));
    for (const { task } of recurring) {
      await this.runner.addJob(task, {}, { jobKey: `recurring:${task}`, maxAttempts: 1 });
    }
    this.logger.log({ message: 'Job runner started', count: this.registry.tasks().size });
  }

  /** Finishes running jobs, takes no new ones. */
  async stop(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    await runner?.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
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
    // The queue shares the application's pool and role; TypeORM types it loosely.
    const driver = this.dataSource.driver as unknown as { readonly master: Pool };
    // Without a listener a lost connection of a running job would end the process; its query reports it anyway.
    driver.master.on('connect', (client) => client.on('error', () => undefined));
    return driver.master;
  }
}
