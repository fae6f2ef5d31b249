import { describe, expect, it } from '@jest/globals';
import { remedies } from '../application/remedies.js';
import { findRemedy, remedyUntil } from './remedy.js';

describe('what can be done against a Bescheid', () => {
  it.each([
    ['WIDERSPRUCH_SGG', '2026-05-20', '2026-06-22'],
    ['KLAGE_VWGO', '2026-06-01', '2026-07-01'],
    ['EINSPRUCH_AO', '2026-01-31', '2026-03-02'],
  ])('%s against what was notified on %s ends on %s', (code, notifiedOn, until) => {
    const remedy = findRemedy(remedies, code, notifiedOn);
    expect(remedy && remedyUntil(remedy, notifiedOn)).toBe(until);
  });

  it('knows none before its norm, and none it was not told of', () => {
    expect(findRemedy(remedies, 'KLAGE_VWGO', '2010-12-31')).toBeUndefined();
    expect(findRemedy(remedies, 'GNADE', '2026-05-20')).toBeUndefined();
  });
});
