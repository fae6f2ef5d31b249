import { boundDay, isDateField } from '../date-bounds.js';
import type { FieldSchema, ProcessDefinition } from '../definition.js';
import { fieldPlaces } from './field-places.js';
import { finding, type Finding } from './finding.js';

/** A day to compare bounds on; which one does not matter for the order of bounds that make sense. */
const SAMPLE_DAY = '2026-06-15';

/** Bounds on fields that hold no date, and bounds no date can meet. */
export function dateBoundFindings(definition: ProcessDefinition): readonly Finding[] {
  return fieldPlaces(definition).flatMap(({ field, path }) => ownFindings(field, path));
}

function ownFindings(field: FieldSchema, path: readonly string[]): readonly Finding[] {
  const { notBefore, notAfter } = field;
  if (notBefore === undefined && notAfter === undefined) return [];
  if (!isDateField(field)) {
    const en = '“notBefore” and “notAfter” are for dates only.';
    return [finding('INVALID_FIELD_SCHEMA', path, '„notBefore“ und „notAfter“ gelten nur für Daten.', en)];
  }
  if (notBefore === undefined || notAfter === undefined) return [];
  if (boundDay(notBefore, SAMPLE_DAY) <= boundDay(notAfter, SAMPLE_DAY)) return [];
  const de = '„notBefore“ liegt nach „notAfter“: kein Datum kann passen.';
  return [finding('INVALID_FIELD_SCHEMA', path, de, '“notBefore” is after “notAfter”: no date can fit.')];
}
