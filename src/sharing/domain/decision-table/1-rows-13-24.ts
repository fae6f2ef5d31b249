import { NECESSITY_CONDITION } from '../conditions.js';
import type { DecisionRow } from '../decision-table.js';
import { entrustedConditions } from './1-entrusted.js';

const validity = { validFrom: '2025-01-01', validTo: null } as const;

/** Rows 13 to 24: welfare providers, benefit bodies among themselves, youth welfare. */
export const decisionTable1Rows13To24: readonly DecisionRow[] = [
  {
    number: 13,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { codes: ['WELFARE_PROVIDER', 'CASE_MANAGER_WELFARE'] },
        to: {
          codes: [
            'JOBCENTER',
            'EMPLOYMENT_AGENCY',
            'SOCIAL_WELFARE_OFFICE',
            'ASYLUM_BENEFITS_OFFICE',
            'YOUTH_WELFARE_OFFICE',
          ],
        },
        category: { groups: ['OWN'] },
        purpose: { codes: ['CONF', 'REFER', 'BENEFITDEC'] },
      },
    ],
    basis: ['§ 203 Abs. 1 Nr. 6 StGB', 'Art. 6 Abs. 1 Buchst. a DSGVO', 'Art. 9 Abs. 2 Buchst. a DSGVO'],
    conditions: ['Warnung, dass die Behörde weitergeben muss (§ 87 AufenthG).'],
    explanation: {
      de: 'Freie Träger geben Behörden nur mit Einwilligung und Schweigepflichtentbindung Auskunft.',
      plain: 'Ihre Beratung spricht mit dem Amt nur, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 14,
    step: 'CONSENT',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { groups: ['WELFARE'] },
        to: { groups: ['WELFARE'] },
        category: { groups: ['OWN'] },
        purpose: { codes: ['CONF', 'REFER'] },
      },
    ],
    basis: ['§ 203 Abs. 1 Nr. 6 StGB', 'Art. 6 Abs. 1 Buchst. a DSGVO', 'Art. 9 Abs. 2 Buchst. a DSGVO'],
    conditions: [],
    explanation: {
      de: 'Auch zwischen freien Trägern braucht es Einwilligung und Schweigepflichtentbindung.',
      plain: 'Ihre Beratung spricht mit einer anderen Beratung nur, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 15,
    step: 'ABSOLUTE',
    effect: 'NEVER',
    cases: [
      {
        from: { groups: ['WELFARE'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: 'ANY',
        purpose: { codes: ['NOTIFY'] },
      },
    ],
    basis: ['§ 87 Abs. 2 AufenthG'],
    conditions: ['Freie Träger sind keine öffentlichen Stellen.'],
    explanation: {
      de: 'Freie Träger haben keine Mitteilungspflicht gegenüber der Ausländerbehörde und melden nichts.',
      plain: 'Ihre Beratung meldet der Ausländerbehörde nichts.',
    },
    ...validity,
  },
  {
    number: 16,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { codes: ['JOBCENTER'] },
        to: { codes: ['EMPLOYMENT_AGENCY'] },
        category: { codes: ['WORK', 'BENEFIT', 'COURSE', 'MASTER'] },
        purpose: { codes: ['BENEFITDEC', 'CONF'] },
      },
      {
        from: { codes: ['EMPLOYMENT_AGENCY'] },
        to: { codes: ['JOBCENTER'] },
        category: { codes: ['WORK', 'BENEFIT', 'COURSE', 'MASTER'] },
        purpose: { codes: ['BENEFITDEC', 'CONF'] },
      },
    ],
    basis: ['§ 50 SGB II', '§ 18a SGB II', '§ 9a SGB III'],
    conditions: ['Nur was für die Aufgabe erforderlich ist.'],
    explanation: {
      de: 'Jobcenter und Agentur für Arbeit tauschen aus, was sie für gemeinsam Betreute brauchen.',
      plain: 'Jobcenter und Agentur für Arbeit dürfen sich über Arbeit und Leistungen austauschen.',
    },
    ...validity,
  },
  {
    number: 17,
    step: 'STATUTE',
    effect: 'STATUTE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { groups: ['SECTION_35_BODY'] },
        category: { codes: ['MASTER', 'BENEFIT', 'WORK', 'HOUSING', 'FAMILY', 'EDU'] },
        purpose: { codes: ['BENEFITDEC', 'CONF'] },
      },
    ],
    basis: ['§ 69 Abs. 1 Nr. 1 SGB X'],
    conditions: [NECESSITY_CONDITION, '§ 76 SGB X beachten.', 'Die Person informieren.'],
    explanation: {
      de: 'Sozialleistungsträger dürfen einander geben, was für eine gesetzliche Aufgabe erforderlich ist.',
      plain: 'Ämter für Sozialleistungen dürfen sich das Nötige sagen. Sie werden darüber informiert.',
    },
    ...validity,
  },
  {
    number: 18,
    step: 'SECRECY',
    effect: 'STATUTE',
    closedWhen: ['PERSON_OBJECTS'],
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { groups: ['SECTION_35_BODY'] },
        category: { codes: ['HEALTH'] },
        purpose: { codes: ['BENEFITDEC'] },
        secrecyOrigins: ['EXPERT_OPINION'],
      },
    ],
    basis: ['§ 76 Abs. 2 Nr. 1 SGB X', '§ 69 Abs. 1 SGB X'],
    conditions: ['Die Person wurde auf ihr Widerspruchsrecht hingewiesen und hat nicht widersprochen.'],
    explanation: {
      de: 'Gutachten und Bescheinigungen dürfen für eine Leistung weitergegeben werden, solange die Person nicht widerspricht.',
      plain: 'Ein ärztliches Gutachten für eine Leistung darf weitergegeben werden. Sie können Nein sagen.',
    },
    ...validity,
  },
  {
    number: 19,
    step: 'SECRECY',
    effect: 'CONSENT_AND_RELEASE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { groups: ['SECTION_35_BODY'] },
        category: { codes: ['HEALTH', 'COUNSEL'] },
        purpose: { exceptCodes: ['CHILD', 'VITAL'] },
      },
    ],
    basis: ['§ 76 Abs. 1 SGB X', '§ 203 StGB'],
    conditions: ['Entbindung für jede Person mit Berufsgeheimnis einzeln.'],
    explanation: {
      de: 'Gesundheit und anvertraute Beratung gehen auch zwischen Leistungsträgern nur mit Einwilligung und Schweigepflichtentbindung.',
      plain: 'Über Ihre Gesundheit und Ihre Beratung sprechen Ämter nur, wenn Sie zweimal Ja sagen.',
    },
    ...validity,
  },
  {
    number: 20,
    step: 'STATUTE',
    effect: 'STATUTE',
    closedWhen: ['HELP_ENDANGERED'],
    cases: [
      {
        from: { codes: ['YOUTH_WELFARE_OFFICE'] },
        to: { groups: ['SECTION_35_BODY'] },
        category: { codes: ['MASTER', 'BENEFIT', 'WORK', 'HOUSING', 'FAMILY', 'EDU'] },
        purpose: { codes: ['CONF'] },
        regimes: ['SOCIAL_DATA'],
      },
    ],
    basis: ['§ 64 Abs. 2, 2a SGB VIII', '§ 69 SGB X'],
    conditions: ['Der Erfolg der Hilfe ist nicht gefährdet.', 'Pseudonymisieren, soweit es möglich ist.'],
    explanation: {
      de: 'Das Jugendamt darf Leistungsträgern Erforderliches geben, wenn die Hilfe nicht gefährdet wird, möglichst pseudonymisiert.',
      plain: 'Das Jugendamt darf anderen Ämtern das Nötige sagen, wenn es Ihrer Familie nicht schadet.',
    },
    ...validity,
  },
  {
    number: 21,
    step: 'SECRECY',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['YOUTH_WELFARE_OFFICE'] },
        to: 'ANY',
        category: { groups: ['OWN'] },
        purpose: { exceptCodes: ['CHILD', 'VITAL'] },
        secrecyOrigins: ['ENTRUSTED'],
      },
    ],
    basis: ['§ 65 Abs. 1 Nr. 1 SGB VIII'],
    conditions: entrustedConditions,
    explanation: {
      de: 'Dem Jugendamt Anvertrautes geht nur mit Einwilligung derjenigen weiter, die genau diese Angabe anvertraut haben; hat es jemand anderes anvertraut, genügt die Einwilligung der Person nicht.',
      plain:
        'Was jemand dem Jugendamt im Vertrauen sagt, bleibt dort, bis genau diejenige Person Ja sagt, die es erzählt hat.',
    },
    ...validity,
  },
  {
    number: 22,
    step: 'CONSENT',
    effect: 'CONSENT',
    cases: [
      {
        from: { codes: ['YOUTH_WELFARE_OFFICE'] },
        to: { exceptGroups: ['SECTION_35_BODY'] },
        category: { groups: ['OWN'] },
        purpose: { codes: ['CONF'] },
      },
    ],
    basis: ['§ 67b Abs. 2 SGB X', '§ 64 SGB VIII'],
    conditions: [],
    explanation: {
      de: 'Das Jugendamt gibt Stellen außerhalb des Sozialgeheimnisses nur mit Einwilligung Auskunft.',
      plain: 'Das Jugendamt sagt anderen Stellen nur etwas, wenn Sie Ja sagen.',
    },
    ...validity,
  },
  {
    number: 23,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'NOT_IN_CONFERENCE',
    cases: [
      {
        from: { codes: ['YOUTH_WELFARE_OFFICE'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['CRIME'] },
        purpose: { codes: ['RESDEC'] },
        nature: 'EXPECTED_SOCIAL_BEHAVIOUR',
      },
    ],
    basis: ['§ 71 Abs. 2 Nr. 1 Buchst. d SGB X'],
    conditions: [
      'Nur auf Ersuchen im Einzelfall.',
      'Nur wenn ein Ausweisungsgrund besteht.',
      'Nicht in der Konferenz.',
    ],
    explanation: {
      de: 'Zum erwarteten Sozialverhalten antwortet das Jugendamt nur auf Ersuchen und nie in der Konferenz.',
      plain:
        'Das Jugendamt muss der Ausländerbehörde in wenigen Fällen antworten, aber nie in diesem Gespräch.',
    },
    ...validity,
  },
  {
    number: 24,
    step: 'STATUTE',
    effect: 'STATUTE',
    channel: 'NOT_IN_CONFERENCE',
    cases: [
      {
        from: { groups: ['SECTION_35_BODY'] },
        to: { codes: ['IMMIGRATION_OFFICE'] },
        category: { codes: ['MASTER', 'BENEFIT'] },
        purpose: { codes: ['RESDEC'] },
      },
    ],
    basis: ['§ 71 Abs. 2 Nr. 1 Buchst. a SGB X', '§ 87 Abs. 1 AufenthG'],
    conditions: [
      'Nur auf Ersuchen im Einzelfall.',
      'Nur wenn das Ausländerzentralregister nicht reicht.',
      'Nicht in der Konferenz.',
    ],
    explanation: {
      de: 'Auf Ersuchen erhält die Ausländerbehörde Grunddaten und Angaben zu Leistungen, aber nicht in der Konferenz.',
      plain:
        'Wenn die Ausländerbehörde einzeln fragt, muss das Amt wenige Angaben machen, aber nicht in diesem Gespräch.',
    },
    ...validity,
  },
];
