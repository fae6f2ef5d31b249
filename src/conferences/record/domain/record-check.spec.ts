import { describe, expect, it } from '@jest/globals';
import { doubtsOf, faultOf } from './record-check.js';

const result = (text: string) => [{ target: 'RESULT' as const, text }];

describe('what a record must not contain', () => {
  it.each([
    ['RECORD_VERBATIM', 'Frau Beispiel: Das geht so nicht weiter.'],
    ['RECORD_VERBATIM', 'Er sagte: dafür sind wir nicht da.'],
    ['RECORD_VERBATIM', 'Dann kam „Dafür bin ich nun wirklich nicht zuständig“ zurück.'],
    ['RECORD_HEARSAY', 'Sie arbeitet angeblich nebenher.'],
    ['OPINION_WITHOUT_GROUND', 'Der Antrag wird gestellt.\nMeinung der Stelle: Das wird nichts.'],
  ])('%s: %s', (fault, text) => {
    expect(faultOf(result(text))).toBe(fault);
  });

  it.each([
    'Der Antrag wird vor Monatsende gestellt.',
    'Meinung der Beratung: Der Kurs passt nicht, weil er am Abend liegt.',
    'Der Bescheid heißt „Ablehnung“.',
    'Das Jobcenter entscheidet zunächst vorläufig (§ 41a SGB II).',
  ])('lets a result pass: %s', (text) => {
    expect(faultOf(result(text))).toBeUndefined();
  });

  it('leaves the person their own words', () => {
    const text = 'Sie sagte: „Ich will wissen, wovon ich am Ersten die Miete zahle.“';
    expect(faultOf([{ target: 'PERSONS_VIEW', text }])).toBeUndefined();
    expect(faultOf([{ target: 'DISSENT', text }])).toBe('RECORD_VERBATIM');
  });

  it('points at what should be read again, and at nothing else', () => {
    expect(doubtsOf(result('Die Therapie beginnt im Mai, der Bruder hilft.'))).toEqual([
      { target: 'RESULT', doubt: 'HEALTH_DETAIL' },
      { target: 'RESULT', doubt: 'THIRD_PERSON' },
    ]);
    expect(doubtsOf(result('Der Antrag wird gestellt.'))).toEqual([]);
  });
});
