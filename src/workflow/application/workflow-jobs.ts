import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../platform/index.js';
import { FIRE_DUE_DEADLINES } from '../persistence/deadline.store.js';
import { FireDueDeadlines } from './fire-due-deadlines.js';

export { FIRE_DUE_DEADLINES };

/**
 * Gives the engine's recurring work to the job queue: deadlines, at every full minute (midnight in Germany is one) and
 * right after a worker's start. Deadlines that are opened late ask for a run of their own.
 */
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
