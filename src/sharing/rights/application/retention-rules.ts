import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';
import {
  RETENTION_RECORD_KINDS,
  retentionStatuses,
  rulesOfUnits,
  type RetentionOverride,
  type RetentionRule,
} from '../domain/retention.js';

/** Place of the rules in the project. */
const RETENTION_FILE = 'policies/retention.json';

const months = z.int().min(1).max(1200);

const rule = z.strictObject({
  recordKind: z.enum(RETENTION_RECORD_KINDS),
  title: z.string().min(3),
  keep: z.union([z.strictObject({ days: z.int().min(1) }), z.strictObject({ months })]),
  from: z.string().min(3),
  norm: z.string().min(3),
  source: z.string().min(3),
  status: z.enum(Object.keys(retentionStatuses) as (keyof typeof retentionStatuses)[]),
  atLeastMonths: months.optional(),
  atMostMonths: months.optional(),
  action: z.enum(['DELETE', 'ANONYMISE']),
  carriedOut: z.enum(['BY_CLOCK', 'RELEASED']),
  perUnit: z.boolean(),
});

const table = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  rules: z
    .array(rule)
    .refine(
      (rules) =>
        new Set(rules.map(({ recordKind }) => recordKind)).size === RETENTION_RECORD_KINDS.length &&
        rules.length === RETENTION_RECORD_KINDS.length,
      'every kind of record needs exactly one rule',
    ),
});

/** Reads the rules. @throws {z.ZodError} naming every place that does not fit. */
function readRetentionRules(json: string): readonly RetentionRule[] {
  return table.parse(JSON.parse(json)).rules;
}

/** The rules of this installation, in the order of the file. */
export const retentionRules: readonly RetentionRule[] = readRetentionRules(
  readFileSync(join(projectRoot, RETENTION_FILE), 'utf8'),
);

/**
 * What units decided instead of a rule, as it counts on a day; by rule and unit.
 *
 * @param overrides Everything decided, oldest decision first.
 */
export function overridesInForce(
  overrides: readonly RetentionOverride[],
  today: string,
): readonly RetentionOverride[] {
  return retentionRules.flatMap((known) =>
    [...rulesOfUnits(known, overrides, today)].flatMap(
      ([unitId, { keep }]) =>
        overrides
          .filter((one) => one.unitId === unitId && one.recordKind === known.recordKind)
          .filter(
            ({ months: kept, validFrom }) => 'months' in keep && kept === keep.months && validFrom <= today,
          )
          .at(-1) ?? [],
    ),
  );
}
