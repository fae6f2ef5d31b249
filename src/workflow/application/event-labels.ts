import type { DelayDefinition, ProcessDefinition } from '../domain/definition.js';
import { CANCELLED_ENTRY, MIGRATED_ENTRY, REOPENED_ENTRY, START_EVENT } from '../domain/process.js';

/** Labels of entries that no definition declares. */
const OWN_ENTRIES: Readonly<Record<string, string>> = {
  [START_EVENT]: 'Vorgang begonnen',
  [CANCELLED_ENTRY]: 'Vorgang abgebrochen',
  [MIGRATED_ENTRY]: 'Auf eine andere Fassung umgestellt',
  [REOPENED_ENTRY]: 'Vorgang wieder aufgenommen',
};

/** What a log entry is called, German: by the definition in force, or by the engine for entries of its own. */
export function eventLabel(definition: ProcessDefinition | undefined, type: string): string {
  const declared = definition?.events[type]?.label.de;
  if (declared) return declared;
  const [, delayKey = ''] = /^xstate\.after\.([A-Z0-9_]+)\./.exec(type) ?? [];
  const delay: DelayDefinition | undefined = definition?.delays?.[delayKey];
  if (delay) return `Frist abgelaufen: ${delay.label.de}`;
  return OWN_ENTRIES[type] ?? type;
}
