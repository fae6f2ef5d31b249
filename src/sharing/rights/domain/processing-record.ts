import type { OrgTypeCode } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { decideSharing } from '../../domain/decide-sharing.js';
import type { DecisionTable, SharingEffect } from '../../domain/decision-table.js';
import { noGrounds } from '../../domain/grounds.js';
import {
  itemCategories,
  sharingPurposeCodes,
  type ItemCategory,
  type SharingPurpose,
} from '../../domain/sharing-codes.js';

/** A unit as far as the record of processing activities needs it. */
export interface RecordedUnit {
  readonly id: UnitId;
  readonly name: string;
  readonly type: OrgTypeCode;
  readonly organisation: string;
  readonly contact: string;
  /** Names of its data protection officers; empty: none is named in the directory. */
  readonly officers: readonly string[];
}

/** What a unit may disclose for one purpose to one kind of recipient. */
export interface RecordedRecipient {
  readonly recipientType: OrgTypeCode;
  readonly effect: Exclude<SharingEffect, 'NEVER'>;
  readonly categories: readonly ItemCategory[];
  readonly basis: readonly string[];
}

/** One processing activity: a controller and a purpose (Art. 30 Abs. 1 DSGVO). */
export interface ProcessingActivity {
  readonly purpose: SharingPurpose;
  readonly categories: readonly ItemCategory[];
  readonly recipients: readonly RecordedRecipient[];
}

/** Everything one controller does in this system. */
export interface ControllerRecord {
  readonly unit: RecordedUnit;
  readonly activities: readonly ProcessingActivity[];
}

/**
 * The record of processing activities, derived by asking the decision table itself, so that it cannot differ from what
 * the system permits.
 *
 * @param on Calendar date.
 * @returns Units in the order given, purposes in the order of their list; a purpose nothing is open for is left out.
 */
export function processingRecord(
  table: DecisionTable,
  units: readonly RecordedUnit[],
  on: string,
): readonly ControllerRecord[] {
  const recipientTypes = [...new Set(units.map(({ type }) => type))].sort();
  const byType = new Map<OrgTypeCode, readonly ProcessingActivity[]>();
  return units.map((unit) => {
    const known = byType.get(unit.type);
    const activities = known ?? activitiesOf(table, unit.type, recipientTypes, on);
    byType.set(unit.type, activities);
    return { unit, activities };
  });
}

function activitiesOf(
  table: DecisionTable,
  sourceType: OrgTypeCode,
  recipientTypes: readonly OrgTypeCode[],
  on: string,
): readonly ProcessingActivity[] {
  return sharingPurposeCodes.flatMap((purpose) => {
    const recipients = recipientTypes.flatMap((recipientType) =>
      recipientsOf(table, { sourceType, recipientType, purpose, on }),
    );
    if (recipients.length === 0) return [];
    const open = new Set(recipients.flatMap(({ categories }) => categories));
    return [{ purpose, categories: itemCategories.filter((category) => open.has(category)), recipients }];
  });
}

interface Way {
  readonly sourceType: OrgTypeCode;
  readonly recipientType: OrgTypeCode;
  readonly purpose: SharingPurpose;
  readonly on: string;
}

/** Kinds of ground apart, because each has a basis of its own. */
function recipientsOf(table: DecisionTable, way: Way): readonly RecordedRecipient[] {
  const groups = new Map<string, RecordedRecipient>();
  for (const category of itemCategories) {
    const inConference = way.purpose === 'CONF';
    const { effect, basis } = decideSharing(table, { ...way, category, inConference }, noGrounds);
    if (effect === 'NEVER') continue;
    const key = `${effect} ${basis.join()}`;
    const group = groups.get(key) ?? { recipientType: way.recipientType, effect, basis, categories: [] };
    groups.set(key, { ...group, categories: [...group.categories, category] });
  }
  return [...groups.values()];
}

/** Measures this system takes by itself (Art. 32 DSGVO, § 22 Abs. 2 BDSG); German. */
export const securityMeasures: readonly string[] = [
  'Angaben über Personen sind mit einem Schlüssel je Person verschlüsselt (AES-256-GCM); Löschen vernichtet den Schlüssel.',
  'Weitergabe nur nach der freigegebenen Entscheidungstabelle, sonst gar nicht; jede Weitergabe steht in einem Register.',
  'Zugriff nach Stelle und Beteiligung am Fall; Ansehen und Suchen werden protokolliert.',
  'Das Prüfregister ist verkettet und täglich signiert; Veränderungen werden gefunden und benannt.',
  'Systemverwaltung sieht keine Inhalte; Notfallzugriff nur zu zweit, befristet und mit Meldung an die Datenschutzbeauftragte.',
  'Protokolle des Betriebs enthalten keine personenbezogenen Daten.',
  'Geschützte Fälle sind für andere Stellen nicht erkennbar.',
];
