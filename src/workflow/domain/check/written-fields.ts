import { isBuiltInAction, recordedAs, type ClearParams, type RecordParams } from '../built-in-actions.js';
import type { ActionReference, JsonValue } from '../definition.js';

/** Context field → what actions write to it, as text: equal texts are equal values. */
export function writtenFields(actions: readonly ActionReference[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const { type, params } of actions) {
    if (!isBuiltInAction(type)) continue;
    if (type === 'clear') {
      for (const field of (params as unknown as ClearParams).fields) written.set(field, constant(null));
      continue;
    }
    const record = (params ?? {}) as RecordParams;
    for (const field of record.fields ?? []) written.set(recordedAs(record, field), `payload ${field}`);
    for (const [field, value] of Object.entries(record.set ?? {})) written.set(field, constant(value));
  }
  return written;
}

/** Context fields that some of the actions give a value. */
export function recordedFields(actions: readonly ActionReference[]): readonly string[] {
  return actions.flatMap((action) =>
    [...writtenFields([action])].flatMap(([field, value]) => (value === constant(null) ? [] : [field])),
  );
}

function constant(value: JsonValue): string {
  return `value ${JSON.stringify(value)}`;
}
