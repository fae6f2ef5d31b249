import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';
import { minuteOfDay } from '../domain/clock-times.js';

const RULES_FILE = 'policies/conference-planning.json';
const HOLIDAYS_FILE = 'policies/school-holidays.json';

const minute = z.string().transform((text, context) => {
  const value = minuteOfDay(text);
  if (value === undefined) context.addIssue({ code: 'custom', message: 'not a time of day' });
  return value ?? 0;
});
const words = z.string().min(3);

const rules = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  window: z.strictObject({ from: minute, until: minute }),
  usualHours: z.strictObject({
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    from: minute,
    until: minute,
    lunchFrom: minute,
    lunchUntil: minute,
    norm: words,
    source: words,
  }),
  durations: z
    .array(
      z.strictObject({
        mode: z.enum(['IDENTIFIED', 'ANONYMISED']),
        minutes: z.int().min(15).max(240),
        source: words,
      }),
    )
    .length(2),
  horizonWeeks: z.int().min(1),
  atMostHorizonWeeks: z.int().min(1).max(52),
  betweenMinutes: z.int().min(0).max(120),
  poolSize: z.int().min(1).max(50),
  proof: z.strictObject({
    atMostMeetings: z.int().min(0),
    atMostPlaces: z.int().min(0),
    atMostChoices: z.int().min(0),
    seconds: z.int().min(1).max(120),
    source: words,
  }),
  proposals: z.strictObject({
    atMostSlots: z.int().min(1).max(10),
    usualHoldHours: z.int().min(1),
    atMostHoldHours: z.int().min(1),
  }),
});

const holidays = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  license: words,
  lands: z.array(
    z.strictObject({
      land: z.string().regex(/^[A-Z]{2}$/),
      norm: words,
      source: words,
      periods: z.array(z.strictObject({ name: words, from: z.iso.date(), until: z.iso.date() })),
    }),
  ),
});

const read = (file: string): unknown => JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));

/** What dates of conferences are planned by: `policies/conference-planning.json`. Times are minutes of the day. */
export const planningRules = rules.parse(read(RULES_FILE));

const schoolHolidays = holidays.parse(read(HOLIDAYS_FILE));

/** School holidays of a Land; none where nothing is known of it. Dates, both included. */
export function schoolHolidaysOf(land: string): readonly { readonly from: string; readonly until: string }[] {
  return schoolHolidays.lands.find((one) => one.land === land)?.periods ?? [];
}

/** Usual length of a sitting in minutes. */
export function usualMinutes(mode: 'IDENTIFIED' | 'ANONYMISED'): number {
  return planningRules.durations.find((one) => one.mode === mode)?.minutes ?? 60;
}
