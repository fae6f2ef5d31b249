import { defineErrors } from '../../../kernel/index.js';

/** Codes of the rights of persons and of breaches. */
export const rightsErrors = defineErrors({
  REQUEST_DATE_NOT_POSSIBLE: {
    de: 'Der Tag des Eingangs liegt in der Zukunft oder mehr als ein Jahr zurück.',
    en: 'The day of receipt lies in the future or more than a year ago.',
    action: 'Den Tag eintragen, an dem der Antrag eingegangen ist.',
  },
  RETENTION_NOT_PER_UNIT: {
    de: 'Für diese Art von Aufzeichnung gilt eine Frist für alle Stellen.',
    en: 'One period for all units applies to this kind of record.',
    action: 'Nichts zu tun; die Frist steht im Verzeichnis von Verarbeitungstätigkeiten.',
  },
  RETENTION_TOO_SHORT: {
    de: 'Kürzer darf diese Art von Aufzeichnung nicht aufbewahrt werden.',
    en: 'This kind of record must not be kept for a shorter time.',
    action: 'Die Mindestfrist der Regel einhalten.',
  },
  RETENTION_TOO_LONG: {
    de: 'Länger darf diese Art von Aufzeichnung nicht aufbewahrt werden.',
    en: 'This kind of record must not be kept for a longer time.',
    action: 'Die Höchstfrist der Regel einhalten.',
  },
  RETENTION_DATE_NOT_POSSIBLE: {
    de: 'Eine Frist gilt frühestens ab heute.',
    en: 'A period counts from today at the earliest.',
    action: 'Heute oder einen späteren Tag angeben.',
  },
  REQUEST_ITEM_MISSING: {
    de: 'Bei einer Berichtigung muss feststehen, welche Angabe falsch ist; sie gehört genau einer Stelle.',
    en: 'A rectification must say which item is wrong; it belongs to exactly one controller.',
    action: 'Die Angabe auswählen.',
  },
  REQUEST_ALREADY_OPEN: {
    de: 'Ein solcher Antrag ist bei dieser Stelle schon offen.',
    en: 'Such a request is already open at this controller.',
    action: 'Die Antwort abwarten oder den offenen Antrag ergänzen lassen.',
  },
  REQUEST_ANSWER_INCOMPLETE: {
    de: 'Der Antwort fehlt etwas: bei Ablehnung Gründe und Vorschrift, bei Berichtigung der richtige Text.',
    en: 'Something is missing: a refusal needs reasons and norm, a rectification the right text.',
    action: 'Die Antwort vervollständigen.',
  },
  REQUEST_ITEM_UNKNOWN: {
    de: 'Mindestens eine Angabe gehört nicht zu diesem Antrag oder ist schon gelöscht.',
    en: 'At least one item does not belong to this request or is erased already.',
    action: 'Die Liste der Angaben neu laden.',
  },
  PERSON_STILL_HELD: {
    de: 'Die Person als Ganze kann noch nicht gelöscht werden: andere Stellen, Nachweise oder offene Vorgänge brauchen die Daten.',
    en: 'The person as a whole cannot be erased yet: other controllers, proofs or open matters need the data.',
    action: 'Die eigenen Angaben einzeln löschen; der Rest folgt mit den Löschfristen.',
  },
  NOTICE_ALREADY_ACKNOWLEDGED: {
    de: 'Diese Mitteilung wurde schon bestätigt.',
    en: 'This notice was acknowledged already.',
    action: 'Nichts zu tun.',
  },
  BREACH_TIME_NOT_POSSIBLE: {
    de: 'Der Zeitpunkt liegt in der Zukunft, zu weit zurück oder vor der Kenntnis von der Verletzung.',
    en: 'The instant lies in the future, too far back or before the breach was noticed.',
    action: 'Den wirklichen Zeitpunkt eintragen.',
  },
  BREACH_DELAY_REASON_MISSING: {
    de: 'Eine Meldung nach mehr als 72 Stunden braucht eine Begründung der Verzögerung, eine rechtzeitige keine.',
    en: 'A report after more than 72 hours needs reasons for the delay, one in time none.',
    action: 'Die Gründe der Verzögerung angeben (Art. 33 Abs. 1 S. 2 DSGVO).',
  },
});
