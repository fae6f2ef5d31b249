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
  CONSENT_INCOMPLETE: {
    de: 'Ohne alle Pflichtangaben ist die Erklärung nicht gültig.',
    en: 'Without all mandatory parts the declaration is not valid.',
    action: 'Die genannten Angaben nachtragen; ein Scan wird vorher zur Erklärung hochgeladen.',
  },
  CONSENT_PARTY_TOO_BROAD: {
    de: 'Empfänger oder entbundene Person sind nicht bestimmt genug; „alle Behörden“ oder „Partner“ geht nicht.',
    en: 'Recipient or released person are not definite enough; “all authorities” or “partners” is not possible.',
    action: 'Eine bestimmte Funktion nennen und je Stelle eine eigene Erklärung vorlegen.',
  },
  CONSENT_NOT_BY_RECIPIENT: {
    de: 'Für Daten an eine Ausländerbehörde holt keine Ausländerbehörde die Einwilligung ein.',
    en: 'No immigration office obtains the consent for data that flow to an immigration office.',
    action: 'Die Stelle fragen lassen, die weitergeben möchte, möglichst die Beratung.',
  },
  CONSENT_TEXT_UNKNOWN: {
    de: 'Diesen Text gibt es in dieser Fassung oder Sprache nicht.',
    en: 'There is no such text in this version or language.',
    action: 'Den geltenden Text laden und zeigen; gibt es ihn in der Sprache nicht, sprachmitteln lassen.',
  },
  CONSENT_TEXT_CHANGED: {
    de: 'Gezeigt wurde ein anderer Wortlaut, als er gilt.',
    en: 'Other words were shown than those in force.',
    action: 'Den geltenden Text laden und noch einmal erklären.',
  },
  CONSENT_GIVEN_AT_NOT_POSSIBLE: {
    de: 'Der Zeitpunkt der Erklärung liegt in der Zukunft oder vor dem Tag, an dem sie vorgelegt wurde.',
    en: 'The declaration would be given in the future, or before the day on which it was offered.',
    action: 'Den wirklichen Zeitpunkt eintragen.',
  },
  CONSENT_NOT_NARROWER: {
    de: 'Einschränken heißt weniger: weniger Angaben, ein früheres Ende oder mehr Ausnahmen.',
    en: 'To limit means less: fewer categories, an earlier end or more exclusions.',
    action: 'Für mehr eine neue Erklärung vorlegen.',
  },
  CONSENT_NOT_REVOKED: {
    de: 'Diese Erklärung wurde nicht widerrufen; es gibt nichts zu bestätigen.',
    en: 'This declaration was not revoked; there is nothing to confirm.',
    action: 'Die Kopie der Erklärung abrufen oder zuerst widerrufen.',
  },
  CONSENT_NOT_TO_BE_CONFIRMED: {
    de: 'Bei dieser Erklärung gibt es nichts zu bestätigen.',
    en: 'There is nothing to confirm about this declaration.',
    action: 'Nichts zu tun.',
  },
  MEDIATION_LEVEL_TOO_LOW: {
    de: 'Erklärungen gegenüber Behörden dürfen nur qualifiziert oder beeidigt sprachgemittelt werden.',
    en: 'Declarations towards authorities need qualified or sworn language mediation.',
    action: 'Eine qualifizierte oder beeidigte Sprachmittlung hinzuziehen und noch einmal erklären.',
  },
  EVIDENCE_NOT_ACCEPTED: {
    de: 'Der Nachweis ist kein PDF, PNG oder JPEG, ist leer oder größer als 5 MB.',
    en: 'The evidence is no PDF, PNG or JPEG, is empty or larger than 5 MB.',
    action: 'Den Nachweis als PDF, PNG oder JPEG mit höchstens 5 MB hochladen.',
  },
  SECTION_87_WARNING_MISSING: {
    de: 'Bei einer öffentlichen Stelle muss die Person vorher auf mögliche Mitteilungspflichten (§ 87 AufenthG) hingewiesen werden.',
    en: 'For a public recipient the person must first be warned of possible duties to report (§ 87 AufenthG).',
    action: 'Den Hinweis geben und festhalten, oder den anonymisierten Weg wählen.',
  },
  DISCLOSURE_NOT_PERMITTED: {
    de: 'Mindestens eine der Angaben darf jetzt nicht weitergegeben werden; es wurde nichts weitergegeben.',
    en: 'At least one of the items may not be disclosed now; nothing was disclosed.',
    action: 'Die Vorschau neu laden, unzulässige Angaben zurückhalten oder die fehlende Erklärung einholen.',
  },
  EXCLUSIONS_NOT_CONSIDERED: {
    de: 'Die Person hat mit eigenen Worten etwas ausgenommen; ob die Angaben dazugehören, kann nur ein Mensch prüfen.',
    en: 'The person excluded something in their own words; only a human can tell whether the items belong to it.',
    action:
      'Die Ausnahmen in der Vorschau lesen, was dazugehört zurückhalten, und bestätigen, dass sie bedacht wurden.',
  },
  NOTHING_APPROVED: {
    de: 'Keine der Angaben wurde zur Weitergabe freigegeben.',
    en: 'None of the items was approved for disclosure.',
    action: 'Mindestens eine Angabe freigeben oder den Vorgang abbrechen.',
  },
  ORIGIN_NOT_STATED: {
    de: 'Die Angabe kommt von einer anderen Stelle, aber es ist nicht gesagt, welches Geheimnis sie mitbringt; oder es ist beides gesagt.',
    en: 'The item comes from another body, but it is not said which secrecy came along; or both is said.',
    action:
      'Die Angabe nennen, aus der sie stammt, oder das mitgebrachte Geheimnis, oder dass keines mitkam.',
  },
  CONDITIONS_NOT_CONFIRMED: {
    de: 'Die Bedingungen dieser Weitergabe sind nicht alle bestätigt; es wurde nichts weitergegeben.',
    en: 'Not all conditions of this disclosure are confirmed; nothing was disclosed.',
    action: 'Die Bedingungen der Vorschau prüfen und jede bestätigen, oder die Angabe zurückhalten.',
  },
  NECESSITY_MISSING: {
    de: 'Für diese Weitergabe muss angegeben werden, wofür sie erforderlich ist.',
    en: 'For this disclosure it must be said what it is necessary for.',
    action: 'Den Grund der Erforderlichkeit wählen, oder die Angabe zurückhalten.',
  },
  ITEM_DECISIONS_NOT_FITTING: {
    de: 'Eine Angabe ist freigegeben und zugleich zurückgehalten, oder keine Angabe der eigenen Stelle in diesem Fall.',
    en: 'An item is both approved and withheld, or is no item of the own unit in this case.',
    action: 'Die Vorschau neu laden und jede Angabe einmal entscheiden.',
  },
  CONSENT_ITEMS_NOT_COVERED: {
    de: 'Die Erklärung nennt nicht jede Datenart, unter der die Angaben auf ihrem Weg geführt wurden; sie würde sie nicht öffnen.',
    en: 'The declaration does not name every category the items had on their way; it would not open them.',
    action: 'Alle Datenarten der Angaben und ihrer Herkunft in die Erklärung aufnehmen.',
  },
  RECIPIENT_NOT_IN_CASE: {
    de: 'Die empfangende Stelle ist an diesem Fall nicht beteiligt.',
    en: 'The receiving unit does not take part in this case.',
    action: 'Die Fallführung bitten, die Stelle zu beteiligen.',
  },
  RECIPIENT_IS_SENDER: {
    de: 'Abgebende und empfangende Stelle sind dieselbe; das ist keine Weitergabe.',
    en: 'Giver and receiver are the same unit; that is no disclosure.',
    action: 'Eine andere empfangende Stelle wählen.',
  },
  ENTRUSTER_MISSING: {
    de: 'Bei einer anvertrauten Angabe muss feststehen, wer sie anvertraut hat; bei anderen darf es nicht genannt sein.',
    en: 'An entrusted item must say who entrusted it; others must not.',
    action: 'Angeben, wer die Angabe anvertraut hat, oder das Geheimnis nicht als anvertraut kennzeichnen.',
  },
  ENTRUSTED_ITEM_MISSING: {
    de: 'Die Erklärung von jemandem, der etwas anvertraut hat, muss die anvertraute Angabe nennen.',
    en: 'The declaration of whoever entrusted something must name the entrusted item.',
    action: 'Die anvertraute Angabe auswählen, um die es geht.',
  },
  ENTRUSTED_ITEM_NOT_FITTING: {
    de: 'Die Angabe wurde nicht von der Seite anvertraut, die hier erklären soll, oder gehört zu einer anderen Datenkategorie.',
    en: 'The item was not entrusted by the side that is to declare here, or is of another category.',
    action:
      'Die Erklärung von der Seite einholen, die es anvertraut hat, allein für die Kategorie der Angabe.',
  },
  ITEM_NOT_WITHHELD: {
    de: 'Diese Angabe wird der Person nicht vorenthalten.',
    en: 'This item is not withheld from the person.',
    action: 'Nichts zu tun; freigegeben wird nur, was jemand anderes anvertraut hat, und nur einmal.',
  },
  ITEM_ALREADY_CORRECTED: {
    de: 'Die Angabe wurde schon berichtigt oder gelöscht.',
    en: 'The item was corrected or erased already.',
    action: 'Die neueste Fassung der Angabe berichtigen.',
  },
  BASIS_ANSWER_NOT_OPEN: {
    de: 'Zu mindestens einer dieser Weitergaben ist keine Antwort offen.',
    en: 'For at least one of these disclosures no answer is open.',
    action: 'Die Liste der offenen Antworten neu laden.',
  },
  BASIS_NORM_MISSING: {
    de: 'Wer Daten auf eigener gesetzlicher Grundlage behält, nennt die Vorschrift; sonst wird keine genannt.',
    en: 'Whoever keeps data on a statutory basis of their own names the norm; otherwise none is named.',
    action: 'Die Vorschrift mit Paragraf und Gesetz angeben.',
  },
  DECISION_TABLE_UNKNOWN: {
    de: 'Diese Fassung der Entscheidungstabelle gibt es nicht.',
    en: 'There is no such version of the decision table.',
    action: 'Die Liste der Fassungen neu laden.',
  },
  DECISION_TABLE_CHANGED: {
    de: 'Der Inhalt der Entscheidungstabelle ist ein anderer als der geprüfte.',
    en: 'The content of the decision table is not the one that was reviewed.',
    action: 'Die Tabelle neu laden, prüfen und mit ihrer jetzigen Prüfsumme freigeben.',
  },
  BREAK_GLASS_NO_OFFICER: {
    de: 'Diese Stelle hat niemanden für den Datenschutz, der oder die den Notfallzugriff danach prüfen könnte; so lange wird keiner erlaubt.',
    en: 'This unit has no data protection officer who could review the emergency access afterwards; until then none is allowed.',
    action: 'Für die Stelle eine Datenschutzbeauftragte oder einen Datenschutzbeauftragten eintragen lassen.',
  },
});
