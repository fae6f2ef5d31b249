import { describe, expect, it } from '@jest/globals';
import { briefRules } from '../application/brief-rules.js';
import { checkAnonymity, openFindings, type AnonymityKnowledge } from './anonymisation-check.js';

const KNOWLEDGE: AnonymityKnowledge = {
  rules: briefRules,
  names: ['Selam Tesfay', 'Müller', 'Öztürk'],
  places: ['Ahornstadt', 'Bad Birke'],
  bodies: [{ name: 'Jobcenter Ahorntal', kind: 'Jobcenter' }],
  commonNationalities: new Set(['SY']),
};

/** Codes with the words they mean, in order. */
function found(text: string, more: Partial<AnonymityKnowledge> = {}): readonly string[] {
  return checkAnonymity([{ id: 'l', text }], { ...KNOWLEDGE, ...more }).map(
    ({ code, start, end }) => `${code} ${text.slice(start, end)}`,
  );
}

/** What to write instead of the first finding. */
function instead(text: string): string | undefined {
  return checkAnonymity([{ id: 'l', text }], KNOWLEDGE)[0]?.suggestion;
}

describe('the anonymisation check', () => {
  it.each([
    ['a given name', 'Selam sucht Arbeit.', ['NAME Selam']],
    ['a genitive', 'Tesfays Antrag liegt.', ['NAME Tesfays']],
    ['umlauts written out', 'Mueller wartet.', ['NAME Mueller']],
    ['letters of another alphabet written plain', 'Ozturk wartet.', ['NAME Ozturk']],
    ['one letter off, as a hint', 'Selamm kommt.', ['POSSIBLE_NAME Selamm']],
    ['a salutation', 'Das sagt Frau Berger dort.', ['NAME Frau Berger']],
    ['a number of a case', 'Siehe F-7K3M-92QX.', ['FILE_NUMBER F-7K3M-92QX']],
    ['a file number', 'Siehe Az. 12/345-B dort.', ['FILE_NUMBER Az. 12/345-B']],
    ['a mail address', 'Schreibt an x.y@example.org oft.', ['CONTACT x.y@example.org']],
    ['a telephone number', 'Ruft 05231 98765 an.', ['CONTACT 05231 98765']],
    ['an address', 'Wohnt Lange Straße 12 a.', ['ADDRESS Lange Straße 12 a']],
    ['a postal code', 'Wohnt in 32756 Detmold.', ['ADDRESS 32756 Detmold']],
    ['a date', 'Kam am 03.04.2024 an.', ['DATE 03.04.2024']],
    ['a date in words', 'Kam am 3. April 2024 an.', ['DATE 3. April 2024']],
    ['a month with its year', 'Kam im Mai 2024 an.', ['DATE Mai 2024']],
    ['an age', 'Ist 34 Jahre alt.', ['AGE 34 Jahre alt']],
    ['a municipality', 'Lebt in Bad Birke.', ['PLACE Bad Birke']],
    ['a body', 'Das Jobcenter Ahorntal zahlt.', ['BODY Jobcenter Ahorntal']],
    ['an employer', 'Arbeitet bei Holz GmbH.', ['EMPLOYER Holz GmbH']],
    ['a school', 'Besucht die Grundschule Lindenhof.', ['SCHOOL Grundschule Lindenhof']],
    ['a rare disease', 'Lebt mit Mukoviszidose.', ['RARE_DISEASE Mukoviszidose']],
    ['a detail of the family', 'Hat drei kleine Töchter.', ['FAMILY_DETAIL drei kleine Töchter']],
    ['a quote', 'Sagt: „Ich will weg von hier.“', ['QUOTE „Ich will weg von hier.“']],
  ])('S1.35 finds %s', (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'Sucht seit 3 Jahren Arbeit im Handwerk.',
    'Der Antrag wurde im 2. Quartal 2024 gestellt.',
    'Die Person kann den Kurs wegen der Schichten nicht besuchen.',
    'Das Jobcenter hat 2024 die Leistung bewilligt.',
    'Die Person kommt aus Westasien.',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes a nationality for rare until a statistic says otherwise', () => {
    expect(found('Die Person ist syrisch.')).toEqual([]);
    expect(found('Die Person ist syrisch.', { commonNationalities: new Set() })).toEqual([
      'NATIONALITY syrisch',
    ]);
    expect(instead('Die Person kommt aus Eritrea.')).toBe('Ostafrika');
  });

  it('suggests the quarter, the age group and the kind of body', () => {
    expect(instead('Seit 15.11.2025 hier.')).toBe('4. Quartal 2025');
    expect(instead('Seit 2025-02-01 hier.')).toBe('1. Quartal 2025');
    expect(instead('Im März 2025.')).toBe('1. Quartal 2025');
    expect(instead('Ist 34 Jahre alt.')).toBe('25 bis 34 Jahre');
    expect(instead('Ein 17-jähriger Mensch.')).toBe('16 bis 17 Jahre');
  });

  it('lets a second person confirm hints, and nothing else', () => {
    const findings = checkAnonymity([{ id: 'l', text: 'Selam arbeitet bei Holz GmbH.' }], KNOWLEDGE);
    const open = openFindings(
      findings,
      findings.map(({ key }) => key),
    );
    expect(open.map(({ code }) => code)).toEqual(['NAME']);
    expect(openFindings(findings, []).map(({ code }) => code)).toEqual(['NAME', 'EMPLOYER']);
  });
});
