import { describe, expect, it } from '@jest/globals';
import { explainRefusal } from './story-refusal.js';

const LINK = { actor: 'fallmanagement.awo', name: 'linkPersonAccount' } as const;
const message = 'Dieser Zugang gehört schon zu einer anderen Person.';

describe('a story that stops', () => {
  it.each(['SUBJECT_ALREADY_LINKED', 'IDEMPOTENCY_KEY_REUSED'])(
    'after %s says that a reset helps',
    (code) => {
      const sentence = explainRefusal(LINK, { code, message });
      expect(sentence).toContain(message);
      expect(sentence).toContain('npm run reset');
    },
  );

  it('names any other code', () => {
    const sentence = explainRefusal(LINK, { code: 'UNIT_UNKNOWN', message });
    expect(sentence).toContain('Fallmanagement AWO wollte der Person ihren eigenen Zugang geben');
    expect(sentence).toContain('(UNIT_UNKNOWN)');
    expect(sentence).not.toContain('reset');
  });
});
