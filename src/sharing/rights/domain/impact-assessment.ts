/** One item a data protection impact assessment has to cover. */
export interface AssessmentItem {
  readonly title: string;
  /** What this system brings along, German. */
  readonly fact: string;
  /** Where it can be checked: a command, a page or a path of this project. */
  readonly evidence: readonly string[];
  /** What only the controller can say. */
  readonly toDo: string;
}

const TABLE = 'src/sharing/domain/decision-table';
const RECORD = 'fallwerk privacy record';

/** Items in their order (Art. 35 Abs. 7 DSGVO). */
export const assessmentItems: readonly AssessmentItem[] = [
  item(
    'Systematische Beschreibung, Rollen, gemeinsame Verantwortung',
    'Jede Stelle ist für ihre Angaben allein verantwortlich; Zwecke und Empfänger werden aus der Einrichtung erzeugt.',
    [RECORD, 'README.md'],
    'Verträge nach Art. 26 und 28 DSGVO benennen.',
  ),
  item(
    'Rechtsgrundlage je Datenfluss',
    'Entscheidungstabelle mit Vorschrift und Bedingung je Zeile; ohne Freigabe durch die Datenschutzbeauftragte wird alles verweigert.',
    [TABLE, RECORD],
    'Tabelle prüfen und freigeben.',
  ),
  item(
    'Erforderlichkeit und anonyme Alternative',
    'Fallkonferenzen gehen auch anonym; die Strukturarbeit sieht nur Anonymisiertes.',
    ['src/sharing/domain/anonymisation.ts', 'src/improvement'],
    'Begründen, wo mit Namen gearbeitet wird.',
  ),
  item(
    'Risiko: ein Aufenthalt ohne Titel wird entdeckt',
    'Status ist freiwillig, geschützte Fälle sind unsichtbar, vor jeder Weitergabe an öffentliche Stellen wird nach § 87 AufenthG gewarnt.',
    ['src/sharing/domain/judge-disclosure.ts', 'docs/workflows/break-glass.md'],
    'Belehrung der Fachkräfte festhalten.',
  ),
  item(
    'Risiko: erzwungene Einwilligung',
    'Einwilligung nur, wo die Tabelle sie vorsieht; Nein wird festgehalten und hat keine Folgen; Widerruf wirkt sofort.',
    ['docs/workflows/consent.md', 'docs/workflows/confidentiality-release.md'],
    'Stichproben zur Freiwilligkeit planen.',
  ),
  item(
    'Risiko: Wiedererkennen in kleinen Zahlen',
    'Zahlen unter der Schwelle werden nicht gezeigt.',
    ['src/sharing/domain/anonymisation.ts'],
    'Schwelle für die Region bestätigen.',
  ),
  item(
    'Risiko: Zweckentfremdung für Sanktion und Vollzug',
    'Die Zwecke Vollzug und Verfolgung sind immer verschlossen; nichts wird selbsttätig gemeldet.',
    [`${TABLE}/1-rows-01-12.ts`],
    'Dienstanweisung beifügen.',
  ),
  item(
    'Risiko: falsche oder veraltete Daten',
    'Bestreiten, Berichtigen und Mitteilung an alle Empfänger mit Bestätigung.',
    ['docs/workflows/data-subject-request.md'],
    'Zuständige für Anträge benennen.',
  ),
  item(
    'Risiko: Neugier von innen',
    'Jedes Ansehen wird protokolliert; die Person sieht, wer nachgesehen hat.',
    ['src/audit', 'fallwerk verify audit'],
    'Anlassbezogene Prüfung und Beteiligung der Personalvertretung regeln.',
  ),
  item(
    'Risiko: Gewalt in der Partnerschaft, bekannt gewordene Adresse',
    'Geschützte Fälle; Weitergabe nur je Angabe und bewusst.',
    ['src/sharing/application/disclose-items.ts'],
    'Auskunftssperren abgleichen.',
  ),
  item(
    'Risiko: Daten von Kindern und Dritten',
    'Daten Dritter haben eine eigene Datenart, die verschlossen ist; Erklärungen Minderjähriger enden mit der Volljährigkeit.',
    [`${TABLE}/1-rows-49-60.ts`],
    'Umgang mit Angaben des Jugendamts regeln.',
  ),
  item(
    'Risiko: Sprache und Verstehen',
    'Texte in mehreren Sprachen, Stufe der Sprachmittlung, Nachfrage, ob es verstanden wurde.',
    ['src/sharing/texts'],
    'Sprachmittlung sicherstellen.',
  ),
  item(
    'Auftragsverarbeitung und Betrieb',
    'Läuft auf eigenen Rechnern; kein Dienst außerhalb ist nötig.',
    ['docker-compose.yml', '.env.example'],
    'Betreiber, Ort und Anzeige nach § 80 SGB X eintragen.',
  ),
  item(
    'Kein Training von KI mit Falldaten',
    'Das System enthält keine solche Funktion.',
    ['package.json'],
    'Nichts, solange es dabei bleibt.',
  ),
  item(
    'Aufbewahrung',
    'Regeln je Art von Daten mit Probelauf, Nachweis und Halt bei offenen Anträgen.',
    ['fallwerk privacy retention', 'src/sharing/rights/domain/retention.ts'],
    'Fristen mit dem eigenen Löschkonzept abgleichen.',
  ),
  item(
    'Rechte der Betroffenen',
    'Sechs Rechte mit Frist von einem Monat; Verzug geht an die Datenschutzbeauftragte.',
    ['docs/workflows/data-subject-request.md'],
    'Erreichbarkeit ohne Konto sicherstellen.',
  ),
  item(
    'Maßnahmen nach § 22 Abs. 2 BDSG und Art. 32 DSGVO',
    'Verschlüsselung je Person, Rechte der Datenbank, verkettetes Register, Vier-Augen-Notfallzugriff.',
    [RECORD, 'fallwerk keys status', 'fallwerk verify audit'],
    'Sicherung der Schlüssel getrennt von der Datenbank prüfen.',
  ),
  item(
    'Restrisiko und vorherige Konsultation (Art. 36 DSGVO)',
    'Verletzungen werden mit der Frist von 72 Stunden geführt.',
    ['docs/workflows/data-breach.md'],
    'Restrisiko bewerten und entscheiden.',
  ),
  item(
    'Standpunkt der Betroffenen (Art. 35 Abs. 9 DSGVO)',
    'Das System liefert dazu nichts.',
    [],
    'Selbstvertretungen anhören und das Ergebnis eintragen.',
  ),
  item(
    'Tag der nächsten Überprüfung',
    'Eine neue Fassung der Entscheidungstabelle oder eines Verfahrens ist ein Anlass.',
    ['CHANGELOG.md'],
    'Datum eintragen.',
  ),
];

function item(title: string, fact: string, evidence: readonly string[], toDo: string): AssessmentItem {
  return { title, fact, evidence, toDo };
}

/** The sheet as a page in Markdown, German. @param createdOn Calendar date. */
export function assessmentPage(createdOn: string): string {
  const lines = assessmentItems.flatMap(({ title, fact, evidence, toDo }, index) => [
    `## ${index + 1}. ${title}`,
    '',
    `Was das System mitbringt: ${fact}`,
    '',
    `Nachzusehen: ${evidence.length > 0 ? evidence.map((place) => `\`${place}\``).join(', ') : '–'}`,
    '',
    `Von der verantwortlichen Stelle: ${toDo}`,
    '',
  ]);
  return [
    '# Datenschutz-Folgenabschätzung: Arbeitsblatt (Art. 35 DSGVO)',
    '',
    `Erzeugt am ${createdOn}. Das Blatt trägt zusammen, was feststeht; bewerten muss die verantwortliche Stelle.`,
    '',
    ...lines,
  ].join('\n');
}
