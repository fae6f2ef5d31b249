import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { EventDefinition, JsonObject, ProcessDefinition, StateDefinition } from '../definition.js';
import { checkDefinition, coverageFindings } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');

const vocabulary = { ...libraryVocabulary, dataCategories: {} };

function found(document: unknown): readonly string[] {
  return checkDefinition(document, vocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

/** A machine that has nothing wrong with it but what is put into `a`. */
function around(a: StateDefinition, rest: Parameters<typeof aDefinition>[1] = {}): ProcessDefinition {
  const on = { GO: { target: 'end' }, ...a.on };
  return aDefinition({ initial: 'a', states: { a: { ...a, on }, end: { type: 'final' } } }, rest);
}

function withPattern(pattern: string): EventDefinition {
  const payload = {
    type: 'object',
    additionalProperties: false,
    properties: { title: { type: 'string', pattern } },
  } as const;
  return { label: { de: 'A', en: 'A' }, by: ['LIBRARY'], payload };
}

const go = '/machine/states/a/on/GO';
const title = { title: { type: 'string' } } as const;

describe('a definition', () => {
  it('without problems has no findings', () => {
    expect(found(around({}))).toEqual([]);
  });

  it.each([
    ['a member that is not part of the format', { ...around({}), extra: 1 }, 'SCHEMA /extra'],
    [
      'an invoked actor (traps 10, 12)',
      around({ invoke: { src: 'x' } } as never),
      'SCHEMA /machine/states/a/invoke',
    ],
    [
      'a delay in milliseconds (trap 2)',
      around({ after: { 1000: { target: 'end' } } }),
      'SCHEMA /machine/states/a/after/1000',
    ],
    [
      'a missing language',
      around({ meta: { label: { de: 'A' } as never } }),
      'LABEL_MISSING /machine/states/a/meta/label/en',
    ],
    ['another machine id', { ...around({}), key: 'other' }, 'KEY_MISMATCH /machine/id'],
    ['an unknown target', around({ on: { GO: { target: 'nowhere' } } }), `UNKNOWN_TARGET ${go}/target`],
    [
      'an unknown initial state',
      aDefinition({ initial: 'x', states: { a: { type: 'final' } } }),
      'UNKNOWN_TARGET /machine/initial',
    ],
    [
      'an unknown guard',
      around({ on: { GO: { target: 'end', guard: { type: 'nope' } } } }),
      `UNKNOWN_GUARD ${go}/guard`,
    ],
    [
      'an unknown guard inside a combination',
      around({ on: { GO: { target: 'end', guard: { type: 'not', guards: [{ type: 'constructor' }] } } } }),
      `UNKNOWN_GUARD ${go}/guard/guards/0`,
    ],
    [
      'an unknown action',
      around({ on: { GO: { target: 'end', actions: [{ type: 'burn' }] } } }),
      `UNKNOWN_ACTION ${go}/actions/0`,
    ],
    [
      'an unknown action on entry',
      around({ entry: [{ type: 'burn' }] }),
      'UNKNOWN_ACTION /machine/states/a/entry/0',
    ],
    [
      'wrong parameters',
      around({ entry: [{ type: 'stamp', params: { x: 1 } }] }),
      'INVALID_PARAMS /machine/states/a/entry/0/params',
    ],
    [
      'an unknown delay (trap 33)',
      around({ after: { LOAN: { target: 'a' } } }),
      'UNKNOWN_DELAY /machine/states/a/after/LOAN',
    ],
    [
      'an unknown owner',
      around({ meta: { owner: 'MOON', label: { de: 'A', en: 'A' } } }),
      'UNKNOWN_OWNER /machine/states/a/meta/owner',
    ],
    [
      'an unknown sender',
      around({}, { events: { GO: { label: { de: 'A', en: 'A' }, by: ['MOON'] } } }),
      'UNKNOWN_OWNER /events/GO/by/0',
    ],
    ['an undeclared event', { ...around({}), events: {} }, `UNKNOWN_EVENT ${go}`],
    [
      'an event nobody handles',
      around({}, { events: { NEVER: { label: { de: 'A', en: 'A' }, by: ['LIBRARY'] } } }),
      'EVENT_UNUSED /events/NEVER',
    ],
    ['an undeclared context field', around({}, { start: { x: 1 } }), 'UNDECLARED_CONTEXT /machine/context/x'],
    [
      'a start value of another kind',
      around({}, { context: title, start: { title: 1 } }),
      'TYPE_MISMATCH /machine/context/title',
    ],
    [
      'a condition on an undeclared field',
      around({ on: { GO: { target: 'end', guard: { type: 'contextSet', params: { field: 'x' } } } } }),
      `UNDECLARED_CONTEXT ${go}/guard/params`,
    ],
    [
      'a condition on a payload field that does not exist',
      around({ on: { GO: { target: 'end', guard: { type: 'eventIs', params: { field: 'x', value: 1 } } } } }),
      `UNKNOWN_PAYLOAD_FIELD ${go}/guard/params`,
    ],
    [
      'recording a payload field that does not exist',
      around(
        { on: { GO: { target: 'end', actions: [{ type: 'record', params: { fields: ['title'] } }] } } },
        { context: title },
      ),
      `UNKNOWN_PAYLOAD_FIELD ${go}/actions/0/params`,
    ],
    [
      'recording where there is no payload',
      around({ entry: [{ type: 'record', params: { fields: ['title'] } }] }, { context: title }),
      'UNKNOWN_PAYLOAD_FIELD /machine/states/a/entry/0/params',
    ],
    [
      'a constant of another kind',
      around({ entry: [{ type: 'record', params: { set: { title: 5 } } }] }, { context: title }),
      'TYPE_MISMATCH /machine/states/a/entry/0/params/set/title',
    ],
    [
      'a condition on an unknown state',
      around({ on: { GO: { target: 'end', guard: { type: 'stateIn', params: { state: 'x' } } } } }),
      `UNKNOWN_TARGET ${go}/guard/params`,
    ],
    [
      'a wildcard (trap 4)',
      around({ on: { '*': { target: 'end' } } }),
      'WILDCARD_REFUSED /machine/states/a/on/*',
    ],
    [
      'an unguarded alternative before others',
      around({ on: { GO: [{ target: 'end' }, { target: 'a' }] } }),
      `TRANSITION_SHADOWED ${go}/1`,
    ],
    ['events beside an unguarded always', around({ always: { target: 'end' } }), `TRANSITION_SHADOWED ${go}`],
    [
      'a completion of a state without inner states',
      around({ onDone: { target: 'end' } }),
      'STRUCTURE /machine/states/a/onDone',
    ],
    [
      'an always without target (trap 17)',
      around({ always: { actions: [{ type: 'stamp' }] } }),
      'STRUCTURE /machine/states/a/always',
    ],
    [
      'a broken pattern',
      around({}, { context: { title: { type: 'string', enum: [] } } }),
      'SCHEMA /context/title/enum',
    ],
    [
      'a broken payload',
      around({}, { events: { GO: withPattern('(') } }),
      'INVALID_FIELD_SCHEMA /events/GO/payload',
    ],
    ['an initial state of a leaf', around({ initial: 'x' }), 'STRUCTURE /machine/states/a/initial'],
    ['an output before the end', around({ output: 1 }), 'STRUCTURE /machine/states/a/output'],
    ['a default of a state without memory', around({ target: 'end' }), 'STRUCTURE /machine/states/a/history'],
    [
      'a compound state without inner states',
      around({ type: 'compound' }),
      'STRUCTURE /machine/states/a/states',
    ],
    ['an end that can be left', around({ type: 'final' }), 'STRUCTURE /machine/states/a/on'],
    [
      'a memory without default',
      around({ initial: 'x', states: { x: {}, h: { type: 'history', target: 'y' } } }),
      'UNKNOWN_TARGET /machine/states/a/states/h/target',
    ],
    [
      'an unknown data category',
      { ...around({}), dataCategories: ['MOON'] },
      'UNKNOWN_DATA_CATEGORY /dataCategories/0',
    ],
    [
      'recording another kind of value',
      around(
        { on: { GO: { target: 'end', actions: [{ type: 'record', params: { fields: ['title'] } }] } } },
        { context: { title: { type: 'number' } }, events: { GO: withPattern('^x') } },
      ),
      `TYPE_MISMATCH ${go}/actions/0/params`,
    ],
    ['a delay nobody runs', around({}, { delays: { LOAN: twoWeeks } }), 'DELAY_UNUSED /delays/LOAN'],
    [
      'a rule the calendar refuses',
      around(
        { after: { LOAN: { target: 'a' } } },
        {
          delays: {
            LOAN: {
              ...twoWeeks,
              rule: { period: { workdays: 5 }, from: 'entry', shift: 'nextWorkingDay' } as never,
            },
          },
        },
      ),
      'INVALID_DEADLINE_RULE /delays/LOAN/rule/shift',
    ],
    [
      'a deadline from an undeclared day',
      around(
        { after: { LOAN: { target: 'a' } } },
        { delays: { LOAN: { ...twoWeeks, rule: { ...twoWeeks.rule, from: 'context.x' } as never } } },
      ),
      'UNDECLARED_CONTEXT /delays/LOAN/rule/from',
    ],
    [
      'a legal deadline without consequence',
      around({ tags: ['legalDeadline'] }),
      'DEADLINE_WITHOUT_EXPIRY /machine/states/a',
    ],
    [
      'an expiry that ends the process',
      around({ after: { LOAN: { target: 'end' } } }, { delays: { LOAN: twoWeeks } }),
      'EXPIRY_ENDS_SILENTLY /machine/states/a/after/LOAN',
    ],
  ])('with %s is refused', (_name, document, expected) => {
    expect(found(document)).toContain(expected);
  });

  it('gets all findings at once', () => {
    const document = around({
      on: { GO: { target: 'nowhere', guard: { type: 'nope' } } },
      entry: [{ type: 'burn' }],
    });
    expect(found(document)).toEqual(
      expect.arrayContaining([
        `UNKNOWN_TARGET ${go}/target`,
        `UNKNOWN_GUARD ${go}/guard`,
        'UNKNOWN_ACTION /machine/states/a/entry/0',
      ]),
    );
  });

  it('may let an expiry end the process where the law presumes in favour', () => {
    const after = { LOAN: { target: 'end', meta: { expiryIsInFavour: true } } };
    expect(found(around({ after }, { delays: { LOAN: twoWeeks } }))).toEqual([]);
  });

  it('does not hide a silent end behind states that pass by themselves', () => {
    const document = aDefinition(
      {
        initial: 'a',
        states: {
          a: { on: { GO: { target: 'end' } }, after: { LOAN: { target: 'b' } } },
          b: { always: { target: 'end' } },
          end: { type: 'final' },
        },
      },
      { delays: { LOAN: twoWeeks } },
    );
    expect(found(document)).toEqual(['EXPIRY_ENDS_SILENTLY /machine/states/a/after/LOAN']);
  });
});

describe('coverage', () => {
  it('names every transition no scenario takes', () => {
    const document = around({ on: { GO: { target: 'end' }, STAMP: { actions: [{ type: 'stamp' }] } } });
    const findings = coverageFindings(document, ['loan.a/GO/0']);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'TRANSITION_UNCOVERED /machine/states/a/on/STAMP',
    ]);
  });
});
