/** Facts of the model programme in Lippe: case studies aimed at, conferences held and planned at that time. */
export const PROGRAMME_NAME = 'Einwanderung gestalten NRW – Lippe';
export const CASE_TARGET = 30;
export const CONFERENCES_HELD = 18;
/** One case less than the target and one conference less than held: the story of `npm run demo` adds them. */
export const SEEDED_CASES = CASE_TARGET - 1;
export const SEEDED_HELD = CONFERENCES_HELD - 1;
export const SEEDED_PLANNED = 9;

/** Groups that exist before the story and take up two of its themes; their names are invented. */
export const EXISTING_GROUPS = {
  language: { key: 'verstaendliche-verwaltung', name: 'Arbeitskreis Verständliche Verwaltung (Demo)' },
  training: { key: 'uebergang-schule-beruf', name: 'Arbeitskreis Übergang Schule und Beruf (Demo)' },
} as const;

/** What the seeded conferences were about: topic, guiding question, result. */
export const CONFERENCE_TOPICS: readonly (readonly [topic: string, question: string, result: string])[] = [
  [
    'Weg zur Ausbildung ohne Bus',
    'Wie kommt jemand ohne Führerschein um sechs Uhr zur Ausbildungsstelle?',
    'Es fehlt eine Verbindung vor sieben Uhr; Fahrgemeinschaft als Zwischenlösung.',
  ],
  [
    'Schreiben werden nicht verstanden',
    'Wie erfährt jemand rechtzeitig, was ein Bescheid verlangt?',
    'Drei Schreiben nannten Fristen erst auf der zweiten Seite.',
  ],
  [
    'Ausbildung vor dem Abbruch',
    'Was hält eine Auszubildende im zweiten Lehrjahr im Betrieb?',
    'Sprachförderung und Stützunterricht setzten zu spät ein.',
  ],
  [
    'Wechsel vom AsylbLG ins SGB II',
    'Wie bleibt der Lebensunterhalt beim Wechsel ohne Lücke?',
    'Jede Stelle wartete auf ein Papier einer anderen.',
  ],
  [
    'Schritte nach der Ankunft',
    'Welche Schritte stehen an, und wer sagt sie einer Familie in der richtigen Reihenfolge?',
    'Fünf Stellen gaben je eine eigene Liste aus.',
  ],
  [
    'Anerkennung des Berufs',
    'Wer begleitet den Antrag auf Anerkennung bis zur Arbeitsstelle?',
    'Die Zuständigkeit wechselte dreimal; Kontaktperson vereinbart.',
  ],
];
