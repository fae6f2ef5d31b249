import type { Command } from './command.js';
import { demo } from './demo.js';
import { generate } from './generate.js';
import { migrate } from './migrate.js';
import { reset } from './reset.js';
import { seed } from './seed.js';
import { verify } from './verify.js';
import { workflowsCheck } from './workflows/check.js';
import { workflowsDeploy } from './workflows/deploy.js';
import { workflowsRender } from './workflows/render.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrate,
  seed,
  demo,
  reset,
  verify,
  workflowsCheck,
  workflowsDeploy,
  workflowsRender,
  generate,
];
