import { Global, Module } from '@nestjs/common';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';

/** Job queue: registry of tasks, and the runner that starts in processes with the role `worker`. */
@Global()
@Module({ providers: [JobRegistry, JobRunner], exports: [JobRegistry, JobRunner] })
export class JobsModule {}
