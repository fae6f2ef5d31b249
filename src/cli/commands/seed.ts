import { loadConfig, migrateUp } from '../../platform/index.js';
import { seedLippe } from '../demo/seed-lippe.js';
import { EXIT, type Command } from './command.js';
import { ownerUrlOf, withDatabaseOf } from './database.js';
import { onlyInDemonstration } from './demonstration.js';

/** Creates the Lippe demonstration, or completes it. */
export const seed: Command = {
  name: 'seed',
  summary: {
    de: 'Legt die Demonstration Lippe an; was schon da ist, bleibt. Nicht im Echtbetrieb.',
    en: 'Creates the Lippe demonstration; what exists stays. Not in production.',
  },
  run: async (_options, terminal) => {
    const loaded = loadConfig();
    onlyInDemonstration(loaded, 'seed');
    return withDatabaseOf(loaded, async (config) => {
      await migrateUp(ownerUrlOf(config));
      await seedLippe(config);
      terminal.say('Die Demonstration Lippe ist angelegt. · The Lippe demonstration is in place.');
      return EXIT.ok;
    });
  },
};
