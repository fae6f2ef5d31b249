import { describedEnum } from '../../platform/graphql/index.js';
import type {
  BirthPrecision,
  CaseIntensity,
  InterviewQuestion,
  LanguageLevel,
  LifeArea,
  MediationLevel,
  NameKind,
  Quotability,
} from '../domain/case.js';

export const LifeAreaEnum = describedEnum<LifeArea>(
  'LifeArea',
  'Life area of assessment and plan «Lebensbereich».',
  {
    LEGAL_STATUS: 'Legal status and documents «Aufenthalt und Papiere»',
    LANGUAGE: 'Language «Sprache»',
    WORK: 'Work, training, recognition «Arbeit, Ausbildung, Anerkennung»',
    EDUCATION: 'School and childcare «Schule und Kita»',
    HOUSING: 'Housing «Wohnen»',
    SUBSISTENCE: 'Subsistence and debts «Lebensunterhalt und Schulden»',
    HEALTH: 'Health and psyche «Gesundheit»',
    FAMILY: 'Family and reunification «Familie»',
    MOBILITY: 'Mobility «Mobilität»',
    DISCRIMINATION: 'Experience of discrimination «Diskriminierung»',
    SOCIAL_NETWORK: 'Social network and volunteering «Soziales Netz und Engagement»',
    DIGITAL_ACCESS: 'Digital access «Digitaler Zugang»',
    SAFETY: 'Safety and protection «Sicherheit und Schutz»',
  },
);

export const CaseIntensityEnum = describedEnum<CaseIntensity>(
  'CaseIntensity',
  'How much is done in a case.',
  {
    BRIEF: 'Brief advice «Kurzberatung»',
    COUNSELLING: 'Intensive counselling «Beratung»',
    CASE_MANAGEMENT: 'Full case management «Case Management»',
  },
);

export const BirthPrecisionEnum = describedEnum<BirthPrecision>(
  'BirthPrecision',
  'How much of a birth date is known.',
  {
    DAY: 'The day is known',
    MONTH: 'Only the month is known',
    YEAR: 'Only the year is known',
    UNKNOWN: 'Nothing is known «unbekannt»',
  },
);

export const NameKindEnum = describedEnum<NameKind>('PersonNameKind', 'What kind of name it is.', {
  OFFICIAL: 'As in the papers «amtlich»',
  BIRTH: 'Name at birth «Geburtsname»',
  ALIAS: 'Also known as «auch bekannt als»',
  SPELLING: 'Other spelling «andere Schreibweise»',
});

export const LanguageLevelEnum = describedEnum<LanguageLevel>(
  'LanguageLevel',
  'How well a language is spoken.',
  {
    NATIVE: 'Mother tongue «Erstsprache»',
    FLUENT: 'Fluent «fließend»',
    BASIC: 'Basic «Grundkenntnisse»',
  },
);

export const InterviewQuestionEnum = describedEnum<InterviewQuestion>(
  'InterviewQuestion',
  'The three questions of the entry interview «Einstiegsinterview».',
  {
    PICTURE_OF_SUCCESS: 'How do you picture a successful integration? «Vorstellung vom Gelingen»',
    COOPERATION_OF_AUTHORITIES: 'How do the authorities work together? «Zusammenarbeit der Behörden»',
    PROBLEMS: 'Where do you meet problems? «Probleme»',
  },
);

export const QuotabilityEnum = describedEnum<Quotability>('Quotability', 'May an answer be quoted?', {
  YES: 'Yes',
  NO: 'No',
  ANONYMISED: 'Anonymised only',
});

export const MediationLevelEnum = describedEnum<MediationLevel>(
  'LanguageMediationLevel',
  'Level of language mediation «Sprachmittlung».',
  {
    LAY: 'Trained lay mediator «Laiensprachmittlung»',
    QUALIFIED: 'Qualified interpreter «qualifiziertes Dolmetschen»',
    SWORN: 'Sworn interpreter «vereidigtes Dolmetschen»',
  },
);

export const LifeAreaEntryKindEnum = describedEnum<'NEED' | 'RESOURCE'>(
  'LifeAreaEntryKind',
  'Need or resource.',
  {
    NEED: 'Need, not the same as an entitlement «Bedarf»',
    RESOURCE: 'Strength of the person or their environment «Ressource»',
  },
);

export const ParticipationRelationEnum = describedEnum<'LEAD' | 'PARTICIPANT'>(
  'ParticipationRelation',
  'How a unit takes part in a case.',
  { LEAD: 'Leads the case «Fallführung»', PARTICIPANT: 'Takes part «beteiligt»' },
);
