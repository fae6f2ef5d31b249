import { createKeys, newKeyText } from '../../../platform/index.js';
import { EXIT, type Command } from '../command.js';
import { withKeyDatabase } from './key-database.js';

/** Makes the first master key. */
export const keysCreate: Command = {
  name: 'keys create',
  summary: {
    de: 'Legt die Hauptschlüssel an, wenn es noch keine gibt (Ordner: FALLWERK_KEY_DIR).',
    en: 'Makes the master keys where there are none yet (folder: FALLWERK_KEY_DIR).',
  },
  options: {
    print: {
      type: 'boolean',
      help: {
        de: 'schreibt nichts; gibt einen neuen Wert für FALLWERK_MASTER_KEYS aus (geheim)',
        en: 'writes nothing; prints a new value for FALLWERK_MASTER_KEYS (a secret)',
      },
    },
  },
  notes: [
    {
      de: 'Die Schlüssel getrennt von der Datenbank sichern: ohne sie ist keine Sicherung lesbar.',
      en: 'Back the keys up apart from the database: without them no backup can be read.',
    },
  ],
  run: async (options, terminal) => {
    const at = new Date();
    if (options['print'] === true) {
      terminal.say(newKeyText(at));
      return EXIT.ok;
    }
    return withKeyDatabase(async ({ config, dataSource }) => {
      const { file, isNew } = await createKeys(config.keys, dataSource, at);
      terminal.say(isNew ? `angelegt · made  ${file}` : `schon da · exists  ${file}`);
      return EXIT.ok;
    });
  },
};
