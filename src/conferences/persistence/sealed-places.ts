/** Place of a sealed guiding question. */
export function questionPlace(conferenceId: string): string {
  return `case_conference.guiding_question_sealed:${conferenceId}`;
}

/** Place of the sealed reason for which a person has to be named. */
export function reasonPlace(conferenceId: string): string {
  return `case_conference.identified_reason_sealed:${conferenceId}`;
}

/** Place of the sealed words about the danger behind an urgent conference. */
export function dangerPlace(conferenceId: string): string {
  return `case_conference.urgent_reason_sealed:${conferenceId}`;
}

/** Place of the sealed reasons for which a request was declined. */
export function declinePlace(conferenceId: string): string {
  return `conference_decline.reasons_sealed:${conferenceId}`;
}

/** Place of a sealed text of a record; `column` without its ending. */
export function recordPlace(column: string, recordId: string): string {
  return `conference_record.${column}_sealed:${recordId}`;
}

/** Place of the sealed wording of a decision. */
export function decisionPlace(decisionId: string): string {
  return `conference_decision.text_sealed:${decisionId}`;
}
