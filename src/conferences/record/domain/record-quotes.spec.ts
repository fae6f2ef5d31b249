import { describe, expect, it } from '@jest/globals';
import { faultOf } from './record-check.js';
import { markOf, quotesIn, withoutQuotes } from './record-quotes.js';

const SEEN = 'Kam zweimal zu spät zum Termin.';
const RUMOUR = 'Er arbeitet angeblich nebenher.';
const VIEW = 'Der Kurs überfordert ihn.';
const lines = [
  { id: 'seen', kind: 'OBSERVATION', text: SEEN, restsOnId: null },
  { id: 'rumour', kind: 'ALLEGATION', text: RUMOUR, restsOnId: null },
  { id: 'view', kind: 'OPINION', text: VIEW, restsOnId: 'seen' },
  { id: 'short', kind: 'OPINION', text: 'Gut.', restsOnId: null },
] as const;
const result = (text: string) => [{ target: 'RESULT', text }] as const;

describe('a line of the brief in a record', () => {
  it('keeps its kind; an opinion is without ground when what it rests on was left out', () => {
    expect(quotesIn(result(`${RUMOUR} Gut. ${VIEW}`), lines)).toEqual([
      { target: 'RESULT', lineId: 'rumour', kind: 'ALLEGATION', isGrounded: false, words: RUMOUR },
      { target: 'RESULT', lineId: 'view', kind: 'OPINION', isGrounded: false, words: VIEW },
    ]);
    const whole = quotesIn(result(`${SEEN} ${VIEW}`), lines);
    expect(whole.map(markOf)).toEqual(['Beobachtung', 'Einschätzung']);
    expect(markOf({ kind: 'OPINION', isGrounded: false })).toBe('Einschätzung ohne genannten Grund');
    expect(markOf({ kind: 'FACT', isGrounded: false })).toBeUndefined();
  });

  it('is marked instead of guessed at; other hearsay is refused as before', () => {
    const quoted = result(`Besprochen wurde: ${RUMOUR}`);
    expect(faultOf(quoted)).toBe('RECORD_HEARSAY');
    expect(faultOf(withoutQuotes(quoted, quotesIn(quoted, lines)))).toBeUndefined();
    const more = result(`${RUMOUR} Die Schwester soll ja auch arbeiten.`);
    expect(faultOf(withoutQuotes(more, quotesIn(more, lines)))).toBe('RECORD_HEARSAY');
  });
});
