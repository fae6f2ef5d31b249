import { defineErrors } from '../../../kernel/index.js';

/** Codes of sittings. */
export const sittingErrors = defineErrors({
  SITTING_CHANGED: {
    de: 'In der Sitzung wurde inzwischen etwas anderes eingetragen; der neue Stand steht dabei.',
    en: 'Something else was entered in the sitting meanwhile; the newer state comes with this answer.',
    action: 'Den neuen Stand ansehen und die eigene Eingabe darauf wiederholen.',
  },
  SITTING_NOT_RUNNING: {
    de: 'Dieser Tagesordnungspunkt läuft nicht.',
    en: 'This item of the sitting is not running.',
    action: 'Den Punkt beginnen oder fortsetzen; nach einem Widerruf braucht es einen neuen Termin.',
  },
  SITTING_ALREADY_BEGUN: {
    de: 'Dieser Tagesordnungspunkt hat schon begonnen oder ist beendet.',
    en: 'This item of the sitting has already begun or ended.',
    action: 'Den Stand der Sitzung neu laden.',
  },
  SITTING_OTHER_ITEM_RUNS: {
    de: 'In dieser Sitzung läuft noch ein anderer Fall.',
    en: 'Another case is still running in this sitting.',
    action:
      'Den laufenden Punkt erst beenden; alle Stellen, die nicht zum nächsten Fall gehören, verlassen den Raum.',
  },
  SITTING_NOT_POSSIBLE: {
    de: 'Diese Konferenzen lassen sich nicht zu einer Sitzung verbinden.',
    en: 'These conferences cannot be joined to one sitting.',
    action:
      'Konferenzen desselben Tages wählen, die Sie moderieren, die terminiert sind und noch zu keiner Sitzung gehören.',
  },
  SITTING_RECORDER_MISSING: {
    de: 'Die Protokollführung ist noch nicht als anwesend und verpflichtet eingetragen.',
    en: 'The recorder has not been entered as present and bound to secrecy.',
    action: 'Anwesenheit und Verschwiegenheit der Protokollführung eintragen oder eine Vertretung bestimmen.',
  },
  SITTING_INTERPRETER_MISSING: {
    de: 'Die Person versteht Deutsch nicht gut genug, und niemand dolmetscht im Raum.',
    en: 'The person does not follow German well enough, and nobody in the room interprets.',
    action:
      'Die dolmetschende Person mit Sprache, Qualifikation und Vertraulichkeit eintragen, oder den Termin verschieben.',
  },
  AGENDA_BOX_NOT_POSSIBLE: {
    de: 'Diesen Abschnitt gibt es nicht, er ist vorbei, oder davor liegt einer, der nicht übersprungen wird.',
    en: 'There is no such part, it is over, or one that is never skipped lies before it.',
    action:
      'Den nächsten Abschnitt beginnen; die Zeit der Person und das Zurücklesen werden nie übersprungen.',
  },
  PERSON_SPEAKS_FIRST: {
    de: 'Die Person spricht zuerst: Ihre Sicht ist noch nicht eingetragen.',
    en: 'The person speaks first: their turn has not been entered.',
    action: 'Eintragen, dass die Person gesprochen, geschrieben, sprechen lassen oder verzichtet hat.',
  },
  READ_BACK_MISSING: {
    de: 'Der Punkt kann nicht enden, ehe das Ergebnis der Person zurückgelesen wurde.',
    en: 'The item cannot end before the result was read back to the person.',
    action: 'Zurücklesen und eintragen, ob die Person bestätigt oder widerspricht.',
  },
  READ_BACK_NOT_POSSIBLE: {
    de: 'Diese Antwort passt nicht: Widerspruch braucht Worte, wer da ist, wird gefragt, und was die Person selbst eingetragen hat, ändert nur sie.',
    en: 'This answer does not fit: dissent needs words, whoever is there is asked, and what the person entered themself only they change.',
    action: 'Bestätigung oder Widerspruch mit den eigenen Worten der Person eintragen.',
  },
  POSITION_NEEDS_WORDS: {
    de: 'Eine Bedingung oder ein Nein braucht Worte, ein Ja oder «nicht zuständig» keine.',
    en: 'A condition or a no needs words, a yes or “not competent” none.',
    action: 'Die Bedingung oder den Grund nennen.',
  },
  POSITION_BODY_NOT_THERE: {
    de: 'Diese Stelle ist nicht im Raum.',
    en: 'This body is not in the room.',
    action:
      'Zuerst Anwesenheit und Verschwiegenheit eintragen; eine abwesende Stelle hat schriftlich beigetragen.',
  },
  ATTENDANCE_NOT_POSSIBLE: {
    de: 'So nimmt niemand an diesem Punkt teil.',
    en: 'Nobody attends this item in that way.',
    action:
      'Eine beteiligte Stelle mit jemandem aus dieser Stelle angeben, oder die Protokollführung der Konferenz.',
  },
  INTERPRETER_INCOMPLETE: {
    de: 'Zur Sprachmittlung gehören Sprache und Qualifikation.',
    en: 'Interpreting needs a language and a level.',
    action: 'Sprache und Qualifikation eintragen.',
  },
  COMPANION_REFUSAL_NEEDS_REASONS: {
    de: 'Einen Beistand zurückzuweisen braucht schriftliche Gründe (§ 13 SGB X).',
    en: 'Refusing a companion needs written reasons (§ 13 SGB X).',
    action: 'Die Gründe eintragen; die Person bekommt sie schriftlich.',
  },
  NOBODY_TO_ACCOMPANY: {
    de: 'In einer anonymen Fallkonferenz ist die Person nicht dabei.',
    en: 'In an anonymised conference the person is not there.',
    action: 'Beistand, Form der Beteiligung und Zurücklesen gehören zur Konferenz mit Namen.',
  },
  RECOGNISED_ONLY_ANONYMISED: {
    de: 'Wiedererkannt werden kann nur, wer nicht genannt ist.',
    en: 'Only who is not named can be recognised.',
    action: 'Bei einer Konferenz mit Namen eine Befangenheit anzeigen.',
  },
  SEALED_PART_OVER: {
    de: 'Der versiegelte Teil liegt vor dem Beitritt der Person und ist vorbei.',
    en: 'The sealed part lies before the person joins and is over.',
    action: 'Was gefährdet, außerhalb der Sitzung mit der Moderation klären.',
  },
  RECORD_ATTENDANCE_DIFFERS: {
    de: 'Das Protokoll nennt andere Stellen als anwesend als die Sitzung.',
    en: 'The record names other bodies as present than the sitting does.',
    action: 'Die Anwesenheit aus der Sitzung übernehmen, oder sie dort berichtigen, solange der Punkt läuft.',
  },
  DEPUTY_TAKEN: {
    de: 'Diese Person ist zu der Zeit der Sitzung schon vergeben.',
    en: 'This person is already taken at the time of the sitting.',
    action: 'Jemand anderen mit der Rolle Moderation wählen.',
  },
  DEPUTY_NOT_POSSIBLE: {
    de: 'Diese Person kann die Moderation nicht übernehmen.',
    en: 'This person cannot take the chair.',
    action:
      'Jemanden mit der Rolle Moderation wählen, der weder den Fall führt noch protokolliert noch für eine Stelle da ist.',
  },
});

/** Code of a sitting. */
export type SittingErrorCode = keyof typeof sittingErrors;
