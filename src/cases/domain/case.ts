import {
  err,
  ok,
  rejected,
  type CaseId,
  type PersonId,
  type Result,
  type RequestRejected,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import { caseErrors } from './case.errors.js';

/** Life areas of assessment and plan. */
export const LIFE_AREAS = [
  'LEGAL_STATUS',
  'LANGUAGE',
  'WORK',
  'EDUCATION',
  'HOUSING',
  'SUBSISTENCE',
  'HEALTH',
  'FAMILY',
  'MOBILITY',
  'DISCRIMINATION',
  'SOCIAL_NETWORK',
  'DIGITAL_ACCESS',
  'SAFETY',
] as const;
export type LifeArea = (typeof LIFE_AREAS)[number];

/** How much is done: brief advice, counselling, full case management. */
export const CASE_INTENSITIES = ['BRIEF', 'COUNSELLING', 'CASE_MANAGEMENT'] as const;
export type CaseIntensity = (typeof CASE_INTENSITIES)[number];

/** How much of a birth date is known. */
export const BIRTH_PRECISIONS = ['DAY', 'MONTH', 'YEAR', 'UNKNOWN'] as const;
export type BirthPrecision = (typeof BIRTH_PRECISIONS)[number];

export const NAME_KINDS = ['OFFICIAL', 'BIRTH', 'ALIAS', 'SPELLING'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

export const LANGUAGE_LEVELS = ['NATIVE', 'FLUENT', 'BASIC'] as const;
export type LanguageLevel = (typeof LANGUAGE_LEVELS)[number];

/** The three questions of the Einstiegsinterview. */
export const INTERVIEW_QUESTIONS = ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'] as const;
export type InterviewQuestion = (typeof INTERVIEW_QUESTIONS)[number];

export const QUOTABILITIES = ['YES', 'NO', 'ANONYMISED'] as const;
export type Quotability = (typeof QUOTABILITIES)[number];

export const MEDIATION_LEVELS = ['LAY', 'QUALIFIED', 'SWORN'] as const;
export type MediationLevel = (typeof MEDIATION_LEVELS)[number];

export interface PersonNameInput {
  readonly kind: NameKind;
  readonly givenNames?: string | null;
  readonly familyNames?: string | null;
  readonly preferred: boolean;
}

export interface PersonInput {
  readonly names: readonly PersonNameInput[];
  /** Calendar date; with precision MONTH or YEAR the first day of it. */
  readonly birthDate?: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly languages: readonly {
    readonly language: string;
    readonly level: LanguageLevel;
    readonly mediationNeeded: boolean;
  }[];
}

/** A case as far as its existence and its parties go; no content. */
export interface CaseView {
  readonly id: CaseId;
  /** Random number, says nothing about how many cases there are. */
  readonly number: string;
  readonly personId: PersonId;
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  readonly intensity: CaseIntensity;
  readonly concern: string | null;
  readonly openedOn: string;
  /** `null` while the case is open. */
  readonly closedAt: Date | null;
}

export interface ParticipationView {
  readonly unitId: UnitId;
  readonly relation: 'LEAD' | 'PARTICIPANT';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** A letter or digit of any script: marks and invisible characters alone are no name. */
const VISIBLE = /[\p{L}\p{N}]/u;
const EARLIEST_BIRTH = '1900-01-01';

/**
 * Checks what a person is entered with: any number of names with exactly one preferred, and a birth date that may be
 * unknown or known only in part (S0.32).
 *
 * @param today Calendar date; nobody is born later.
 */
export function checkPerson(
  person: PersonInput,
  today: string,
): Result<PersonInput, RequestRejected<keyof typeof caseErrors>> {
  const named = person.names.every(
    (name) => VISIBLE.test(name.givenNames ?? '') || VISIBLE.test(name.familyNames ?? ''),
  );
  if (!named || person.names.filter((name) => name.preferred).length !== 1) {
    return err(rejected(caseErrors, 'PERSON_NAME_MISSING'));
  }
  const known = person.birthDate !== undefined && person.birthDate !== null;
  if (known === (person.birthPrecision === 'UNKNOWN'))
    return err(rejected(caseErrors, 'BIRTH_DATE_INCONSISTENT'));
  // Calendar dates in this form compare like text.
  if (known && (person.birthDate < EARLIEST_BIRTH || person.birthDate > today))
    return err(rejected(caseErrors, 'DATE_NOT_PLAUSIBLE'));
  return ok(person);
}

const NUMBER_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Random number such as `F-7K3M-92QX`; letters that are mistaken for digits are left out.
 *
 * @param prefix Letter of the kind: `F` case, `K` conference.
 * @param bytes  Eight random bytes.
 */
export function randomNumber(prefix: string, bytes: Uint8Array): string {
  const letters = [...bytes].slice(0, 8).map((byte) => NUMBER_ALPHABET.charAt(byte % NUMBER_ALPHABET.length));
  return `${prefix}-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
