import { isOrgTypeCode, organisationType, type DataRegime } from '../../directory/index.js';
import type {
  CategoryGroup,
  CategoryMatcher,
  DecisionTable,
  PartyGroup,
  PartyMatcher,
  PurposeMatcher,
  RowCase,
  SecrecyLock,
  SharingEffect,
} from '../domain/decision-table.js';
import {
  sharingCategories,
  sharingPurposes,
  sharingRoles,
  type Circumstance,
  type DataNature,
  type SharingParty,
} from '../domain/sharing-codes.js';
import { secrecyOrigins } from '../domain/data-item.js';

/** One combination of a row or lock, in German words. */
export interface WayInWords {
  readonly from: string;
  readonly to: string;
  readonly category: string;
  readonly purpose: string;
  /** Further limits; empty when there are none. */
  readonly only: string;
  readonly effect: SharingEffect;
}

/** A row as an officer reads it before signing. */
export interface RowInWords {
  readonly number: number;
  readonly effect: SharingEffect;
  readonly ways: readonly WayInWords[];
  /** What opens it although it is closed, what closes it although it is open. */
  readonly remarks: readonly string[];
  readonly basis: readonly string[];
  readonly conditions: readonly string[];
  readonly sentence: string;
  readonly plain: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A lock as an officer reads it. */
export interface LockInWords {
  readonly code: SecrecyLock['code'];
  readonly from: string;
  readonly raises: readonly SharingEffect[];
  readonly raisedTo: SharingEffect;
  readonly except: string;
  readonly basis: readonly string[];
  readonly conditions: readonly string[];
  readonly sentence: string;
  readonly plain: string;
}

const PARTY_GROUPS: Readonly<Record<PartyGroup, string>> = {
  SECTION_35_BODY: 'Stellen nach § 35 SGB I',
  PUBLIC_BODY: 'Öffentliche Stellen',
  WELFARE: 'Wohlfahrt',
  CASE_MANAGER: 'Fallmanagement',
  HEALTH: 'Gesundheitswesen',
  SECRET_BEARER: 'Berufsgeheimnisträger',
};

const CATEGORY_GROUPS: Readonly<Record<CategoryGroup, string>> = {
  IDENTIFIED: 'alles mit Namen',
  OWN: 'eigene Angaben',
  SOCIAL_DATA: 'Sozialdaten',
  CONTENT: 'alle Inhalte',
};

const REGIMES: Readonly<Record<DataRegime, string>> = {
  DSGVO: 'DSGVO',
  KDG: 'KDG',
  DSG_EKD: 'DSG-EKD',
  SOCIAL_DATA: 'Sozialdaten',
};

const NATURES: Readonly<Record<DataNature, string>> = {
  EXPECTED_SOCIAL_BEHAVIOUR: 'nur zu erwartendes soziales Verhalten',
  IMPROPER_ATTENDANCE: 'nur nicht ordnungsgemäße Teilnahme',
};

const CIRCUMSTANCES: Readonly<Record<Circumstance, string>> = {
  PERSON_OBJECTS: 'die Person widerspricht',
  OBJECTION_GRANTED: 'die Person hat mit Erfolg widersprochen',
  HELP_ENDANGERED: 'die Hilfe wäre gefährdet',
  RECIPIENT_IS_ACCUSED: 'der Empfänger ist beschuldigt',
};

/** The rows of a table in German words, by number. */
export function rowsInWords(table: DecisionTable): readonly RowInWords[] {
  return table.rows
    .toSorted((one, other) => one.number - other.number)
    .map((row) => ({
      number: row.number,
      effect: row.effect,
      ways: row.cases.map((way) => wayInWords(table, way, way.instead?.effect ?? row.effect)),
      remarks: [
        ...(row.unless === undefined ? [] : [UNLESS[row.unless]]),
        ...(row.requiresWarning === true
          ? ['Nur Erklärungen nach dem Hinweis auf § 87 AufenthG zählen.']
          : []),
        ...(row.closedWhen ?? []).map((when) => `Geschlossen, wenn: ${CIRCUMSTANCES[when]}.`),
        ...(row.alsoAnonymous === true ? ['Gilt auch für anonymisiertes Material.'] : []),
        ...(row.channel === 'NOT_IN_CONFERENCE' ? ['Nicht in einer Fallkonferenz.'] : []),
        ...(row.channel === 'OUTSIDE_SYSTEM' ? ['Nur außerhalb dieses Systems.'] : []),
      ],
      basis: row.basis,
      conditions: row.conditions,
      sentence: row.explanation.de,
      plain: row.explanation.plain,
      validFrom: row.validFrom,
      validTo: row.validTo,
    }));
}

/** The secrecy locks of a table in German words. */
export function locksInWords(table: DecisionTable): readonly LockInWords[] {
  return table.locks.map((lock) => ({
    code: lock.code,
    from: partyInWords(table, lock.from),
    raises: lock.raises,
    raisedTo: lock.raisedTo,
    except: [
      ...(lock.exceptRows.length > 0 ? [`Zeilen ${lock.exceptRows.join(', ')}`] : []),
      ...lock.exceptPurposes.map((purpose) => sharingPurposes[purpose]),
      ...lock.exceptRecipients.map(partyName),
    ].join('; '),
    basis: lock.basis,
    conditions: lock.conditions ?? [],
    sentence: lock.explanation.de,
    plain: lock.explanation.plain,
  }));
}

const UNLESS = {
  CONSENT: 'Offen, sobald eine Einwilligung dafür vorliegt.',
  CONSENT_AND_RELEASE: 'Offen, sobald Einwilligung und Schweigepflichtentbindung dafür vorliegen.',
} as const;

function wayInWords(table: DecisionTable, way: RowCase, effect: SharingEffect): WayInWords {
  return {
    from: partyInWords(table, way.from),
    to: partyInWords(table, way.to),
    category: categoryInWords(table, way.category),
    purpose: purposeInWords(way.purpose),
    only: [
      ...(way.secrecyOrigins ?? []).map((origin) => secrecyOrigins[origin]),
      ...(way.regimes === undefined ? [] : [way.regimes.map((regime) => REGIMES[regime]).join(', ')]),
      ...(way.nature === undefined ? [] : [NATURES[way.nature]]),
    ].join('; '),
    effect,
  };
}

function partyName(code: SharingParty): string {
  return isOrgTypeCode(code) ? organisationType(code).label.de : sharingRoles[code];
}

function partyInWords({ partyGroups }: DecisionTable, matcher: PartyMatcher): string {
  if (matcher === 'ANY') return 'alle';
  const group = (code: PartyGroup) =>
    `${PARTY_GROUPS[code]} (${partyGroups[code].map(partyName).join(', ')})`;
  const wanted = [...(matcher.groups ?? []).map(group), ...(matcher.codes ?? []).map(partyName)];
  const except = [...(matcher.exceptGroups ?? []).map(group), ...(matcher.exceptCodes ?? []).map(partyName)];
  return allBut(wanted, except);
}

function categoryInWords({ categoryGroups }: DecisionTable, matcher: CategoryMatcher): string {
  if (matcher === 'ANY') return 'alle';
  const groups = (matcher.groups ?? []).map(
    (code) =>
      `${CATEGORY_GROUPS[code]} (${categoryGroups[code].map((one) => sharingCategories[one]).join('; ')})`,
  );
  return allBut([...groups, ...(matcher.codes ?? []).map((code) => sharingCategories[code])], []);
}

function purposeInWords(matcher: PurposeMatcher): string {
  if (matcher === 'ANY') return 'alle';
  const names = (codes: PurposeMatcher & object) => (codes.codes ?? []).map((code) => sharingPurposes[code]);
  return allBut(
    names(matcher),
    (matcher.exceptCodes ?? []).map((code) => sharingPurposes[code]),
  );
}

function allBut(wanted: readonly string[], except: readonly string[]): string {
  const all = wanted.length === 0 ? 'alle' : wanted.join('; ');
  return except.length === 0 ? all : `${all}, außer ${except.join('; ')}`;
}
