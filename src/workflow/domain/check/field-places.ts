import type { FieldSchema, ProcessDefinition } from '../definition.js';

/** A declared field with its place. */
export interface FieldPlace {
  readonly field: FieldSchema;
  /** Keys from the top of the document. */
  readonly path: readonly string[];
}

/** Every field of payloads and context, with those inside lists and objects; payloads first, outside in. */
export function fieldPlaces({ events, context }: ProcessDefinition): readonly FieldPlace[] {
  const payloads = Object.entries(events).flatMap(([type, { payload }]) =>
    placesOf(payload?.properties ?? {}, ['events', type, 'payload', 'properties']),
  );
  return [...payloads, ...placesOf(context, ['context'])];
}

function placesOf(
  fields: Readonly<Record<string, FieldSchema>>,
  path: readonly string[],
): readonly FieldPlace[] {
  return Object.entries(fields).flatMap(([name, field]) => placesIn(field, [...path, name]));
}

function placesIn(field: FieldSchema, path: readonly string[]): readonly FieldPlace[] {
  const items = field['items'] as FieldSchema | undefined;
  const properties = (field['properties'] ?? {}) as Readonly<Record<string, FieldSchema>>;
  return [
    { field, path },
    ...(items ? placesIn(items, [...path, 'items']) : []),
    ...placesOf(properties, [...path, 'properties']),
  ];
}
