import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in English. */
export const englishInvitation: InvitationText = {
  language: 'en',
  direction: 'ltr',
  status: 'DRAFT',
  invited: 'You are invited to a meeting (case conference).',
  changed: 'The date of the meeting has changed.',
  cancelled:
    'The date of the meeting has been called off. If there is a new one, you will get a new invitation.',
  when: 'When',
  where: 'Where',
  number: 'Number',
  topic: 'Topic',
  who: 'Who comes and why: the service that supports you will tell you. You also see it after you log in.',
  companion: 'You may bring a person you trust.',
  interpreter: 'If you need interpreting, tell us. It costs you nothing.',
  refuse:
    'You do not have to come. You can say no, even during the meeting. This brings you no disadvantage.',
  without: 'Without the meeting every office goes on working as before.',
  answerHere: 'You can answer here:',
  yes: 'I am coming',
  no: 'I am not coming',
  maybe: 'Maybe',
  saved: 'Your answer has arrived. Thank you.',
  notPossible: 'Answering is no longer possible here.',
  draft: 'This translation is a draft. The German text counts.',
};
