import type { OrgTypeCode } from '../../directory/index.js';

/**
 * What an item of data is about, with its German label. Closed list.
 * `TASK` (text of a task) and `LOG` (technical records) carry rows of their own in the decision table.
 */
export const sharingCategories = {
  MASTER: 'Name, Kontakt, Geburtsdatum',
  STATUS: 'Aufenthaltstitel und Verfahren',
  BENEFIT: 'Leistungen',
  WORK: 'Kompetenzen, Arbeit, Plan',
  COURSE: 'Sprachkurs',
  EDU: 'Schule und Bildung',
  HOUSING: 'Wohnen',
  FAMILY: 'Familie',
  HEALTH: 'Gesundheit',
  COUNSEL: 'Inhalt der Beratung',
  FLIGHT: 'Fluchtgeschichte, Religion, Überzeugung, Orientierung',
  CRIME: 'Straftaten',
  DEPORT: 'Einzelheiten einer Abschiebung',
  DISCR: 'Diskriminierungsmeldung',
  THIRD: 'Daten Dritter',
  FACT_CM: 'Tatsache der Beratung',
  RECORD: 'Auszug aus dem Konferenzprotokoll',
  ANON: 'Anonymisiertes Material',
  AGG: 'Zusammengefasste Zahlen',
  TASK: 'Text einer Aufgabe',
  LOG: 'Protokolle und Metadaten',
} as const;

/** Category of data. */
export type SharingCategory = keyof typeof sharingCategories;

/** Whether a string from outside is the code of a category. */
export function isSharingCategory(value: string): value is SharingCategory {
  return Object.hasOwn(sharingCategories, value);
}

/** All categories in the order of the list. */
export const sharingCategoryCodes: readonly SharingCategory[] =
  Object.keys(sharingCategories).filter(isSharingCategory);

const NOT_OF_A_PERSON = ['DEPORT', 'RECORD', 'ANON', 'AGG', 'TASK', 'LOG'] as const;

/** Category that an item about a person can have. */
export type ItemCategory = Exclude<SharingCategory, (typeof NOT_OF_A_PERSON)[number]>;

/** Whether an item about a person can have this category. */
export function isItemCategory(category: string): category is ItemCategory {
  return isSharingCategory(category) && !NOT_OF_A_PERSON.some((other) => other === category);
}

/**
 * Categories that an item about a person can have, and a declaration can cover. What the platform itself makes
 * (record, task, log, anonymised and aggregated material) and details of a deportation are none of them.
 */
export const itemCategories: readonly ItemCategory[] = sharingCategoryCodes.filter(isItemCategory);

/** What data is disclosed for, with its German label. Closed list; `CONTROL` is the work of the data protection officer. */
export const sharingPurposes = {
  CONF: 'Fallkonferenz mit Namen, Integrationsplanung',
  BENEFITDEC: 'Entscheidung über Leistungen',
  RESDEC: 'Entscheidung über den Aufenthalt',
  COURSEADM: 'Verwaltung von Kursen',
  CHILD: 'Schutz eines Kindes',
  VITAL: 'Schutz von Leib und Leben',
  NOTIFY: 'Gesetzliche Mitteilung',
  STRUCT: 'Verbesserung von Strukturen',
  FUND: 'Förderung und Nachweis',
  REFER: 'Vermittlung an ein Angebot',
  ENFORCE: 'Vollzug und Verfolgung',
  RESEARCH: 'Forschung',
  CONTROL: 'Datenschutzkontrolle',
} as const;

/** Purpose of a disclosure (Zweckbindung). */
export type SharingPurpose = keyof typeof sharingPurposes;

/** Whether a string from outside is the code of a purpose. */
export function isSharingPurpose(value: string): value is SharingPurpose {
  return Object.hasOwn(sharingPurposes, value);
}

/** All purposes in the order of the list. */
export const sharingPurposeCodes: readonly SharingPurpose[] =
  Object.keys(sharingPurposes).filter(isSharingPurpose);

/** Those who receive data without being an organisation unit, with their German label. */
export const sharingRoles = {
  PERSON: 'Die Person selbst',
  TRUSTED_PERSON: 'Vertrauensperson, Beistand',
  VOLUNTEER: 'Ehrenamtliche',
  LANGUAGE_MEDIATOR: 'Sprachmittlung',
  CHILD_PROTECTION_SPECIALIST: 'Insoweit erfahrene Fachkraft',
  PROJECT_LEAD: 'Projektleitung',
  WORKING_GROUP_MEMBER: 'Mitglied einer Arbeitsgruppe',
  STEERING_MEMBER: 'Mitglied der Lenkungsgruppe',
  DATA_PROTECTION_OFFICER: 'Datenschutzbeauftragte',
  SYSTEM_ADMIN: 'Systemadministration',
  COMMITTEE: 'Politischer Ausschuss',
  PRESS: 'Presse',
} as const;

/** Role that receives data without being an organisation unit. */
export type SharingRole = keyof typeof sharingRoles;

/** Whether a string from outside is the code of a role. */
export function isSharingRole(value: string): value is SharingRole {
  return Object.hasOwn(sharingRoles, value);
}

/** All roles in the order of the list. */
export const sharingRoleCodes: readonly SharingRole[] = Object.keys(sharingRoles).filter(isSharingRole);

/** Who gives or receives: an organisation type or a role. */
export type SharingParty = OrgTypeCode | SharingRole;

/**
 * Secrecy that an item brought along and that travels with it.
 * `PROFESSIONAL`: from a person bound by § 203 StGB; `EXPERT_OPINION`: opinion or certificate for a benefit
 * (§ 76 Abs. 2 Nr. 1 SGB X); `ENTRUSTED`: entrusted for personal help (§ 65 SGB VIII).
 */
export type SecrecyOrigin = 'PROFESSIONAL' | 'EXPERT_OPINION' | 'ENTRUSTED';

/** Narrow subject that a row of the decision table demands beside the category. */
export type DataNature = 'EXPECTED_SOCIAL_BEHAVIOUR' | 'IMPROPER_ATTENDANCE';

/**
 * Circumstance of the single case that closes a row which is otherwise open. `OBJECTION_GRANTED` closes every statutory
 * permission of the giver; legal duties stay, and what protects life or a child (§ 84 Abs. 5 SGB X).
 */
export type Circumstance =
  'PERSON_OBJECTS' | 'OBJECTION_GRANTED' | 'HELP_ENDANGERED' | 'RECIPIENT_IS_ACCUSED';
