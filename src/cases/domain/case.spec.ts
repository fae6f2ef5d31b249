import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPerson, randomNumber, type PersonInput } from './case.js';

const TODAY = '2026-05-04';
const PERSON: PersonInput = {
  names: [{ kind: 'OFFICIAL', givenNames: 'Selam', preferred: true }],
  birthDate: null,
  birthPrecision: 'UNKNOWN',
  languages: [],
};

describe('checkPerson', () => {
  it('S0.32 accepts people with one name part only, and with nothing known of their birth', () => {
    expect(checkPerson(PERSON, TODAY).ok).toBe(true);
    const names = [{ kind: 'OFFICIAL', familyNames: 'Beispiel', preferred: true } as const];
    expect(checkPerson({ ...PERSON, names }, TODAY).ok).toBe(true);
  });

  it.each([
    ['no name', { names: [] }],
    [
      'marks that cannot be seen for a name',
      { names: [{ kind: 'OFFICIAL', givenNames: '\u202e\u200b', preferred: true }] },
    ],
    ['a birth after today', { birthDate: '2026-05-05', birthPrecision: 'DAY' }],
    ['a birth before anybody alive', { birthDate: '0001-01-01', birthPrecision: 'DAY' }],
    ['blanks for a name', { names: [{ kind: 'OFFICIAL', givenNames: ' ', preferred: true }] }],
    ['no preferred name', { names: [{ kind: 'OFFICIAL', givenNames: 'A', preferred: false }] }],
    ['a date of precision UNKNOWN', { birthDate: '1990-01-01' }],
    ['precision YEAR without a date', { birthPrecision: 'YEAR' }],
  ] as const)('refuses %s', (_what, change) => {
    expect(checkPerson({ ...PERSON, ...change }, TODAY).ok).toBe(false);
  });
});

describe('randomNumber', () => {
  it('has its form for any bytes and never uses letters that are read as digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        expect(randomNumber('F', bytes)).toMatch(/^F-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  it('favours no letter: 256 values fall evenly on 32 letters', () => {
    const letters = Array.from(
      { length: 256 },
      (_, byte) => randomNumber('F', new Uint8Array(8).fill(byte))[2],
    );
    const counts = new Map<string | undefined, number>();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });
});
