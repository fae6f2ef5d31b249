import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';

const words = z.string().min(3);

const rules = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  smallestShown: z.strictObject({ count: z.int().min(2).max(20), norm: words, source: words }),
  recordDue: z.strictObject({ deadline: z.string(), norm: words, source: words }),
});

/** By what the overview of conferences counts: `policies/conference-overview.json`. */
export const overviewRules = rules.parse(
  JSON.parse(readFileSync(join(projectRoot, 'policies', 'conference-overview.json'), 'utf8')),
);
