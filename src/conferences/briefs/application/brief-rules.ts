import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';
import type { AnonymityRules } from '../domain/anonymity-rules.js';

/** Place of the rules in the project. */
const RULES_FILE = 'policies/conference-briefs.json';

const code = z.string().regex(/^[A-Z0-9_]{2,40}$/);
const labels = z.record(code, z.string().min(2));
const threshold = z
  .strictObject({ usual: z.int().min(2), atLeast: z.int().min(2), source: z.string().min(3) })
  .refine(({ usual, atLeast }) => usual >= atLeast, 'what is usual is not below what is allowed');

const rules = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  source: z.string().min(3),
  contributions: z.strictObject({ workingDaysBefore: z.int().min(0).max(20), source: z.string().min(3) }),
  k: threshold,
  minResidents: threshold,
  attributes: z.strictObject({
    ageBand: labels,
    originRegion: labels,
    family: labels,
    titleGroup: labels,
    municipalityType: labels,
  }),
  nationalities: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z]{2}$/),
        region: code,
        stems: z.array(z.string().min(4)).min(1),
      }),
    )
    .refine((all) => new Set(all.map((one) => one.code)).size === all.length, 'each nationality once'),
  rareDiseases: z.array(z.string().min(4)),
});

/** What the check of briefs goes by in this installation. @throws {z.ZodError} naming every place that does not fit. */
export const briefRules: AnonymityRules = rules.parse(
  JSON.parse(readFileSync(join(projectRoot, RULES_FILE), 'utf8')),
);
