import { defineErrors } from '../../kernel/index.js';

/** Codes of this capability. */
export const conferenceErrors = defineErrors({
  CONFERENCE_BLOCKED: {
    de: 'Die Fallkonferenz darf so nicht stattfinden: Es steht noch etwas im Weg.',
    en: 'The conference may not take place so: something still stands in the way.',
    action: 'Die Auswege nutzen, die bei jedem Hindernis stehen.',
  },
  DOUBLE_BOOKED: {
    de: 'Zu dieser Zeit ist jemand, die Sprachmittlung oder der Raum schon vergeben.',
    en: 'Somebody, the interpreter or the room is already taken at that time.',
    action: 'Eine andere Zeit, einen anderen Raum oder eine Vertretung wählen.',
  },
  IDENTIFIED_NEEDS_REASON: {
    de: 'Eine Fallkonferenz mit Namen braucht eine Begründung; üblich ist die anonyme Form.',
    en: 'A conference that names the person needs a reason; anonymised is the default.',
    action: 'Begründen, warum die anonyme Form nicht genügt, oder anonym beraten.',
  },
  IDENTIFIED_NEEDS_CASE: {
    de: 'Eine Fallkonferenz mit Namen gehört zu einem Fall.',
    en: 'A conference that names the person belongs to a case.',
    action: 'Den Fall angeben.',
  },
  KIND_MODE_MISMATCH: {
    de: 'Art und Form passen nicht zusammen, oder diese Art wird hier nicht einberufen.',
    en: 'Kind and mode do not match, or this kind is not convened here.',
    action: 'Integrations-, Übergangs- und Eilkonferenz mit Namen beraten, lernende und planende ohne.',
  },
  CONVENER_WITHOUT_BASIS: {
    de: 'Ihre Stelle darf selbst nicht wissen, um wen es geht; sie kann nicht mit Namen einberufen.',
    en: 'Your unit may itself not know who it is about; it cannot convene with names.',
    action: 'Die fallführende Stelle um die Konferenz bitten, oder anonym beraten.',
  },
  PROTECTED_CASE_NOT_OPEN: {
    de: 'Der Fall ist geschützt: Mit Namen beraten können ihn nur Stellen, für die er geöffnet wurde, auch in Moderation und Protokoll.',
    en: 'The case is protected: only bodies to which it was opened can confer about it with names, chair and recorder included.',
    action:
      'Den Fall zuerst für jede Stelle öffnen, mit Freigabe durch eine zweite Person, oder anonym beraten.',
  },
  TEXT_NOT_ANONYMOUS: {
    de: 'Der Text enthält etwas, woran jemand zu erkennen sein kann.',
    en: 'The text contains something by which somebody may be recognised.',
    action: 'Namen, Nummern, Anschriften und Daten aus dem Text nehmen.',
  },
  TOO_FEW_BODIES: {
    de: 'Zu einer Fallkonferenz gehören mindestens zwei weitere Stellen, jede nur einmal.',
    en: 'A conference needs at least two further bodies, each only once.',
    action: 'Weitere Stellen beteiligen oder die Sache schriftlich klären.',
  },
  SLOT_NOT_POSSIBLE: {
    de: 'Der Termin liegt nicht in der Zukunft oder ist zu kurz oder zu lang.',
    en: 'The slot is not in the future, or too short or too long.',
    action: 'Einen künftigen Termin von 15 Minuten bis vier Stunden wählen.',
  },
  INVITATION_TOO_SHORT: {
    de: 'Bis zu diesem Termin bleibt zu wenig Zeit für die Einladung.',
    en: 'There is too little time left for the invitation to this date.',
    action:
      'Einen Termin zehn Werktage später wählen (Eilkonferenz zwei), alle zustimmen lassen, oder den Grund der Eile angeben.',
  },
  CHAIR_NOT_POSSIBLE: {
    de: 'Diese Person kann nicht moderieren: Moderation ist eine eigene Rolle, nie die Fallführung und nie für eine Stelle dabei.',
    en: 'This person cannot chair: chairing is a role of its own, never the case lead and never for a body.',
    action: 'Jemanden mit der Rolle Moderation wählen, der den Fall nicht führt.',
  },
  RECORDER_NOT_POSSIBLE: {
    de: 'Diese Person kann nicht protokollieren: Protokollführung ist eine eigene Rolle, nie die Moderation und nie für eine Stelle dabei.',
    en: 'This person cannot take the record: that is a role of its own, never the chair and never for a body.',
    action: 'Jemand anderen mit der Rolle Protokollführung wählen.',
  },
  ATTENDEE_NOT_OF_UNIT: {
    de: 'Diese Person gehört nicht zu der Stelle, oder die Stelle ist nicht beteiligt.',
    en: 'This person does not belong to the unit, or the unit does not take part.',
    action: 'Je beteiligter Stelle jemanden aus dieser Stelle benennen.',
  },
  PARTICIPANT_IN_CONFLICT: {
    de: 'Eine der Personen kann wegen eines Konflikts nicht mitwirken.',
    en: 'One of the people cannot take part because of a conflict.',
    action: 'Eine andere Person benennen.',
  },
  CONFERENCE_PROGRAMME_UNKNOWN: {
    de: 'Dieses Programm gibt es nicht.',
    en: 'There is no such programme.',
    action: 'Ein Programm aus der Liste wählen oder die Angabe weglassen.',
  },
  ROOM_UNKNOWN: {
    de: 'Diesen Raum gibt es nicht.',
    en: 'There is no such room.',
    action: 'Einen Raum aus der Liste wählen.',
  },
  INTERPRETER_UNKNOWN: {
    de: 'Diese Sprachmittlung gibt es im Pool nicht oder an diesem Tag nicht mehr.',
    en: 'There is no such interpreter in the pool, or not any more on that day.',
    action: 'Eine Poolnummer aus der Liste wählen.',
  },
  DECISION_BODY_MISSING: {
    de: 'Eine Entscheidung trifft eine Stelle in eigener Zuständigkeit; sie muss genannt und beteiligt sein.',
    en: 'A decision is taken by a body within its own competence; it must be named and take part.',
    action: 'Die entscheidende Stelle angeben oder den Punkt als Vereinbarung festhalten.',
  },
  CONSULTATION_DECIDES_NOTHING: {
    de: 'Eine Beratung ohne Beschlussfähigkeit fasst keine Beschlüsse und verteilt keine Aufgaben.',
    en: 'A consultation without quorum decides nothing and gives no tasks.',
    action: 'Als Empfehlung ohne Aufgaben festhalten, oder eine beschlussfähige Konferenz einberufen.',
  },
  SITTING_NOT_BEGUN: {
    de: 'Die Sitzung hat noch nicht begonnen, oder sie nennt niemanden; es gibt nichts Gesagtes festzuhalten.',
    en: 'The sitting has not begun, or names nobody; there is nothing said to be registered.',
    action: 'Nach der Eröffnung einer Fallkonferenz mit Namen festhalten, was gesagt wurde.',
  },
  ORAL_DISCLOSURE_NOT_POSSIBLE: {
    de: 'Gesagtes kommt von einer beteiligten Stelle, geht an andere beteiligte Stellen und gehört zu diesem Protokoll.',
    en: 'What was said comes from a body that takes part, goes to others that do, and belongs to this record.',
    action:
      'Nur beteiligte Stellen und Beschlüsse dieser Konferenz angeben; niemand teilt sich selbst etwas mit.',
  },
  TASK_HOLDER_NOT_INVOLVED: {
    de: 'Eine Aufgabe kann nur eine beteiligte Stelle oder die Person übernehmen.',
    en: 'Only a body that takes part, or the person, can take a task.',
    action: 'Eine beteiligte Stelle angeben.',
  },
  TASK_DUE_IN_PAST: {
    de: 'Eine Aufgabe kann nicht in der Vergangenheit fällig sein.',
    en: 'A task cannot be due in the past.',
    action: 'Ein Datum ab heute angeben.',
  },
  REVIEW_DATE_NOT_POSSIBLE: {
    de: 'Die Wiedervorlage liegt nach der Sitzung und höchstens sechs Monate später.',
    en: 'The review lies after the sitting and at most six months later.',
    action: 'Üblich sind acht Wochen.',
  },
  ABSENCE_UNEXPLAINED: {
    de: 'War die Person nicht dabei, muss das Protokoll sagen warum.',
    en: 'If the person was absent, the record must say why.',
    action: 'Den Grund eintragen; ihre Sicht gehört trotzdem ins Protokoll.',
  },
});
