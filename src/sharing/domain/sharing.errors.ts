import { defineErrors } from '../../kernel/index.js';

/** Codes of the sharing decision. */
export const sharingErrors = defineErrors({
  CONSENT_MISSING: {
    de: 'Für diese Weitergabe fehlt eine gültige Einwilligung oder Schweigepflichtentbindung.',
    en: 'A valid consent or release from confidentiality is missing for this disclosure.',
    action: 'Einwilligung einholen, Daten oder Stelle weglassen oder anonymisiert beraten.',
  },
  NO_LEGAL_BASIS: {
    de: 'Für diese Weitergabe gibt es keine Rechtsgrundlage.',
    en: 'There is no legal basis for this disclosure.',
    action: 'Daten oder Stelle weglassen; eine Einwilligung hilft hier nicht.',
  },
  CONSENT_NOT_NEEDED: {
    de: 'Diese Weitergabe beruht auf Gesetz; eine Einwilligung wäre irreführend, denn ihr Widerruf bliebe ohne Wirkung.',
    en: 'This disclosure rests on statute; consent would mislead, because revoking it would have no effect.',
    action: 'Keine Einwilligung einholen, die Person über die gesetzliche Weitergabe unterrichten.',
  },
  RELEASE_NOT_NEEDED: {
    de: 'Für diese Weitergabe ist keine Schweigepflichtentbindung vorgesehen.',
    en: 'No release from confidentiality is foreseen for this disclosure.',
    action: 'Nur die Einwilligung einholen.',
  },
  CONSENT_VALIDITY_TOO_LONG: {
    de: 'Die Einwilligung würde länger gelten, als zulässig ist.',
    en: 'The consent would be valid for longer than is permitted.',
    action: 'Höchstens zwölf Monate, für Fallkonferenzen und Gesundheitsdaten höchstens sechs Monate wählen.',
  },
  CONSENT_VALIDITY_NOT_POSSIBLE: {
    de: 'Die Einwilligung würde enden, bevor sie beginnt, oder ist schon abgelaufen.',
    en: 'The consent would end before it begins, or has expired already.',
    action: 'Einen letzten Tag wählen, der nicht vor dem ersten und nicht in der Vergangenheit liegt.',
  },
  CONSENT_BEGINS_TOO_LATE: {
    de: 'Die Einwilligung würde erst in mehr als drei Monaten beginnen.',
    en: 'The consent would begin more than three months ahead.',
    action: 'Einen ersten Tag innerhalb der nächsten drei Monate wählen oder später fragen.',
  },
  CATEGORY_NOT_OF_A_PERSON: {
    de: 'Diese Datenart kann eine Angabe über eine Person nicht haben.',
    en: 'An item about a person cannot be of this category.',
    action: 'Eine Datenart wählen, die beschreibt, worum es in der Angabe geht.',
  },
  CONSENT_ONLY_SINGLE: {
    de: 'Gegenüber der Ausländerbehörde ist nur eine einmalige Weitergabe möglich.',
    en: 'Towards the immigration office only a single disclosure is possible.',
    action: 'Einmalige Weitergabe wählen.',
  },
  SECTION_87_WARNING_MISSING: {
    de: 'Bei einer öffentlichen Stelle muss die Person vorher auf mögliche Mitteilungspflichten (§ 87 AufenthG) hingewiesen werden.',
    en: 'For a public recipient the person must first be warned of possible duties to report (§ 87 AufenthG).',
    action: 'Den Hinweis geben und festhalten, oder den anonymisierten Weg wählen.',
  },
});
