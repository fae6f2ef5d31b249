import { describe, expect, it } from '@jest/globals';
import { fieldProblem } from './field-problem.js';
import { validatorOf } from './schema-validation.js';

const judge = validatorOf({
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: {
    reason: { type: 'string', enum: ['A', 'B'] },
    minutes: { type: 'integer', minimum: 15, maximum: 240 },
    letter: { type: 'string', pattern: '^[A-Z]$', maxLength: 3 },
    day: { type: 'string', format: 'date' },
    offer: { type: 'object', properties: { hours: { type: 'number' } } },
    list: { type: 'array', maxItems: 1, uniqueItems: true },
  },
});
const problems = (value: unknown) => judge(value).map(fieldProblem);

describe('fieldProblem', () => {
  it.each([
    [{}, 'reason: Diese Angabe fehlt.'],
    [{ reason: 'C' }, 'reason: Erlaubt ist nur: A, B.'],
    [{ reason: 'A', minutes: 1 }, 'minutes: Die Zahl muss mindestens 15 sein.'],
    [{ reason: 'A', minutes: 241 }, 'minutes: Die Zahl darf höchstens 240 sein.'],
    [{ reason: 'A', minutes: 'x' }, 'minutes: Hier muss eine ganze Zahl stehen.'],
    [{ reason: 'A', letter: '1' }, 'letter: Die Schreibweise stimmt nicht.'],
    [{ reason: 'A', day: '2026-02-30' }, 'day: Hier muss ein Datum wie 2026-05-31 stehen.'],
    [{ reason: 'A', offer: { hours: 'x' } }, 'offer.hours: Hier muss eine Zahl stehen.'],
    [{ reason: 'A', list: [1, 2] }, 'list: Höchstens so viele Einträge sind erlaubt: 1.'],
    [{ reason: 'A', list: [1, 1] }, 'list: Kein Eintrag darf zweimal vorkommen.'],
    [{ reason: 'A', more: 1 }, 'more: Diese Angabe ist hier nicht vorgesehen.'],
    [[], 'Hier muss eine Gruppe von Angaben stehen.'],
  ])('says of %j in German what is wrong: %s', (value, problem) => {
    expect(problems(value)).toContain(problem);
  });

  it('repeats neither the value nor the pattern', () => {
    const said = problems({ reason: 'Geheimwort', letter: 'Geheimwort' }).join('\n');
    expect(said).not.toMatch(/Geheimwort|\^|must/);
  });
});
