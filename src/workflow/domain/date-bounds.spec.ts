import { describe, expect, it } from '@jest/globals';
import { boundDay, dateProblems } from './date-bounds.js';
import type { FieldSchema, JsonValue } from './definition.js';

const past: FieldSchema = { type: 'string', format: 'date', notBefore: 'today-5y', notAfter: 'today' };
const ahead: FieldSchema = { type: 'string', format: 'date', notBefore: 'today-1d', notAfter: 'today+2y' };
const AT = '2026-09-01T08:00:00Z';

function problems(field: FieldSchema, value: JsonValue, at: string | undefined = AT): readonly string[] {
  return dateProblems({ on: field }, { on: value }, at);
}

describe('a bound', () => {
  it.each([
    ['today', '2026-09-01'],
    ['today-1d', '2026-08-31'],
    ['today-5y', '2021-09-01'],
    ['today+2y', '2028-09-01'],
    ['today+18m', '2028-03-01'],
  ])('%s is %s on 1 September 2026', (bound, day) => {
    expect(boundDay(bound, '2026-09-01')).toBe(day);
  });

  it('counted from 29 February ends on the last day of February', () => {
    expect(boundDay('today-5y', '2028-02-29')).toBe('2023-02-28');
  });

  it.each(['tomorrow', 'today-0d', 'today-5', 'today+1w', ' today', '2026-01-01'])('is not %s', (bound) => {
    expect(() => boundDay(bound, '2026-09-01')).toThrow(RangeError);
  });
});

describe('the day of something that happened', () => {
  it.each(['2021-09-01', '2026-08-31', '2026-09-01'])('may be %s', (day) => {
    expect(problems(past, day)).toEqual([]);
  });

  it.each([
    ['2026-09-02', 'on: Das Datum darf nicht in der Zukunft liegen.'],
    ['2062-11-20', 'on: Das Datum darf nicht in der Zukunft liegen.'],
    ['2021-08-31', 'on: Das Datum darf nicht vor dem 01.09.2021 liegen.'],
    ['1899-12-31', 'on: Das Datum muss zwischen dem 01.01.1900 und dem 31.12.2199 liegen.'],
    ['9999-12-31', 'on: Das Datum muss zwischen dem 01.01.1900 und dem 31.12.2199 liegen.'],
    ['0001-01-01', 'on: Das Datum muss zwischen dem 01.01.1900 und dem 31.12.2199 liegen.'],
  ])('is not %s, and the sentence does not repeat it', (day, sentence) => {
    expect(problems(past, day)).toEqual([sentence]);
  });

  it('is asked for on the day it is in Berlin: late on 1 September UTC the 2nd is today', () => {
    expect(problems(past, '2026-09-02', '2026-09-01T22:30:00Z')).toEqual([]);
  });
});

describe('a day ahead', () => {
  it.each([
    ['2026-08-31', []],
    ['2028-09-01', []],
    ['2026-08-30', ['on: Das Datum darf nicht vor dem 31.08.2026 liegen.']],
    ['2028-09-02', ['on: Das Datum darf nicht nach dem 01.09.2028 liegen.']],
  ])('%s is judged by the bounds of its field', (day, expected) => {
    expect(problems(ahead, day)).toEqual(expected);
  });
});

describe('a date without bounds of its own', () => {
  const plain: FieldSchema = { type: 'string', format: 'date' };
  const instant: FieldSchema = { type: 'string', format: 'date-time' };

  it.each(['1900-01-01', '2199-12-31'])('may be %s', (day) => {
    expect(problems(plain, day)).toEqual([]);
  });

  it.each(['1899-12-31', '2200-01-01'])('is not %s', (day) => {
    expect(problems(plain, day)).toHaveLength(1);
  });

  it('may be an instant, which counts as its day in Berlin', () => {
    expect(problems(instant, '2026-01-01T00:00:00Z')).toEqual([]);
    expect(problems(instant, '2199-12-31T23:30:00Z')).toHaveLength(1);
    expect(problems(instant, '9999-12-31T23:30:00Z')).toHaveLength(1);
  });
});

describe('dates inside lists and objects', () => {
  it('are asked too, and named by their path', () => {
    const on = { type: 'string', format: 'date', notAfter: 'today' };
    const visit = { type: 'object', properties: { on, note: { type: 'string' } } };
    const visits: FieldSchema = { type: 'array', items: visit };
    const list: JsonValue = [{ on: '2026-08-01' }, { on: '2027-01-01', note: 'x' }];
    expect(dateProblems({ visits }, { visits: list }, AT)).toEqual([
      'visits.1.on: Das Datum darf nicht in der Zukunft liegen.',
    ]);
    expect(dateProblems({ any: { type: 'array' } }, { any: ['0001-01-01'] }, AT)).toEqual([]);
  });

  it('may be missing or empty', () => {
    expect(dateProblems({ on: past }, {}, AT)).toEqual([]);
    expect(problems({ ...past, type: ['string', 'null'] }, null)).toEqual([]);
  });
});
