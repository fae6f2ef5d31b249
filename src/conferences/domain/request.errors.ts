import { defineErrors } from '../../kernel/index.js';

/** Codes of requests of conferences and of the circle. */
export const conferenceRequestErrors = defineErrors({
  PURPOSE_NOT_ALLOWED: {
    de: 'Für Polizei, Sicherheit oder Rückkehr wird hier keine Fallkonferenz gehalten.',
    en: 'No conference is held here for police, security or return.',
    action: 'Dafür gilt anderes Recht; ohne diese Stelle und diesen Zweck beraten.',
  },
  URGENT_NEEDS_BASIS: {
    de: 'Eilig ist eine Fallkonferenz nur bei Gefahr für Leib oder Leben, zum Schutz eines Kindes oder mit Einwilligung; Grundlage und Anlass sind anzugeben, sonst bei keiner Konferenz.',
    en: 'A conference is urgent only with vital interests, child protection or consent; basis and occasion are needed, and only there.',
    action: 'Grundlage und Anlass angeben, oder eine andere Art der Konferenz wählen.',
  },
  URGENT_ONLY_LEADING_UNIT: {
    de: 'Auf eine Gefahr kann sich nur die fallführende Stelle berufen.',
    en: 'Only the unit that leads the case may rely on a danger.',
    action: 'Die Gefahr der fallführenden Stelle sofort mitteilen, oder mit Einwilligung beraten.',
  },
  NOTHING_TO_DECLINE: {
    de: 'Abgelehnt wird, worum die Person oder eine Stelle gebeten hat; das ist hier nicht der Fall.',
    en: 'Only what the person or a body asked for can be declined.',
    action: 'Die eigene Konferenz absagen.',
  },
  DECLINE_INSTEAD: {
    de: 'Wer um die Fallkonferenz gebeten hat, erfährt die Gründe: Sie kann nur aus einem zulässigen Grund abgelehnt werden.',
    en: 'Whoever asked gets the reasons: it can only be declined on a permitted ground.',
    action: 'Ablehnen, mit einem der zulässigen Gründe und in Worten.',
  },
  DECLINE_GROUND_NOT_GIVEN: {
    de: 'Dieser Grund liegt nicht vor: Es fehlt keine Einwilligung.',
    en: 'This ground is not given: no consent is missing.',
    action: 'Die Konferenz durchführen, oder einen Grund angeben, der zutrifft.',
  },
  DECLINE_NEEDS_HEARING: {
    de: 'Die Person hat um das Gespräch gebeten; sie ist vor einer Ablehnung zu hören.',
    en: 'The person asked for it; they have to be heard before it is declined.',
    action: 'Mit der Person sprechen und den Tag angeben, nicht vor dem Wunsch und nicht in der Zukunft.',
  },
  CONVERSION_NOT_POSSIBLE: {
    de: 'Diese Konferenz nennt niemanden; sie kann nicht umgewandelt werden.',
    en: 'This conference names nobody; it cannot be converted.',
    action: 'Für eine Konferenz mit Namen eine neue beantragen.',
  },
  BODY_NOT_IN_CIRCLE: {
    de: 'Diese Stelle ist an der Konferenz nicht beteiligt.',
    en: 'This body does not take part in the conference.',
    action: 'Eine Stelle aus der Liste der Beteiligten angeben.',
  },
  CIRCLE_FIXED: {
    de: 'Die Sitzung hat begonnen oder die Konferenz ist zu Ende; der Kreis steht fest.',
    en: 'The sitting has begun or the conference is over; the circle is fixed.',
    action: 'In der Sitzung die Anwesenheit festhalten.',
  },
  QUORUM_DAY_PAST: {
    de: 'Eine neue Regel zur Beschlussfähigkeit gilt frühestens ab heute.',
    en: 'A new rule on the quorum holds from today at the earliest.',
    action: 'Einen Tag ab heute angeben.',
  },
});
