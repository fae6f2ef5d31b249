import { AcceptConferencePlan } from './application/accept-plan.js';
import { BuildPlanProblem } from './application/build-plan-problem.js';
import { CancelConferencePlan } from './application/cancel-plan.js';
import { PlanAccess } from './application/plan-access.js';
import { PlanConferences } from './application/plan-conferences.js';
import { PlanReader } from './application/plan-reader.js';
import { PlanRetention } from './application/plan-retention.js';
import { PlanSearch } from './application/plan-search.js';
import { RunPlans } from './application/run-plans.js';
import { ConferencePlanResolver } from './graphql/plan.resolver.js';

/** Planning of many conferences at once. */
export const planProviders = [
  AcceptConferencePlan,
  BuildPlanProblem,
  CancelConferencePlan,
  PlanAccess,
  PlanConferences,
  PlanReader,
  PlanRetention,
  PlanSearch,
  RunPlans,
  ConferencePlanResolver,
];
