import type { DecisionRow } from '../decision-table.js';

const validity = { validFrom: '2025-01-01', validTo: null } as const;

/** Rows 49 to 60: sensitive categories, helpers, control, default deny. */
export const decisionTable1Rows49To60: readonly DecisionRow[] = [
  {
    number: 49,
    step: 'RESTRICTION',
    effect: 'NEVER',
    cases: [
      {
        from: 'ANY',
        to: 'ANY',
        category: { codes: ['THIRD'] },
        purpose: { exceptCodes: ['CHILD', 'VITAL'] },
      },
    ],
    basis: ['§ 67d Abs. 2 SGB X'],
    conditions: [
      'Ausnahme nur bei untrennbaren Daten ohne überwiegendes Interesse; von Hand, nicht über dieses System.',
    ],
    explanation: {
      de: 'Daten Dritter werden abgetrennt und nicht weitergegeben.',
      plain: 'Was andere Menschen betrifft, geben wir nicht weiter.',
    },
    ...validity,
  },
  {
    number: 50,
    step: 'RESTRICTION',
    effect: 'NEVER',
    unless: 'CONSENT',
    cases: [{ from: 'ANY', to: 'ANY', category: { codes: ['CRIME'] }, purpose: { codes: ['CONF'] } }],
    basis: ['Art. 10 DSGVO'],
    conditions: ['Nur wenn die Leitfrage es erfordert.'],
    explanation: {
      de: 'Straftaten gehören nicht in die Konferenz, außer die Leitfrage erfordert es und die Person willigt ein.',
      plain: 'Über Straftaten wird nicht gesprochen, außer es ist für Ihre Frage nötig und Sie sagen Ja.',
    },
    ...validity,
  },
  {
    number: 51,
    step: 'RESTRICTION',
    effect: 'NEVER',
    unless: 'CONSENT_AND_RELEASE',
    cases: [{ from: 'ANY', to: 'ANY', category: { codes: ['FLIGHT'] }, purpose: { codes: ['CONF'] } }],
    basis: ['Art. 9 DSGVO'],
    conditions: ['Nur wenn die Leitfrage es erfordert.'],
    explanation: {
      de: 'Fluchtgeschichte, Religion und Überzeugung gehören nicht in die Konferenz, außer mit Einwilligung und Schweigepflichtentbindung.',
      plain:
        'Über Ihre Flucht, Ihre Religion oder wen Sie lieben wird nur gesprochen, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 52,
    step: 'COMPOSITE',
    effect: 'NEVER',
    cases: [{ from: 'ANY', to: 'ANY', category: { codes: ['RECORD'] }, purpose: { codes: ['CONF'] } }],
    basis: ['§ 76 SGB X', '§ 78 SGB X'],
    conditions: ['Wie die strengste Angabe im Auszug; ohne Angabe des Inhalts gesperrt.'],
    explanation: {
      de: 'Ein Protokollauszug ist so streng zu behandeln wie die strengste Angabe darin.',
      plain: 'Ein Stück aus dem Protokoll ist so geschützt wie das Geheimste darin.',
    },
    ...validity,
  },
  {
    number: 53,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['LANGUAGE_MEDIATOR'] },
        category: { groups: ['OWN'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['§ 203 Abs. 3, 4 StGB'],
    conditions: ['Verschwiegenheitserklärung liegt vor.', 'Kein Zugriff auf die Akte.'],
    explanation: {
      de: 'Sprachmittelnde erfahren mit Einwilligung, was gesprochen wird, und sind zur Verschwiegenheit verpflichtet.',
      plain: 'Die Person, die übersetzt, hört mit, wenn Sie Ja sagen. Sie muss schweigen.',
    },
    ...validity,
  },
  {
    number: 54,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['TRUSTED_PERSON'] },
        category: { groups: ['OWN'], codes: ['TASK'] },
        purpose: 'ANY',
      },
    ],
    basis: ['§ 13 SGB X'],
    conditions: ['Auf Verlangen Vollmacht vorlegen.'],
    explanation: {
      de: 'Eine Vertrauensperson erfährt, was die Person erlaubt.',
      plain: 'Ihre Vertrauensperson erfährt nur, was Sie erlauben.',
    },
    ...validity,
  },
  {
    number: 55,
    step: 'STATUTE',
    effect: 'ANON_ONLY',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['RESEARCH_INSTITUTION'] },
        category: { codes: ['ANON'] },
        purpose: { codes: ['RESEARCH'] },
      },
    ],
    basis: ['§ 75 SGB X'],
    conditions: ['Mit Personenbezug nur mit Genehmigung nach § 75 SGB X.'],
    explanation: {
      de: 'Forschung erhält nur anonymisiertes Material.',
      plain: 'Forschende erfahren nicht, wer Sie sind.',
    },
    ...validity,
  },
  {
    number: 56,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['DATA_PROTECTION_OFFICER'] },
        category: { codes: ['LOG'] },
        purpose: { codes: ['CONTROL'] },
      },
    ],
    basis: ['Art. 39 DSGVO', '§ 67c SGB X'],
    conditions: ['Ohne Fallinhalte.'],
    explanation: {
      de: 'Die Datenschutzbeauftragte prüft Protokolle und Metadaten ohne Fallinhalte.',
      plain: 'Die Datenschutzbeauftragte prüft, wer Ihre Daten gesehen hat.',
    },
    ...validity,
  },
  {
    number: 57,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    cases: [
      { from: 'ANY', to: { codes: ['SYSTEM_ADMIN'] }, category: { groups: ['CONTENT'] }, purpose: 'ANY' },
    ],
    basis: ['§ 203 Abs. 3 StGB', '§ 80 SGB X'],
    conditions: ['Im Notfall nur im Vier-Augen-Verfahren, protokolliert.'],
    explanation: {
      de: 'Die Systemadministration sieht keine Inhalte.',
      plain: 'Wer die Technik betreut, sieht Ihren Fall nicht.',
    },
    ...validity,
  },
  {
    number: 58,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['PERSON'] },
        category: { groups: ['OWN'], codes: ['TASK', 'LOG'] },
        purpose: 'ANY',
      },
    ],
    basis: ['Art. 15 DSGVO', '§§ 25, 83 SGB X'],
    conditions: ['Daten Dritter vorher abtrennen.'],
    explanation: {
      de: 'Die Person hat ein Recht auf ihre eigenen Daten.',
      plain: 'Sie dürfen alles sehen, was über Sie gespeichert ist.',
    },
    ...validity,
  },
  {
    number: 59,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    alsoAnonymous: true,
    cases: [
      {
        from: 'ANY',
        to: { codes: ['COMMITTEE', 'PRESS'] },
        category: { groups: ['IDENTIFIED'], codes: ['ANON'] },
        purpose: 'ANY',
      },
      {
        from: 'ANY',
        to: { codes: ['COMMITTEE', 'PRESS'] },
        category: { codes: ['AGG'] },
        purpose: 'ANY',
        instead: { effect: 'ANON_ONLY', step: 'STATUTE' },
      },
    ],
    basis: ['Art. 5 Abs. 1 Buchst. b DSGVO'],
    conditions: ['Nur Zahlen, jede für mindestens fünf Personen.'],
    explanation: {
      de: 'Ausschüsse und Presse erhalten keine Fallinhalte, nur Zahlen ab fünf Personen.',
      plain: 'Politik und Zeitung erfahren nichts aus Ihrem Fall.',
    },
    ...validity,
  },
  {
    number: 60,
    step: 'DEFAULT',
    effect: 'NEVER',
    cases: [{ from: 'ANY', to: 'ANY', category: 'ANY', purpose: 'ANY' }],
    basis: ['Art. 5 Abs. 1 Buchst. a DSGVO'],
    conditions: [
      'Eine neue Zeile braucht die Freigabe der Datenschutzbeauftragten und eine neue Version der Tabelle.',
    ],
    explanation: {
      de: 'Für diese Weitergabe gibt es keine Regel; was nicht geregelt ist, ist verboten.',
      plain: 'Dafür gibt es keine Erlaubnis. Darum geben wir nichts weiter.',
    },
    ...validity,
  },
];
