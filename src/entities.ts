import { auditEntities } from './audit/index.js';
import { caseEntities } from './cases/entities.js';
import { conferenceEntities } from './conferences/entities.js';
import { directoryEntities } from './directory/entities.js';
import { improvementEntities } from './improvement/entities.js';
import { platformEntities } from './platform/database/entities.js';
import { sharingEntities } from './sharing/entities.js';
import { workflowEntities } from './workflow/persistence/entities.js';

/** Every table of the product. */
export const entities = [
  ...platformEntities,
  ...directoryEntities,
  ...auditEntities,
  ...workflowEntities,
  ...sharingEntities,
  ...caseEntities,
  ...conferenceEntities,
  ...improvementEntities,
];
