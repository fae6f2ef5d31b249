import type { Actor } from './actors.js';
import { INSIDE, LEADING, PARTNER } from './groups.js';

/**
 * Who reads which words anywhere behind the queries. Every text of the world is one word, so that an answer shows what
 * it tells however deep it lies; whoever is not named must never meet the word.
 */
export const KNOWLEDGE: Readonly<Record<string, readonly Actor[]>> = {
  AmselName: [...LEADING, 'client'],
  AmselConcern: [...LEADING, 'client'],
  AmselKept: [...LEADING, 'client'],
  AmselInterview: [...LEADING, 'client'],
  AmselEntry: [...LEADING, 'client'],
  AmselShared: INSIDE,
  AmselPartner: [...PARTNER, 'client'],
  AmselQuestion: INSIDE,
  // The record lies before everybody for corrections: bodies read their extract.
  AmselResult: INSIDE,
  AmselDecision: ['caseLead', ...PARTNER, 'client'],
  AmselTask: [...PARTNER, 'caseLead', 'client'],
  Amselverborgen: LEADING,
  BirkhuhnName: ['otherUnit', 'otherClient'],
  BirkhuhnConcern: ['otherUnit', 'otherClient'],
  BirkhuhnInterview: ['otherUnit', 'otherClient'],
  BirkhuhnEntry: ['otherUnit', 'otherClient'],
  BirkhuhnQuestion: ['otherUnit', 'otherClient'],
  BirkhuhnResult: ['otherUnit', 'otherClient'],
  BirkhuhnDecision: ['otherUnit', 'otherClient'],
  BirkhuhnTask: ['otherUnit'],
  Cormoran: ['otherRegion'],
};

const WORDS = /(?:Amsel|Birkhuhn|Cormoran)\p{L}*/gu;

/** Words of the world in a text. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(WORDS));
}
