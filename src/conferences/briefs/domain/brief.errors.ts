import { defineErrors } from '../../../kernel/index.js';

/** Codes of briefs, contributions and their anonymisation. */
export const briefErrors = defineErrors({
  BRIEF_VERSION_OVERTAKEN: {
    de: 'Die Falldarstellung wurde inzwischen geändert.',
    en: 'The brief has been changed in the meantime.',
    action: 'Die neue Fassung lesen und den Schritt mit ihr wiederholen.',
  },
  BRIEF_OPINION_WITHOUT_GROUND: {
    de: 'Eine Einschätzung braucht eine andere Zeile, auf der sie beruht.',
    en: 'An opinion needs another line on which it rests.',
    action: 'Die Tatsache, Beobachtung oder Aussage nennen, auf der die Einschätzung beruht.',
  },
  BRIEF_WISH_NOT_OF_PERSON: {
    de: 'Was die Person will, steht in ihren Worten in der Falldarstellung.',
    en: 'What the person wants is written in their own words.',
    action: 'Die Zeile als Aussage der Person aufnehmen oder in einen anderen Abschnitt setzen.',
  },
  BRIEF_LEGAL_OPINION: {
    de: 'Die Rechtsfrage wird in der Falldarstellung gestellt, nicht beantwortet.',
    en: 'The brief asks the legal question and does not answer it.',
    action: 'Die Frage offen stellen; beantworten kann sie die zuständige Stelle oder Rechtsberatung.',
  },
  BRIEF_LINE_WITHOUT_TEXT: {
    de: 'Eine Zeile hat entweder eigene Worte oder gibt eine Angabe wieder; ohne Namen immer eigene Worte.',
    en: 'A line has words of its own or repeats an item; an anonymised one always has words of its own.',
    action: 'Eigene Worte oder die Angabe nennen, nicht beides; ohne Namen neu formulieren.',
  },
  BRIEF_ITEM_NOT_OF_UNIT: {
    de: 'In die Falldarstellung kommen nur Angaben, für die Ihre Stelle selbst verantwortlich ist.',
    en: 'A brief contains only items your unit is itself responsible for.',
    action: 'Die verantwortliche Stelle um einen eigenen Beitrag bitten.',
  },
  BRIEF_NOT_POSSIBLE_NOW: {
    de: 'Die Konferenz ist beendet, abgesagt oder gesperrt; es wird nichts mehr für sie geschrieben oder verschickt.',
    en: 'The conference has ended, was cancelled or is blocked; nothing is written or sent for it now.',
    action: 'Zuerst das Hindernis beheben, oder eine neue Konferenz beantragen.',
  },
  BRIEF_IS_ANONYMOUS: {
    de: 'Die Konferenz nennt niemanden: Ihre Falldarstellung wird nach Prüfung freigegeben, nicht verschickt.',
    en: 'The conference names nobody: its brief is released after a check, not sent.',
    action: 'Die Anonymisierung prüfen und von einer zweiten Person freigeben lassen.',
  },
  BRIEF_IS_IDENTIFIED: {
    de: 'Die Konferenz nennt die Person; ihre Falldarstellung wird nicht anonym freigegeben.',
    en: 'The conference names the person; its brief is not released as anonymous.',
    action: 'Die Falldarstellung an die beteiligten Stellen schicken, oder ohne Namen beraten.',
  },
  BRIEF_NOTHING_TO_SEND: {
    de: 'Für diese Stellen gibt es keine Zeile mit Grundlage, die sie nicht schon hätten.',
    en: 'There is no line with a basis for these bodies that they do not have already.',
    action: 'Die Vorschau ansehen; fehlende Einwilligungen einholen oder die Stelle weglassen.',
  },
  BRIEF_RECIPIENT_NOT_INVITED: {
    de: 'Die Falldarstellung geht nur an andere Stellen, die an der Konferenz teilnehmen.',
    en: 'A brief goes only to other bodies that take part in the conference.',
    action: 'Nur beteiligte Stellen angeben.',
  },
  CONTRIBUTION_WITHOUT_BASIS: {
    de: 'Für mindestens eine Empfängerin fehlt die Grundlage, das zu erfahren.',
    en: 'At least one recipient has no basis to learn this.',
    action: 'Kategorien oder Empfänger weglassen, oder zuerst die Einwilligung einholen.',
  },
  CONTRIBUTION_NOT_POSSIBLE: {
    de: 'Einen Beitrag schreibt eine beteiligte Stelle vor dem Ende der Sitzung.',
    en: 'A contribution is written by a body that takes part, before the sitting ends.',
    action: 'Prüfen, ob Ihre Stelle beteiligt ist und die Sitzung noch bevorsteht.',
  },
  WITHHOLDING_NEEDS_SECOND_PERSON: {
    de: 'Ob der Person ein Beitrag vorenthalten wird, entscheidet jemand anderes als wer ihn geschrieben hat.',
    en: 'Whether a contribution is withheld from the person is decided by another than its author.',
    action: 'Eine Kollegin oder einen Kollegen der eigenen Stelle entscheiden lassen.',
  },
  WITHHOLDING_NOT_OPEN: {
    de: 'Hier ist nichts zu entscheiden: Der Beitrag soll der Person nicht vorenthalten werden, oder es ist entschieden.',
    en: 'There is nothing to decide: the contribution is not to be withheld, or it was decided.',
    action: 'Nichts zu tun.',
  },
  RELEASE_NEEDS_SECOND_PERSON: {
    de: 'Wer an der Falldarstellung geschrieben hat, kann sie nicht freigeben.',
    en: 'Whoever wrote on the brief cannot release it.',
    action: 'Eine zweite Person der eigenen Stelle prüfen und freigeben lassen.',
  },
  RELEASE_CONTENT_CHANGED: {
    de: 'Freigegeben wird genau die Fassung, die geprüft wurde; diese ist es nicht.',
    en: 'Exactly the version that was checked is released; this is not it.',
    action: 'Die Prüfung neu aufrufen, lesen und mit ihrer Prüfsumme freigeben.',
  },
  ANONYMISATION_FINDINGS_OPEN: {
    de: 'Die Prüfung hat Stellen gefunden, an denen jemand zu erkennen sein kann.',
    en: 'The check found places by which somebody may be recognised.',
    action: 'Den Text ändern; bloße Hinweise einzeln als geprüft bestätigen.',
  },
  ANONYMITY_TOO_FEW: {
    de: 'Zu wenige Fälle der Region haben diese Merkmale gemeinsam; die Person wäre erkennbar.',
    en: 'Too few cases of the region share these attributes; the person could be recognised.',
    action: 'Merkmale weglassen oder gröber fassen, oder nicht in diesem Kreis beraten.',
  },
  ANONYMITY_NOT_POSSIBLE: {
    de: 'Eine Stelle im Raum arbeitet mit der Person und würde sie erkennen: Das ist keine anonyme Beratung.',
    en: 'A body in the room works with the person and would recognise them: this is no anonymous consultation.',
    action: 'Mit Namen und Einwilligung beraten, den Kreis ändern oder verschieben.',
  },
  ANONYMOUS_CATEGORY_CLOSED: {
    de: 'Etwas davon darf auch ohne Namen nicht in diesen Kreis.',
    en: 'Some of it may not reach this circle even without names.',
    action: 'Die Zeilen dieser Kategorie weglassen, oder den Kreis ändern.',
  },
  ROOM_ANSWER_NOT_FITTING: {
    de: 'Die Antwort passt nicht: Eine Stelle im Raum ist am Fall beteiligt, oder die Begründung fehlt.',
    en: 'The answer does not fit: a body in the room takes part in the case, or the reason is missing.',
    action: 'Die Frage neu beantworten und begründen, warum die Person nicht zu erkennen ist.',
  },
  ANONYMITY_THRESHOLD_NOT_POSSIBLE: {
    de: 'So niedrig darf die Schwelle nicht sein.',
    en: 'The threshold may not be that low.',
    action: 'Die Schwelle gleich oder höher als die Untergrenze der Regel setzen.',
  },
  NATIONALITY_UNKNOWN: {
    de: 'Diese Staatsangehörigkeit steht nicht in der Liste.',
    en: 'This nationality is not in the list.',
    action: 'Den Code aus der Liste der Regeln verwenden, jeden nur einmal.',
  },
});
