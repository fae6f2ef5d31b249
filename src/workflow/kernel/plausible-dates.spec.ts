import { describe, expect, it } from '@jest/globals';
import { accepted, AT, play, rejected } from '#test/builders/decisions.js';
import { aDefinition, aRegistry, twoWeeks } from '#test/builders/process-definition.js';
import type { FieldSchema } from '../domain/definition.js';
import { rejectionError } from '../domain/workflow.errors.js';
import { compile, decide, initial } from './kernel.js';

const past: FieldSchema = { type: 'string', format: 'date', notBefore: 'today-5y', notAfter: 'today' };

/** A refusal that starts a period on the day it was served. */
const refusal = aDefinition(
  {
    initial: 'open',
    states: {
      open: {
        on: {
          REFUSED: { target: 'refused', actions: [{ type: 'record', params: { fields: ['servedOn'] } }] },
        },
      },
      refused: { on: { WAIT: { target: 'refused', reenter: true } }, after: { APPEAL: { target: 'open' } } },
    },
  },
  {
    context: { servedOn: past },
    delays: { APPEAL: { ...twoWeeks, rule: { ...twoWeeks.rule, from: 'context.servedOn' } } },
    events: {
      REFUSED: {
        label: { de: 'Abgelehnt', en: 'Refused' },
        by: ['LIBRARY'],
        payload: {
          type: 'object',
          additionalProperties: false,
          required: ['servedOn'],
          properties: { servedOn: past },
        },
      },
    },
  },
);

const compiled = compile(refusal, aRegistry());

describe('an implausible day', () => {
  it.each(['2062-11-20', '1900-01-01', '2026-09-02', '9999-12-31', '0001-01-01'])(
    'in an event is refused with its field: %s',
    (servedOn) => {
      const process = play(refusal);
      const error = rejectionError(rejected(process.send('REFUSED', { servedOn })));
      const field = { path: 'servedOn', message: expect.stringMatching(/^Das Datum .+ liegen\.$/) };
      expect(error).toMatchObject({ kind: 'ValidationFailed', code: 'PAYLOAD_INVALID', fields: [field] });
      expect(JSON.stringify(error)).not.toContain(servedOn);
      expect(process.state.value).toBe('open');
    },
  );

  it.each(['2026-09-02', '2021-08-31', '9999-12-31'])('at the start is refused with its field: %s', (day) => {
    const error = rejectionError(rejected(initial(compiled, { context: { servedOn: day }, at: AT })));
    expect(error).toMatchObject({ code: 'CONTEXT_INVALID', fields: [{ path: 'servedOn' }] });
  });

  it('that is no date at all is refused by the schema alone', () => {
    const process = play(refusal);
    const { problems } = rejected(process.send('REFUSED', { servedOn: '2026-02-30' }));
    expect(problems).toEqual(['servedOn: Hier muss ein Datum wie 2026-05-31 stehen.']);
  });
});

describe('a plausible day', () => {
  it('stays so while the process grows older', () => {
    const start = accepted(initial(compiled, { context: { servedOn: '2026-08-20' }, at: AT }));
    const event = { type: 'REFUSED', payload: { servedOn: '2035-08-30' } };
    const later = accepted(decide(compiled, start.next, event, {}, { at: '2035-09-01T08:00:00Z' }));
    const muchLater = decide(compiled, later.next, { type: 'WAIT' }, {}, { at: '2045-09-01T08:00:00Z' });
    expect(accepted(muchLater).next.context).toEqual({ servedOn: '2035-08-30' });
  });
});

describe('a day out of range that was stored before days were checked', () => {
  it('starts no deadline instead of breaking the decision', () => {
    const unchecked: FieldSchema = { type: 'string' };
    const old = compile({ ...refusal, context: { servedOn: unchecked } }, aRegistry());
    const open = accepted(initial(old, { context: { servedOn: '9999-12-31' }, at: AT })).next;
    const event = { type: 'REFUSED', payload: { servedOn: '2026-08-20' } };
    const refused = accepted(decide(old, open, event, {}, { at: AT })).next;
    const stored = { ...refused, context: { servedOn: '9999-12-31' } };
    const again = accepted(decide(old, stored, { type: 'WAIT' }, {}, { at: AT }));
    expect(again.intents).toMatchObject([{ kind: 'cancelDeadline' }, { kind: 'deadlineWithoutStart' }]);
  });
});
