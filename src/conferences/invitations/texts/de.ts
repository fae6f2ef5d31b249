import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in German. */
export const germanInvitation: InvitationText = {
  language: 'de',
  direction: 'ltr',
  status: 'CHECKED',
  invited: 'Sie sind zu einer Besprechung eingeladen (Fallkonferenz).',
  changed: 'Der Termin der Besprechung hat sich geändert.',
  cancelled:
    'Der Termin der Besprechung ist aufgehoben. Wenn es einen neuen gibt, bekommen Sie eine neue Einladung.',
  when: 'Wann',
  where: 'Wo',
  number: 'Nummer',
  topic: 'Thema',
  who: 'Wer kommt und warum, sagt Ihnen die Stelle, die Sie begleitet. Sie sehen es auch nach Ihrer Anmeldung.',
  companion: 'Sie dürfen eine Person mitbringen, der Sie vertrauen.',
  interpreter: 'Wenn Sie eine Übersetzung brauchen, sagen Sie es uns. Sie kostet Sie nichts.',
  refuse:
    'Sie müssen nicht kommen. Sie können Nein sagen, auch noch während der Besprechung. Sie haben dadurch keinen Nachteil.',
  without: 'Ohne die Besprechung arbeitet jede Stelle weiter wie bisher.',
  answerHere: 'Hier können Sie antworten:',
  yes: 'Ich komme',
  no: 'Ich komme nicht',
  maybe: 'Vielleicht',
  saved: 'Ihre Antwort ist angekommen. Danke.',
  notPossible: 'Hier kann nicht mehr geantwortet werden.',
  draft: '',
};
