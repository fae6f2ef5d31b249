import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { EventDefinition, FieldSchema, JsonObject, StateDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const day: FieldSchema = { type: 'string', format: 'date' };

function carrying(properties: Record<string, FieldSchema>, required: readonly string[]): EventDefinition {
  const payload = { type: 'object', additionalProperties: false, required, properties } as const;
  return { label: { de: 'A', en: 'A' }, by: ['LIBRARY'], payload };
}

/** A loan whose period counts from the day that the event of lending names. */
function lending(lend: EventDefinition, more: StateDefinition = {}): readonly string[] {
  const document = aDefinition(
    {
      initial: 'a',
      states: {
        a: { on: { LEND: { target: 'lent' } }, ...more },
        lent: { on: { END: { target: 'end' } }, after: { LOAN: { target: 'late' } } },
        late: { on: { END: { target: 'end' } } },
        end: { type: 'final' },
      },
    },
    {
      events: { LEND: lend },
      delays: {
        LOAN: { ...twoWeeks, rule: { ...twoWeeks.rule, from: 'event.lentOn' } as never },
        PAUSE: twoWeeks,
      },
    },
  );
  return checkDefinition(document, libraryVocabulary, schema)
    .filter(({ code }) => code !== 'DELAY_UNUSED')
    .map(({ code, path, en }) => `${code} ${path} ${en}`);
}

const NAMELESS = expect.stringMatching(/^UNKNOWN_PAYLOAD_FIELD \/machine\/states\/lent\/after\/LOAN .*LEND/);

describe('a deadline that counts from a field of the event', () => {
  it('is fine when every event that leads to it carries the day', () => {
    expect(lending(carrying({ lentOn: day }, ['lentOn']))).toEqual([]);
  });

  it.each<[string, EventDefinition]>([
    ['does not carry it', carrying({}, [])],
    ['may leave it out', carrying({ lentOn: day }, [])],
    ['carries something else under that name', carrying({ lentOn: { type: 'string' } }, ['lentOn'])],
  ])('is refused when an event that leads to it %s', (_what, lend) => {
    expect(lending(lend)).toEqual([NAMELESS]);
  });

  it('is refused when an expiry leads to it', () => {
    const findings = lending(carrying({ lentOn: day }, ['lentOn']), {
      on: { LEND: { target: 'lent' } },
      after: { PAUSE: { target: 'lent' } },
    });
    expect(findings).toEqual([expect.stringMatching(/UNKNOWN_PAYLOAD_FIELD .*after:PAUSE/)]);
  });
});
