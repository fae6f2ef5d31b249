import type { LetterText } from '../domain/letter-text.js';

/** Outcome letter in English. */
export const englishLetter: LetterText = {
  language: 'en',
  status: 'DRAFT',
  draft: 'This translation is a draft. The German text counts.',
  title: 'What came out of the meeting',
  about:
    'On {day} several offices talked with you or about your question (case conference). This sheet is yours.',
  inGerman:
    'What the offices wrote down is in German here. Have it translated for you. It costs you nothing.',
  original: 'In German, as it was written down',
  readBack: 'On {day} the result was read to you in the talk and interpreted into your language.',
  result: 'Result',
  view: 'What you said',
  dissent: 'Not everybody agreed',
  decisions: 'What the offices said',
  kinds: {
    DECISION_OF_BODY: 'This office decides this',
    AGREEMENT: 'All agreed on this',
    RECOMMENDATION: 'The offices recommend this',
    REQUEST_TO_STEERING: 'The offices ask the leaders of the project for this',
  },
  conditions: 'These offices agreed only on a condition',
  toBeConfirmed: 'The office still has to confirm this.',
  notConfirmed: 'The office did not confirm this. It does not count.',
  next: 'What happens next',
  who: 'Who',
  what: 'What',
  until: 'Until when',
  notAccepted: 'This office has not said yes yet.',
  noTasks: 'No task was agreed.',
  yours: 'What you wanted to do yourself',
  yoursNote: 'This is an offer to you. If you do not do it, you have no disadvantage.',
  review: 'On {day} we look again: what was done, what is still missing?',
  ask: 'Whom you can ask',
  against: 'What you can do if you do not agree',
  nothingDecided:
    'The meeting itself decides nothing. That is why there is no objection against the meeting.',
  onlyBescheid:
    'When an authority decides about your application, you get a letter called Bescheid. You can only defend yourself against a Bescheid. It says how and until when.',
  objectionUntil: 'You can object to the Bescheid of {body} until {day}. Write this to that office.',
  objectionMonth:
    'You can object to the Bescheid of {body}. You have one month after you received the Bescheid.',
  courtUntil: 'You can go to court against the Bescheid of {body} until {day}.',
  courtMonth:
    'You can go to court against the Bescheid of {body}. You have one month after you received the Bescheid.',
  advice: 'You can get free and independent advice. Ask us where.',
  wrong: 'Is something on this sheet wrong? Tell us. It will be added to the record.',
};
