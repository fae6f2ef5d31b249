import { defineErrors } from '../../../kernel/index.js';

/** Codes of the record, its agreement and what follows from it. */
export const recordErrors = defineErrors({
  RECORD_VERBATIM: {
    de: 'Das Protokoll hält Ergebnisse fest, keinen Wortlaut der Besprechung.',
    en: 'The record keeps results, not the wording of the talk.',
    action: 'Das Ergebnis in eigenen Worten schreiben; Zitate und Dialoge weglassen.',
  },
  RECORD_HEARSAY: {
    de: 'Das Protokoll enthält Hörensagen oder Vermutungen.',
    en: 'The record contains hearsay or guesses.',
    action: 'Nur festhalten, was belegt ist, und die Quelle nennen.',
  },
  OPINION_WITHOUT_GROUND: {
    de: 'Eine Meinung steht ohne Grund da.',
    en: 'An opinion is stated without its ground.',
    action: 'Den Grund dazuschreiben („weil …“) oder die Meinung weglassen.',
  },
  RECORD_TEXT_EMPTY: {
    de: 'Hier fehlen Worte.',
    en: 'Words are missing here.',
    action: 'Kurz schreiben, was falsch ist, was gilt oder warum nicht.',
  },
  RECORD_NOT_SUBMITTED: {
    de: 'Das Protokoll liegt noch nicht zur Abstimmung vor.',
    en: 'The record has not been submitted for corrections yet.',
    action: 'Warten, bis die Protokollführung es vorlegt.',
  },
  RECORD_ALREADY_APPROVED: {
    de: 'Das Protokoll ist freigegeben; es wird nicht mehr geändert.',
    en: 'The record is approved and is not changed any more.',
    action: 'Einen Nachtrag schreiben.',
  },
  RECORD_NOT_APPROVED: {
    de: 'Das Protokoll ist noch nicht freigegeben.',
    en: 'The record is not approved yet.',
    action: 'Warten, bis die Moderation es freigibt.',
  },
  CORRECTION_TIME_OVER: {
    de: 'Die fünf Arbeitstage für Korrekturen sind vorbei.',
    en: 'The five working days for corrections are over.',
    action: 'Nach der Freigabe um einen Nachtrag bitten.',
  },
  CORRECTION_NOT_POSSIBLE: {
    de: 'Korrigieren lässt sich nur, was Sie selbst lesen können.',
    en: 'Only what you can read yourself can be corrected.',
    action: 'Eine Stelle des Protokolls nennen, die Ihnen vorliegt.',
  },
  CORRECTION_ALREADY_ANSWERED: {
    de: 'Diese Korrektur ist schon beantwortet.',
    en: 'This correction has been answered already.',
    action: 'Die Antwort ansehen.',
  },
  CORRECTION_WORDING_MISSING: {
    de: 'Wer eine Korrektur annimmt, schreibt dazu, wie es jetzt heißt; wer sie ablehnt, ändert nichts.',
    en: 'Accepting a correction needs the new wording; rejecting it changes nothing.',
    action: 'Den neuen Wortlaut angeben oder ihn bei einer Ablehnung weglassen.',
  },
  PURGE_INCOMPLETE: {
    de: 'Noch nicht über alles entschieden, was für diese Konferenz weitergegeben wurde.',
    en: 'Not everything that was disclosed for this conference has been decided on.',
    action: 'Jede Zeile entweder als unnötig markieren oder sagen, wofür sie gebraucht wird.',
  },
  DECISION_NOT_OPEN: {
    de: 'Diese Entscheidung wartet nicht auf eine Bestätigung.',
    en: 'This decision is not waiting to be confirmed.',
    action: 'Nur bestätigen, was „noch zu bestätigen“ ist.',
  },
  DECISION_REASON_MISSING: {
    de: 'Wer nicht bestätigt, nennt den Grund; wer bestätigt, braucht keinen.',
    en: 'Not confirming needs a reason; confirming takes none.',
    action: 'Einen Grund wählen oder ihn weglassen.',
  },
  BESCHEID_DATES_WRONG: {
    de: 'Ein Bescheid ist nicht von morgen, und bekannt gegeben wird er nicht, bevor es ihn gibt.',
    en: 'A decision is not of tomorrow, and is not notified before it exists.',
    action: 'Datum und Bekanntgabe prüfen.',
  },
  BESCHEID_NOT_POSSIBLE: {
    de: 'Einen Bescheid gibt es nur zu einer Entscheidung dieser Stelle, nie zu einer Vereinbarung der Konferenz.',
    en: 'A formal decision belongs to a decision of that body, never to an agreement of the conference.',
    action: 'Die Entscheidung der eigenen Stelle wählen.',
  },
  REMEDY_UNKNOWN: {
    de: 'Diesen Rechtsbehelf gibt es an diesem Tag nicht.',
    en: 'There is no such remedy on that day.',
    action: 'Einen Rechtsbehelf aus der Liste wählen.',
  },
  ADDENDUM_BODY_UNKNOWN: {
    de: 'Diese Stelle war an der Konferenz nicht beteiligt.',
    en: 'That body did not take part in the conference.',
    action: 'Nur Stellen der Konferenz nennen, die der Nachtrag betrifft.',
  },
  REVIEW_ALREADY_REQUESTED: {
    de: 'Zu dieser Konferenz gibt es schon eine Konferenz zur Wiedervorlage.',
    en: 'There is a review conference for this conference already.',
    action: 'Die vorhandene öffnen.',
  },
});
