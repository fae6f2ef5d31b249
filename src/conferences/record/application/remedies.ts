import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';
import type { Remedy } from '../domain/remedy.js';

/** Place of the remedies in the project. */
const REMEDY_FILE = 'policies/remedies.json';

const table = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  remedies: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z_]{3,40}$/),
        kind: z.enum(['OBJECTION', 'COURT']),
        norm: z.string().min(3),
        months: z.int().min(1).max(12),
        countingLaw: z.enum(['sgg', 'vwgo', 'bgb']),
        validFrom: z.iso.date(),
        source: z.string().min(3),
      }),
    )
    .min(1),
});

/** Reads remedies. @throws {z.ZodError} naming every place that does not fit. */
export function readRemedies(json: string): readonly Remedy[] {
  return table.parse(JSON.parse(json)).remedies.map(({ source: _source, ...remedy }) => remedy);
}

/** The remedies of this installation, in the order of the file. */
export const remedies: readonly Remedy[] = readRemedies(readFileSync(join(projectRoot, REMEDY_FILE), 'utf8'));
