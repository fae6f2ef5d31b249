import { CreatePlatform1763800000000 } from './1763800000000-create-platform.js';
import { CreateDirectory1763800100000 } from './1763800100000-create-directory.js';
import { CreateAudit1763800200000 } from './1763800200000-create-audit.js';
import { CreateWorkflow1763800300000 } from './1763800300000-create-workflow.js';
import { CreateWorkList1763800350000 } from './1763800350000-create-work-list.js';
import { CreateProcessMessages1763800360000 } from './1763800360000-create-process-messages.js';
import { CreateProcessMigration1763800370000 } from './1763800370000-create-process-migration.js';
import { CreateSharing1763800400000 } from './1763800400000-create-sharing.js';
import { CreateCases1763800500000 } from './1763800500000-create-cases.js';
import { CreateConferences1763800600000 } from './1763800600000-create-conferences.js';
import { CreateImprovement1763800700000 } from './1763800700000-create-improvement.js';

/** All migrations in the order in which they run. Released ones are never edited. */
export const migrations = [
  CreatePlatform1763800000000,
  CreateDirectory1763800100000,
  CreateAudit1763800200000,
  CreateWorkflow1763800300000,
  CreateWorkList1763800350000,
  CreateProcessMessages1763800360000,
  CreateProcessMigration1763800370000,
  CreateSharing1763800400000,
  CreateCases1763800500000,
  CreateConferences1763800600000,
  CreateImprovement1763800700000,
];
