import type { DecisionRow } from '../decision-table.js';

const validity = { validFrom: '2025-01-01', validTo: null } as const;

/** Rows 37 to 48: courses, health, children and emergencies, public case managers, providers. */
export const decisionTable1Rows37To48: readonly DecisionRow[] = [
  {
    number: 37,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'OUTSIDE_SYSTEM',
    cases: [
      {
        from: { codes: ['LANGUAGE_COURSE_PROVIDER'] },
        to: { codes: ['FEDERAL_MIGRATION_OFFICE'] },
        category: { codes: ['COURSE'] },
        purpose: { codes: ['COURSEADM'] },
      },
    ],
    basis: ['§ 88a AufenthG'],
    conditions: [],
    explanation: {
      de: 'Teilnahmedaten meldet der Kursträger dem Bundesamt außerhalb dieses Systems.',
      plain: 'Die Sprachschule meldet Ihre Teilnahme dem Bundesamt, aber nicht über dieses System.',
    },
    ...validity,
  },
  {
    number: 38,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'NOT_IN_CONFERENCE',
    cases: [
      {
        from: { codes: ['LANGUAGE_COURSE_PROVIDER'] },
        to: { codes: ['IMMIGRATION_OFFICE', 'EMPLOYMENT_AGENCY', 'JOBCENTER', 'ASYLUM_BENEFITS_OFFICE'] },
        category: { codes: ['COURSE'] },
        purpose: { codes: ['COURSEADM'] },
        nature: 'IMPROPER_ATTENDANCE',
      },
    ],
    basis: ['§ 88a Abs. 1 S. 2, Abs. 3 AufenthG'],
    conditions: ['Nur bei verpflichteten Teilnehmenden.', 'Nicht in der Konferenz.'],
    explanation: {
      de: 'Nicht ordnungsgemäße Teilnahme Verpflichteter darf der Kursträger mitteilen, aber nicht in der Konferenz.',
      plain: 'Wer zum Kurs verpflichtet ist und fehlt, kann gemeldet werden, aber nicht in diesem Gespräch.',
    },
    ...validity,
  },
  {
    number: 39,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['LANGUAGE_COURSE_PROVIDER'] },
        to: 'ANY',
        category: { codes: ['COURSE'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: [],
    explanation: {
      de: 'Lernstand und Bedarf teilt der Kursträger nur mit Einwilligung mit.',
      plain: 'Die Sprachschule erzählt von Ihrem Kurs nur, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 40,
    step: 'SECRECY',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { groups: ['HEALTH'] },
        to: { exceptCodes: ['PERSON'] },
        category: { codes: ['HEALTH'] },
        purpose: { exceptCodes: ['CHILD', 'VITAL'] },
      },
    ],
    basis: ['§ 203 Abs. 1 Nr. 1, 2 StGB'],
    conditions: ['Entbindung für jede Person mit Berufsgeheimnis einzeln.'],
    explanation: {
      de: 'Behandelnde geben Gesundheitsdaten nur mit Einwilligung und Schweigepflichtentbindung heraus.',
      plain: 'Ihre Ärztin oder Ihr Therapeut sagt nur etwas, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 41,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { groups: ['SECRET_BEARER'] },
        to: { codes: ['YOUTH_WELFARE_OFFICE'] },
        category: { groups: ['OWN'], codes: ['THIRD'] },
        purpose: { codes: ['CHILD'] },
      },
    ],
    basis: ['§ 4 Abs. 3 KKG'],
    conditions: [
      'Das Gespräch mit der Familie reichte nicht.',
      'Vorher informieren, wenn das Kind dadurch nicht gefährdet wird.',
    ],
    explanation: {
      de: 'Bei gewichtigen Anhaltspunkten für eine Kindeswohlgefährdung darf das Jugendamt informiert werden.',
      plain: 'Wenn ein Kind in Gefahr ist, darf das Jugendamt informiert werden.',
    },
    ...validity,
  },
  {
    number: 42,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { groups: ['SECRET_BEARER'] },
        to: { codes: ['CHILD_PROTECTION_SPECIALIST'] },
        category: { groups: ['OWN'], codes: ['THIRD'] },
        purpose: { codes: ['CHILD'] },
      },
    ],
    basis: ['§ 4 Abs. 2 KKG'],
    conditions: ['Nur pseudonymisiert.'],
    explanation: {
      de: 'Die insoweit erfahrene Fachkraft darf pseudonymisiert um Rat gefragt werden.',
      plain: 'Eine Fachkraft für Kinderschutz darf um Rat gefragt werden, ohne Ihren Namen.',
    },
    ...validity,
  },
  {
    number: 43,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: 'ANY',
        to: 'ANY',
        category: { groups: ['OWN'], codes: ['THIRD'] },
        purpose: { codes: ['VITAL'] },
      },
    ],
    basis: ['§ 34 StGB', 'Art. 6 Abs. 1 Buchst. d DSGVO'],
    conditions: [
      'Nur wer die Gefahr abwenden kann, nur das Nötigste.',
      'Innerhalb von 24 Stunden der Datenschutzbeauftragten berichten.',
    ],
    explanation: {
      de: 'Bei akuter Gefahr für Leib oder Leben darf das Nötigste an die gehen, die helfen können.',
      plain: 'Wenn Ihr Leben in Gefahr ist, dürfen wir das Nötigste sagen, damit Hilfe kommt.',
    },
    ...validity,
  },
  {
    number: 44,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { codes: ['CASE_MANAGER_PUBLIC'] },
        to: { groups: ['SECTION_35_BODY'] },
        category: { codes: ['WORK', 'HOUSING', 'FAMILY', 'EDU', 'BENEFIT'] },
        purpose: { codes: ['CONF', 'REFER'] },
      },
    ],
    basis: ['§ 203 Abs. 1 Nr. 6, Abs. 2 StGB', 'Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: [],
    explanation: {
      de: 'Das kommunale Case Management ist kein Leistungsträger und braucht Einwilligung und Schweigepflichtentbindung.',
      plain: 'Ihr Case Management spricht mit dem Amt nur, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 45,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { codes: ['CASE_MANAGER_PUBLIC'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { groups: ['OWN'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['§ 67 Abs. 4 SGB X', '§ 203 Abs. 1 Nr. 6, Abs. 2 StGB'],
    conditions: [
      'Auch im selben Kreis getrennte Verantwortliche.',
      'Warnung, dass die Behörde weitergeben muss (§ 87 AufenthG).',
    ],
    explanation: {
      de: 'Auch im selben Kreis erhält die Ausländerbehörde vom Case Management nur mit Einwilligung und Schweigepflichtentbindung etwas.',
      plain: 'Ihr Case Management sagt der Ausländerbehörde nur etwas, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 46,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { groups: ['CASE_MANAGER', 'WELFARE'] },
        category: { groups: ['SOCIAL_DATA'] },
        purpose: { codes: ['CONF'] },
        regimes: ['SOCIAL_DATA'],
      },
    ],
    basis: ['§ 67b Abs. 2 SGB X', '§ 78 SGB X'],
    conditions: ['Die empfangende Stelle ist an § 78 SGB X gebunden und wird darauf hingewiesen.'],
    explanation: {
      de: 'Sozialdaten gehen an Case Management und freie Träger nur mit Einwilligung.',
      plain: 'Das Amt sagt Ihrer Beratung nur etwas, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 47,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'], codes: ['IMMIGRATION_OFFICE'] },
        to: { codes: ['COMMISSIONED_PROVIDER'] },
        category: { codes: ['MASTER', 'WORK', 'COURSE', 'EDU', 'BENEFIT'] },
        purpose: { codes: ['BENEFITDEC'] },
      },
    ],
    basis: ['§ 50 Abs. 1 SGB II', '§ 395 SGB III'],
    conditions: ['Nur was der Auftrag erfordert.'],
    explanation: {
      de: 'Beauftragte Träger erhalten, was sie für den Auftrag brauchen.',
      plain: 'Wer im Auftrag des Amtes mit Ihnen arbeitet, erfährt, was dafür nötig ist.',
    },
    ...validity,
  },
  {
    number: 48,
    step: 'CONSENT',
    effect: 'CONSENT',
    closedWhen: ['RECIPIENT_IS_ACCUSED'],
    cases: [
      { from: 'ANY', to: 'ANY', category: { codes: ['DISCR'] }, purpose: { codes: ['CONF'] } },
      {
        from: 'ANY',
        to: 'ANY',
        category: { codes: ['DISCR'] },
        purpose: { codes: ['STRUCT'] },
        instead: { effect: 'ANON_ONLY', step: 'STATUTE' },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: [
      'Nie an die Stelle, der die Diskriminierung vorgeworfen wird.',
      'Für Strukturarbeit nur anonymisiert.',
    ],
    explanation: {
      de: 'Eine Diskriminierungsmeldung geht nur mit Einwilligung weiter, nie an die beschuldigte Stelle, für Strukturarbeit nur anonymisiert.',
      plain:
        'Ihre Beschwerde geben wir nur weiter, wenn Sie Ja sagen, und nie an die Stelle, über die Sie sich beschweren.',
    },
    ...validity,
  },
];
