import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../platform/index.js';
import { FireDueDeadlines } from './fire-due-deadlines.js';

/** Task that lets due deadlines expire. */
export const FIRE_DUE_DEADLINES = 'workflow.fire-due-deadlines';

/** Gives the engine's recurring work to the job queue: deadlines, every minute and right after a worker's start. */
@Injectable()
export class WorkflowJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly fireDueDeadlines: FireDueDeadlines,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring(
      { task: FIRE_DUE_DEADLINES, cron: '* * * * *' },
      async (_payload, stopping) => {
        await this.fireDueDeadlines.run(stopping);
      },
    );
  }
}
