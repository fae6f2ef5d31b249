import { describe, expect, it } from '@jest/globals';
import { isSensibleSlot } from './conference.js';

const NOW = new Date('2026-05-04T08:00:00Z');

describe('isSensibleSlot', () => {
  it.each([
    ['2026-05-04T08:00:01Z', '2026-05-04T08:15:01Z', true],
    ['2026-05-04T08:00:00Z', '2026-05-04T09:00:00Z', false],
    ['2026-05-05T08:00:00Z', '2026-05-05T08:15:00Z', true],
    ['2026-05-05T08:00:00Z', '2026-05-05T08:14:59Z', false],
    ['2026-05-05T08:00:00Z', '2026-05-05T12:00:00Z', true],
    ['2026-05-05T08:00:00Z', '2026-05-05T12:00:01Z', false],
    ['2026-05-05T08:00:00Z', '2026-05-05T07:00:00Z', false],
    ['not a time', '2026-05-05T07:00:00Z', false],
  ])('says of %s to %s: %s', (startsAt, endsAt, expected) => {
    expect(isSensibleSlot({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }, NOW)).toBe(expected);
  });
});
