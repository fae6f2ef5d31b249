import { ClaimWorkItem } from './application/claim-work-item.js';
import { DelegateWorkItem } from './application/delegate-work-item.js';
import { EscalateWorkItems } from './application/escalate-work-items.js';
import { ReleaseWorkItem } from './application/release-work-item.js';
import { WorkItemDesk } from './application/work-item-desk.js';
import { WorkItemWriter } from './application/work-item-writer.js';
import { WorkList } from './application/work-list.js';
import { WorkListJobs } from './application/work-list-jobs.js';
import { WorkScopes } from './application/work-scopes.js';
import { WorkItemResolver } from './graphql/work-item.resolver.js';
import { WorkItemStore } from './persistence/work-item.store.js';

/** Parts of the work list, for the module of the engine. */
export const worklistProviders = [
  WorkScopes,
  WorkItemStore,
  WorkItemWriter,
  WorkList,
  WorkItemDesk,
  ClaimWorkItem,
  ReleaseWorkItem,
  DelegateWorkItem,
  EscalateWorkItems,
  WorkListJobs,
  WorkItemResolver,
];
