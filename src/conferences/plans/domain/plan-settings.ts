import { Temporal } from 'temporal-polyfill';
import type { ConferenceId } from '../../../kernel/index.js';
import { planLimits, type PlanSettings } from './plan.js';
import type { PlanErrorCode } from './plan.errors.js';

/**
 * What keeps settings from being planned by; `undefined` when nothing does.
 *
 * @param today        Europe/Berlin; planned is what begins after it.
 * @param conferences  What is planned.
 */
export function settingsProblem(
  settings: PlanSettings,
  today: string,
  conferences: ReadonlySet<ConferenceId>,
): PlanErrorCode | undefined {
  if (!periodIsPossible(settings, today)) return 'PLAN_PERIOD_NOT_POSSIBLE';
  const inBlocks = settings.blocks.flat();
  const isOnce = new Set(inBlocks).size === inBlocks.length;
  if (!isOnce || !inBlocks.every((id) => conferences.has(id))) return 'PLAN_BLOCK_NOT_POSSIBLE';
  return undefined;
}

function periodIsPossible({ from, until }: PlanSettings, today: string): boolean {
  const first = dateOf(from);
  const last = dateOf(until);
  if (!first || !last || from <= today || until < from) return false;
  return first.until(last, { largestUnit: 'days' }).days < planLimits.days;
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
