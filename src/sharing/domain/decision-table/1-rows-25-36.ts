import type { DecisionRow } from '../decision-table.js';

const validity = { validFrom: '2025-01-01', validTo: null } as const;

/** Rows 25 to 36: towards and from the immigration office, schools, asylum benefits. */
export const decisionTable1Rows25To36: readonly DecisionRow[] = [
  {
    number: 25,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['WORK', 'COURSE', 'HOUSING', 'FAMILY', 'EDU'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['§ 67b Abs. 2 SGB X'],
    conditions: ['Warnung, dass die Behörde weitergeben muss (§ 87 AufenthG).'],
    explanation: {
      de: 'Für die Planung mit der Ausländerbehörde gibt es keine gesetzliche Befugnis, nur die Einwilligung.',
      plain:
        'Das Amt sagt der Ausländerbehörde über Arbeit, Wohnen und Familie nur etwas, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 26,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['HEALTH'] },
        purpose: { codes: ['CONF', 'RESDEC'] },
      },
    ],
    basis: ['§ 71 Abs. 2 S. 2 SGB X', '§ 76 SGB X'],
    conditions: ['Ohne Einwilligung nur in den zwei engen Ausnahmen des Gesetzes, außerhalb dieses Systems.'],
    explanation: {
      de: 'Gesundheitsdaten gehen an die Ausländerbehörde nur mit Einwilligung und Schweigepflichtentbindung.',
      plain: 'Über Ihre Gesundheit erfährt die Ausländerbehörde nur etwas, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 27,
    step: 'STATUTE',
    effect: 'DUTY',
    channel: 'NOT_IN_CONFERENCE',
    cases: [
      {
        from: { groups: ['PUBLIC_BODY'], exceptCodes: ['EDUCATION_BODY'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['MASTER', 'STATUS', 'BENEFIT', 'CRIME'] },
        purpose: { codes: ['NOTIFY'] },
      },
    ],
    basis: ['§ 87 Abs. 2 AufenthG', '§ 71 Abs. 2 Nr. 2 SGB X', '§ 88 AufenthG'],
    conditions: [
      'Zuerst § 88 AufenthG prüfen.',
      'Nur eigene Kenntnis aus der eigenen Aufgabe, nie aus einer Konferenz.',
      'Entscheidung einer befugten Person, nie automatisch.',
    ],
    explanation: {
      de: 'Die Mitteilung nach § 87 AufenthG ist eine eigene Entscheidung der öffentlichen Stelle außerhalb jeder Konferenz.',
      plain:
        'Ein Amt muss der Ausländerbehörde manche Dinge melden. Aus diesem Gespräch darf es dafür nichts nehmen.',
    },
    ...validity,
  },
  {
    number: 28,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    cases: [
      {
        from: { codes: ['EDUCATION_BODY'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: 'ANY',
        purpose: { codes: ['NOTIFY', 'RESDEC'] },
      },
    ],
    basis: ['§ 87 Abs. 1 AufenthG'],
    conditions: [],
    explanation: {
      de: 'Schulen, Kitas und Bildungseinrichtungen sind von den Mitteilungspflichten ausgenommen.',
      plain: 'Schule und Kita melden der Ausländerbehörde nichts.',
    },
    ...validity,
  },
  {
    number: 29,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['EDUCATION_BODY'] },
        to: 'ANY',
        category: { codes: ['EDU'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: ['Schulrecht des Landes beachten.'],
    explanation: {
      de: 'Angaben zu Schule und Bildung gehen nur mit Einwilligung in die Konferenz.',
      plain: 'Die Schule erzählt nur etwas, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 30,
    step: 'STATUTE',
    effect: 'DUTY',
    cases: [
      {
        from: { codes: ['IMMIGRATION_OFFICE'] },
        to: { codes: ['ASYLUM_BENEFITS_OFFICE'] },
        category: { codes: ['STATUS'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['§ 90 Abs. 3 AufenthG'],
    conditions: [
      'Nur Umstände, die für Leistungen nach dem AsylbLG nötig sind, und Beschäftigungserlaubnisse.',
    ],
    explanation: {
      de: 'Die Ausländerbehörde muss der Leistungsbehörde mitteilen, was diese für das AsylbLG braucht.',
      plain: 'Die Ausländerbehörde muss dem Amt sagen, was es für Ihre Leistung wissen muss.',
    },
    ...validity,
  },
  {
    number: 31,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'OUTSIDE_SYSTEM',
    cases: [
      {
        from: { codes: ['IMMIGRATION_OFFICE'] },
        to: { codes: ['JOBCENTER', 'EMPLOYMENT_AGENCY', 'SOCIAL_WELFARE_OFFICE', 'YOUTH_WELFARE_OFFICE'] },
        category: { codes: ['STATUS'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['§§ 18a, 18b, 18d AZRG'],
    conditions: ['Abruf aus dem Ausländerzentralregister.'],
    explanation: {
      de: 'Den Aufenthaltsstatus rufen Leistungsträger aus dem Ausländerzentralregister ab, nicht aus diesem System.',
      plain: 'Das Amt sieht Ihren Aufenthaltsstatus in einem eigenen Register, nicht hier.',
    },
    ...validity,
  },
  {
    number: 32,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['IMMIGRATION_OFFICE'] },
        to: {
          codes: ['JOBCENTER', 'EMPLOYMENT_AGENCY', 'ASYLUM_BENEFITS_OFFICE'],
          groups: ['WELFARE', 'CASE_MANAGER'],
        },
        category: { codes: ['STATUS'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: ['§ 9 DSG NRW nur nach Freigabe der Datenschutzbeauftragten.'],
    explanation: {
      de: 'Status und nächste Schritte teilt die Ausländerbehörde in der Konferenz nur mit Einwilligung mit.',
      plain: 'Die Ausländerbehörde spricht über Ihren Aufenthalt in diesem Gespräch nur, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 33,
    step: 'STATUTE',
    effect: 'DUTY',
    channel: 'OUTSIDE_SYSTEM',
    cases: [
      {
        from: { codes: ['IMMIGRATION_OFFICE'] },
        to: { codes: ['PUBLIC_PROSECUTOR'] },
        category: { codes: ['MASTER', 'STATUS', 'BENEFIT', 'WORK'] },
        purpose: { codes: ['NOTIFY'] },
      },
    ],
    basis: ['§ 90 Abs. 1 AufenthG'],
    conditions: ['Nur konkrete Anhaltspunkte für die genannten Verstöße.'],
    explanation: {
      de: 'Unterrichtungen der Verfolgungsbehörden laufen außerhalb dieses Systems.',
      plain: 'Solche Meldungen macht die Ausländerbehörde nicht über dieses System.',
    },
    ...validity,
  },
  {
    number: 34,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'OUTSIDE_SYSTEM',
    cases: [
      {
        from: { codes: ['ASYLUM_BENEFITS_OFFICE'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['MASTER', 'STATUS', 'FAMILY'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['§ 11 Abs. 3 AsylbLG'],
    conditions: ['Nur die abschließende Liste des Gesetzes.'],
    explanation: {
      de: 'Der Abgleich nach § 11 Abs. 3 AsylbLG läuft außerhalb dieses Systems.',
      plain: 'Das Amt gleicht wenige Angaben mit der Ausländerbehörde ab, aber nicht über dieses System.',
    },
    ...validity,
  },
  {
    number: 35,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['ASYLUM_BENEFITS_OFFICE'] },
        to: { codes: ['JOBCENTER'] },
        category: { codes: ['BENEFIT', 'MASTER'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: [
      'Ohne Einwilligung erst, wenn die Datenschutzbeauftragte eine gesetzliche Befugnis bestätigt.',
    ],
    explanation: {
      de: 'Beim Rechtskreiswechsel gehen Daten vom AsylbLG zum Jobcenter mit Einwilligung.',
      plain: 'Wenn Sie zum Jobcenter wechseln, darf das alte Amt Ihre Daten schicken, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 36,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { codes: ['ASYLUM_BENEFITS_OFFICE'] },
        category: { codes: ['MASTER', 'BENEFIT', 'WORK', 'HOUSING', 'FAMILY', 'EDU'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['§ 71 Abs. 2a SGB X'],
    conditions: ['Nur was für das AsylbLG erforderlich ist.'],
    explanation: {
      de: 'Leistungsträger dürfen der AsylbLG-Behörde geben, was diese für ihre Leistung braucht.',
      plain: 'Ein Amt darf dem Amt für Asylbewerberleistungen das Nötige sagen.',
    },
    ...validity,
  },
];
