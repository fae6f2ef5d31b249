import { Temporal } from 'temporal-polyfill';

const ZONE = 'Europe/Berlin';
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight of a time of day as `HH:MM`, `24:00` included; `undefined` for anything else. */
export function minuteOfDay(text: string): number | undefined {
  if (text === '24:00') return 1440;
  const match = TIME.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** `HH:MM` of minutes since midnight. */
export function timeOfDay(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/**
 * Instant of a time on the wall in Germany.
 *
 * @param local `YYYY-MM-DDTHH:MM`, without a zone.
 * @returns     `undefined` where it does not exist exactly once: skipped or repeated by a change of clocks, no such day.
 */
export function instantOnWall(local: string): Temporal.Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined;
  try {
    const time = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
    return time.toZonedDateTime(ZONE, { disambiguation: 'reject' }).toInstant();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
