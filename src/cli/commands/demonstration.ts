import type { AppConfig } from '../../platform/index.js';
import { Refusal } from './command.js';

/** @throws {Refusal} outside the demonstration: there, data belong to real people. */
export function onlyInDemonstration(config: AppConfig, command: string): void {
  if (config.mode === 'demonstration') return;
  throw new Refusal('DEMONSTRATION_ONLY', {
    de: `„${command}“ gibt es nur in der Demonstration; hier ist FALLWERK_MODE=${config.mode}. Nichts wurde geändert.`,
    en: `“${command}” exists in the demonstration only; here FALLWERK_MODE is ${config.mode}. Nothing was changed.`,
  });
}
