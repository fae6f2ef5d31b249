import { describe, expect, it } from '@jest/globals';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import { atPlace } from './holiday-place.js';

const definition = aDefinition(
  { initial: 'lent', states: { lent: { after: { LOAN: '.back' as never } }, back: { type: 'final' } } },
  {
    delays: {
      LOAN: twoWeeks,
      COURT: { ...twoWeeks, rule: { ...twoWeeks.rule, holidayRegion: 'DE-BE' } },
    },
  },
);

describe('a definition at a place', () => {
  it('counts the holidays of the place where a deadline names none, and keeps the place it names', () => {
    const { delays } = atPlace(definition, 'DE-BY-AUGSBURG');
    expect(delays['LOAN']?.rule.holidayRegion).toBe('DE-BY-AUGSBURG');
    expect(delays['COURT']?.rule.holidayRegion).toBe('DE-BE');
  });

  it('is the definition itself at the default place', () => {
    expect(atPlace(definition, 'DE-NW')).toBe(definition);
  });
});
