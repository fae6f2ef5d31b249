import type { DecisionRow } from '../decision-table.js';

const validity = { validFrom: '2025-01-01', validTo: null } as const;

/** Rows 1 to 12: what stays closed, structure work, welfare towards the immigration office. */
export const decisionTable1Rows01To12: readonly DecisionRow[] = [
  {
    number: 1,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    alsoAnonymous: true,
    cases: [{ from: 'ANY', to: 'ANY', category: { codes: ['DEPORT'] }, purpose: 'ANY' }],
    basis: ['§ 97a AufenthG', '§ 353b StGB'],
    conditions: [],
    explanation: {
      de: 'Einzelheiten einer Abschiebung sind ein Geheimnis und haben in diesem System keinen Platz.',
      plain: 'Über eine Abschiebung wird hier nichts gesammelt und nichts weitergegeben.',
    },
    ...validity,
  },
  {
    number: 2,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    alsoAnonymous: true,
    cases: [{ from: 'ANY', to: 'ANY', category: 'ANY', purpose: { codes: ['ENFORCE'] } }],
    basis: ['Art. 5 Abs. 1 Buchst. b DSGVO'],
    conditions: ['Vollzug findet außerhalb dieses Systems statt.'],
    explanation: {
      de: 'Für Vollzug und Verfolgung gibt dieses System keine Daten weiter.',
      plain: 'Ihre Daten werden hier nicht benutzt, um gegen Sie vorzugehen.',
    },
    ...validity,
  },
  {
    number: 3,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    alsoAnonymous: true,
    channel: 'OUTSIDE_SYSTEM',
    cases: [{ from: 'ANY', to: { codes: ['POLICE'] }, category: 'ANY', purpose: { codes: ['CONF'] } }],
    basis: ['§ 68 SGB X'],
    conditions: ['Einzelne Ersuchen nach § 68 SGB X werden außerhalb dieses Systems entschieden.'],
    explanation: {
      de: 'Die Polizei nimmt an Fallkonferenzen nicht teil und erhält daraus nichts.',
      plain: 'Die Polizei ist bei dem Gespräch nicht dabei und erfährt nichts daraus.',
    },
    ...validity,
  },
  {
    number: 4,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    alsoAnonymous: true,
    cases: [{ from: 'ANY', to: { codes: ['LANDLORD', 'EMPLOYER'] }, category: 'ANY', purpose: 'ANY' }],
    basis: ['Art. 5 Abs. 1 Buchst. c DSGVO'],
    conditions: ['Die Person übergibt selbst, was sie übergeben will.'],
    explanation: {
      de: 'Vermieter und Arbeitgeber erhalten nichts von uns; die Person gibt selbst, was sie geben will.',
      plain:
        'Ihr Vermieter und Ihr Arbeitgeber erfahren von uns nichts. Sie sagen selbst, was Sie sagen wollen.',
    },
    ...validity,
  },
  {
    number: 5,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['VOLUNTEER'] },
        category: { codes: ['HEALTH', 'FLIGHT', 'CRIME', 'COUNSEL', 'STATUS'] },
        purpose: 'ANY',
      },
    ],
    basis: ['Art. 5 Abs. 1 Buchst. c DSGVO'],
    conditions: [],
    explanation: {
      de: 'Ehrenamtliche erhalten keine besonders geschützten Angaben; für ihre Hilfe sind sie nicht nötig.',
      plain: 'Ehrenamtliche erfahren von uns nichts über Gesundheit, Flucht, Aufenthalt oder Beratung.',
    },
    ...validity,
  },
  {
    number: 6,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['VOLUNTEER', 'VOLUNTEER_AGENCY'] },
        category: { codes: ['MASTER', 'TASK'] },
        purpose: { codes: ['REFER'] },
      },
    ],
    basis: ['Art. 6 Abs. 1 Buchst. a DSGVO'],
    conditions: ['Nur Vorname, Kontakt und der Text der Aufgabe.'],
    explanation: {
      de: 'Vorname, Kontakt und Aufgabe gehen nur mit Einwilligung an Ehrenamtliche oder die Freiwilligenagentur.',
      plain:
        'Wenn Sie Ja sagen, bekommt eine ehrenamtliche Person Ihren Vornamen und weiß, wobei sie helfen soll.',
    },
    ...validity,
  },
  {
    number: 7,
    step: 'COMPARTMENT',
    effect: 'NEVER',
    unless: 'CONSENT_AND_RELEASE',
    requiresWarning: true,
    cases: [{ from: 'ANY', to: { groups: ['PUBLIC_BODY'] }, category: 'ANY', purpose: 'ANY' }],
    basis: ['§ 87 AufenthG'],
    conditions: [
      'Bestimmte Einwilligung nach der Warnung über § 87 AufenthG.',
      'Freigabe durch eine zweite Person.',
      'Zuerst den anonymen Weg anbieten.',
    ],
    explanation: {
      de: 'Der Fall ist geschützt; eine öffentliche Stelle erfährt ihn nur nach Warnung, bestimmter Einwilligung und zweiter Freigabe.',
      plain: 'Ihr Fall ist geschützt. Ein Amt erfährt nichts, außer Sie wollen es nach einer Warnung selbst.',
    },
    ...validity,
  },
  {
    number: 8,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    cases: [
      {
        from: 'ANY',
        to: {
          codes: [
            'KIM_COORDINATION',
            'MUNICIPAL_INTEGRATION_CENTRE',
            'PROJECT_LEAD',
            'WORKING_GROUP_MEMBER',
            'STEERING_MEMBER',
          ],
        },
        category: { groups: ['IDENTIFIED'] },
        purpose: 'ANY',
      },
    ],
    basis: ['Art. 5 Abs. 1 Buchst. b DSGVO'],
    conditions: ['Anonymisiertes Material benutzen.'],
    explanation: {
      de: 'Wer an Strukturen arbeitet, erhält keine Daten mit Personenbezug.',
      plain: 'Wer die Angebote in der Region plant, erfährt nicht, wer Sie sind.',
    },
    ...validity,
  },
  {
    number: 9,
    step: 'STATUTE',
    effect: 'ANON_ONLY',
    cases: [
      {
        from: 'ANY',
        to: {
          codes: [
            'KIM_COORDINATION',
            'MUNICIPAL_INTEGRATION_CENTRE',
            'PROJECT_LEAD',
            'WORKING_GROUP_MEMBER',
            'STEERING_MEMBER',
          ],
        },
        category: { codes: ['ANON', 'AGG'] },
        purpose: { codes: ['STRUCT'] },
      },
    ],
    basis: ['Erwägungsgrund 26 DSGVO'],
    conditions: ['Anonymisierung geprüft und von einer zweiten Person freigegeben.'],
    explanation: {
      de: 'Für Strukturarbeit ist nur anonymisiertes oder zusammengefasstes Material zulässig.',
      plain: 'Aus Ihrem Fall kann man lernen, aber ohne Ihren Namen und ohne dass man Sie erkennt.',
    },
    ...validity,
  },
  {
    number: 10,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: 'ANY',
        to: { codes: ['FUNDING_AUTHORITY'] },
        category: { codes: ['AGG'] },
        purpose: { codes: ['FUND'] },
      },
    ],
    basis: ['§ 9 TIntG', 'Förderbestimmungen'],
    conditions: ['Jede Zahl steht für mindestens fünf Personen.'],
    explanation: {
      de: 'Die Bewilligungsbehörde erhält zusammengefasste Zahlen ab fünf Personen.',
      plain: 'Das Land erfährt nur Zahlen, keine Namen.',
    },
    ...validity,
  },
  {
    number: 11,
    step: 'RESTRICTION',
    effect: 'NEVER',
    cases: [
      {
        from: { groups: ['CASE_MANAGER'] },
        to: { codes: ['FUNDING_AUTHORITY'] },
        category: { groups: ['IDENTIFIED'] },
        purpose: { codes: ['FUND'] },
      },
    ],
    basis: ['Art. 26 DSGVO'],
    conditions: [
      'Nur was der Vertrag über gemeinsame Verantwortung regelt; die Datenschutzbeauftragte entscheidet.',
    ],
    explanation: {
      de: 'Personenbezogene Daten gehen nicht an die Landesdatenbank, solange kein Vertrag über gemeinsame Verantwortung besteht.',
      plain: 'Das Land bekommt Ihren Namen und Ihre Daten nicht.',
    },
    ...validity,
  },
  {
    number: 12,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { codes: ['WELFARE_PROVIDER', 'CASE_MANAGER_WELFARE'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['COUNSEL', 'HEALTH', 'FLIGHT', 'FACT_CM'] },
        purpose: { codes: ['CONF', 'RESDEC'] },
      },
    ],
    basis: ['§ 203 Abs. 1 Nr. 6 StGB', 'Art. 6 Abs. 1 Buchst. a DSGVO', 'Art. 9 Abs. 2 Buchst. a DSGVO'],
    conditions: [
      'Nur eine einzelne Weitergabe.',
      'Warnung, dass die Behörde weitergeben muss (§ 87 AufenthG).',
    ],
    explanation: {
      de: 'Beratungsinhalte gehen an die Ausländerbehörde nur mit Einwilligung und Schweigepflichtentbindung, und nur einmalig.',
      plain: 'Ihre Beratung sagt der Ausländerbehörde nur dann etwas, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
];
