import { defineErrors } from '../../kernel/index.js';

/** Codes of those who look after processes rather than in them: work list, monitor, migration, activation. */
export const administrationErrors = defineErrors({
  WORK_ITEM_CLOSED: {
    de: 'Das ist schon erledigt.',
    en: 'This has been dealt with.',
    action: 'Nichts zu tun; die Arbeitsliste neu laden.',
  },
  WORK_ITEM_CLAIMED: {
    de: 'Das hat schon jemand anderes übernommen.',
    en: 'Somebody else has taken this.',
    action:
      'Mit der Kollegin oder dem Kollegen absprechen; erledigen darf es weiterhin jede Person der Stelle.',
  },
  WORK_ITEM_NOT_CLAIMED: {
    de: 'Das hat niemand übernommen, oder jemand anderes.',
    en: 'Nobody has taken this, or somebody else has.',
    action: 'Zurückgeben kann, wer es übernommen hat, oder die Leitung der Stelle.',
  },
  WORK_ITEM_REVISION_CONFLICT: {
    de: 'Der Eintrag der Arbeitsliste hat sich inzwischen geändert.',
    en: 'The entry of the work list has changed in the meantime.',
    action: 'Die Arbeitsliste neu laden und neu entscheiden.',
  },
  WORK_ITEM_TARGET_REFUSED: {
    de: 'Diese Person oder Stelle ist dafür nicht zuständig.',
    en: 'This person or unit is not responsible for it.',
    action: 'Jemanden aus der eigenen Stelle wählen, oder eine Stelle des Falls mit derselben Zuständigkeit.',
  },
  PROCESS_NOT_QUARANTINED: {
    de: 'Der Vorgang ist nicht zur Prüfung angehalten.',
    en: 'The process is not held for inspection.',
    action: 'Nichts zu tun; der Vorgang läuft oder ist zu Ende.',
  },
  MIGRATION_VERSION_UNKNOWN: {
    de: 'Diese Fassung des Vorgangs ist nicht ausgeliefert, oder es gibt mehrere mit dieser Nummer.',
    en: 'This version of the process is not deployed, or several have this number.',
    action: 'Eine ausgelieferte Fassung nennen, notfalls mit dem Anfang ihres Fingerabdrucks (Hash).',
  },
  MIGRATION_SAME_VERSION: {
    de: 'Alte und neue Fassung sind dieselbe.',
    en: 'The old and the new version are the same.',
    action: 'Zwei verschiedene Fassungen nennen.',
  },
  MIGRATION_MAPPING_INVALID: {
    de: 'Die Zuordnung passt nicht zu den beiden Fassungen.',
    en: 'The mapping does not fit the two versions.',
    action: 'Die genannten Stellen berichtigen.',
  },
  MIGRATION_REASON_MISSING: {
    de: 'Für eine Umstellung fehlt die Begründung (10 bis 1000 Zeichen).',
    en: 'A migration needs a reason (10 to 1000 characters).',
    action: 'Angeben, warum laufende Vorgänge umgestellt werden, ohne Angaben zu Personen.',
  },
  MIGRATION_UNDER_WAY: {
    de: 'Für diese Fassung ist schon eine Umstellung vorgeschlagen oder im Gang.',
    en: 'A migration of this version is proposed or under way already.',
    action: 'Die offene Umstellung abschließen oder abbrechen.',
  },
  MIGRATION_NOT_POSSIBLE_NOW: {
    de: 'Das passt nicht zum jetzigen Stand der Umstellung.',
    en: 'This does not fit the present state of the migration.',
    action: 'Die Umstellung neu laden.',
  },
  MIGRATION_NEEDS_SECOND_PERSON: {
    de: 'Eine Umstellung gibt frei, wer sie nicht selbst vorgeschlagen hat.',
    en: 'A migration is approved by somebody who did not propose it.',
    action: 'Eine zweite berechtigte Person um die Freigabe bitten.',
  },
  MIGRATION_FAILED: {
    de: 'Der Vorgang ließ sich wegen eines Programmfehlers nicht umstellen.',
    en: 'The process could not be moved because of a program error.',
    action: 'Die Systemverwaltung verständigen; der Vorgang läuft unverändert weiter.',
  },
  PROCESS_MOVED_ON: {
    de: 'Der Vorgang läuft inzwischen auf einer anderen Fassung.',
    en: 'The process runs on another version by now.',
    action: 'Nichts zu tun.',
  },
  DEFINITION_KEY_UNKNOWN: {
    de: 'Einen Vorgang dieses Namens gibt es nicht.',
    en: 'There is no process of this name.',
    action: 'Die Namen zeigt: fallwerk workflows list.',
  },
  DEFINITION_VERSION_UNKNOWN: {
    de: 'Diese Fassung des Vorgangs ist nicht ausgeliefert.',
    en: 'This version of the process is not deployed.',
    action: 'Die Fassungen zeigt: fallwerk workflows list. Eine neue zuerst ausliefern.',
  },
  DEFINITION_ALREADY_ACTIVE: {
    de: 'Neue Vorgänge beginnen schon mit dieser Fassung.',
    en: 'New processes start with this version already.',
    action: 'Nichts zu tun.',
  },
  DEFINITION_ALREADY_RETIRED: {
    de: 'Mit diesem Namen beginnt schon kein Vorgang mehr.',
    en: 'No process starts under this name any more already.',
    action: 'Nichts zu tun; mit fallwerk workflows activate lässt er sich wieder freigeben.',
  },
  ACTIVATION_REASON_MISSING: {
    de: 'Die Begründung fehlt oder ist zu lang (1 bis 500 Zeichen).',
    en: 'The reason is missing or too long (1 to 500 characters).',
    action: 'Sagen, warum: --reason "…". Sie steht danach dauerhaft im Verzeichnis der Fassungen.',
  },
});
