import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RetentionSources } from '../../../sharing/index.js';
import { countEndedPlans, deleteEndedPlans } from '../persistence/old-plans.repository.js';

/** Tells the retention rules which plans are over: they show who could have sat where, long after anybody needs that. */
@Injectable()
export class PlanRetention implements OnModuleInit {
  constructor(private readonly retention: RetentionSources) {}

  onModuleInit(): void {
    this.retention.registerCounted('conferencePlan', { count: countEndedPlans, remove: deleteEndedPlans });
  }
}
