import { auditAnchor } from './audit/anchor.js';
import { auditExport } from './audit/export.js';
import { verifyAuditCommand } from './audit/verify-audit.js';
import type { Command } from './command.js';
import { demo } from './demo.js';
import { demoToken } from './demo-token.js';
import { generate } from './generate.js';
import { keysCreate } from './keys/create.js';
import { keysForget } from './keys/forget.js';
import { keysRotate } from './keys/rotate.js';
import { keysStatus } from './keys/status.js';
import { migrate } from './migrate.js';
import { privacyAssessment } from './privacy/assessment.js';
import { privacyRecord } from './privacy/record.js';
import { privacyRetention } from './privacy/retention.js';
import { reset } from './reset.js';
import { seed } from './seed.js';
import { verify } from './verify.js';
import { workflowsActivate } from './workflows/activate.js';
import { workflowsCheck } from './workflows/check.js';
import { workflowsDeploy } from './workflows/deploy.js';
import { workflowsDiff } from './workflows/diff.js';
import { workflowsJournal } from './workflows/journal.js';
import { workflowsList } from './workflows/list.js';
import { workflowsMigrate } from './workflows/migrate.js';
import { workflowsMigration } from './workflows/migration.js';
import { workflowsRender } from './workflows/render.js';
import { workflowsRetire } from './workflows/retire.js';
import { workflowsSimulate } from './workflows/simulate.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrate,
  seed,
  demo,
  demoToken,
  reset,
  verify,
  verifyAuditCommand,
  auditAnchor,
  auditExport,
  keysCreate,
  keysStatus,
  keysRotate,
  keysForget,
  privacyRecord,
  privacyAssessment,
  privacyRetention,
  workflowsCheck,
  workflowsDeploy,
  workflowsList,
  workflowsActivate,
  workflowsRetire,
  workflowsJournal,
  workflowsRender,
  workflowsDiff,
  workflowsSimulate,
  workflowsMigrate,
  workflowsMigration,
  generate,
];
