import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { earliestInvitedOn, SHORT_NOTICE_GROUNDS, shortNoticeGround } from './short-notice.js';

const nextWorkingDay = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.dayOfWeek > 5 ? nextWorkingDay(day.add({ days: 1 })) : day;

const notice = { on: '2026-05-18', earliestOn: '2026-05-19', everybodyAgreed: false, given: null } as const;

describe('the notice of an invitation', () => {
  it.each([
    ['INTEGRATION_IDENTIFIED', '2026-05-18'],
    ['LEARNING_ANONYMISED', '2026-05-18'],
    ['URGENT', '2026-05-06'],
  ] as const)('of kind %s ends on %s, in working days', (kind, earliest) => {
    const today = Temporal.PlainDate.from('2026-05-04');
    expect(earliestInvitedOn(kind, today, { nextWorkingDay })).toBe(earliest);
  });

  it('needs no ground on the earliest day, and none is kept then', () => {
    expect(shortNoticeGround({ ...notice, on: '2026-05-19', given: 'DEADLINE' })).toBeNull();
  });

  it('that is too short needs everybody’s yes, or a ground that may be given', () => {
    expect(shortNoticeGround(notice)).toBeUndefined();
    expect(shortNoticeGround({ ...notice, everybodyAgreed: true })).toBe('ALL_AGREED');
    expect(shortNoticeGround({ ...notice, given: 'PERSON_WISHES' })).toBe('PERSON_WISHES');
    expect(shortNoticeGround({ ...notice, given: 'ALL_AGREED' })).toBeUndefined();
  });

  it('is judged by grounds with norm and date', () => {
    for (const { norm, source, validFrom } of Object.values(SHORT_NOTICE_GROUNDS)) {
      expect([norm.length > 3, source.length > 3]).toEqual([true, true]);
      expect(validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});
