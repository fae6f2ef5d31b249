import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../../platform/index.js';
import { EscalateWorkItems } from './escalate-work-items.js';

/** Task that takes the due steps of escalation chains. */
export const ESCALATE_WORK_ITEMS = 'workflow.escalate-work-items';

/** Gives the escalation chains to the job queue: every five minutes, and right after a worker's start. */
@Injectable()
export class WorkListJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly escalate: EscalateWorkItems,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring(
      { task: ESCALATE_WORK_ITEMS, cron: '*/5 * * * *' },
      async (_payload, stopping) => {
        await this.escalate.run(stopping);
      },
    );
  }
}
