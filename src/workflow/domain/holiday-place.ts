import { DEFAULT_HOLIDAY_REGION, type HolidayRegion } from '../../kernel/index.js';
import type { DelayDefinition, ProcessDefinition } from './definition.js';

/**
 * The definition as it runs at a place: deadlines that name no place count the holidays of this one, where the
 * authorities have their seat. The identity of the definition stays that of its text.
 */
export function atPlace(definition: ProcessDefinition, place: HolidayRegion): ProcessDefinition {
  if (place === DEFAULT_HOLIDAY_REGION) return definition;
  const delays = Object.entries(definition.delays).map(([key, delay]): [string, DelayDefinition] => {
    const rule = { holidayRegion: place, ...delay.rule };
    return [key, { ...delay, rule }];
  });
  return { ...definition, delays: Object.fromEntries(delays) };
}
