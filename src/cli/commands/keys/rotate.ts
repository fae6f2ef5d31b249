import { rotateKeys } from '../../../platform/index.js';
import { EXIT, type Command } from '../command.js';
import { withKeyDatabase } from './key-database.js';

/** Lines about the progress come after at least so many keys. */
const REPORT_EVERY = 50_000;

/** Changes the master key while servers work. */
export const keysRotate: Command = {
  name: 'keys rotate',
  summary: {
    de: 'Macht einen neuen Hauptschlüssel und verpackt damit alle Personenschlüssel neu; im laufenden Betrieb.',
    en: 'Makes a new master key and rewraps the keys of all persons with it; while servers work.',
  },
  notes: [
    {
      de: 'Abgebrochen? Noch einmal aufrufen: es geht weiter, wo es stehen blieb. Der alte Schlüssel liest bis dahin mit.',
      en: 'Broken off? Call it again: it goes on where it stopped. The key before keeps reading until then.',
    },
    {
      de: 'Mit FALLWERK_MASTER_KEYS den neuen Schlüssel dort eintragen, alle Knoten neu starten, dann diesen Befehl aufrufen.',
      en: 'With FALLWERK_MASTER_KEYS add the new key there, restart all nodes, then call this command.',
    },
  ],
  run: (_options, terminal) =>
    withKeyDatabase(async ({ config, ...database }) => {
      let reported = 0;
      const { current, rewrapped } = await rotateKeys(config.keys, database, new Date(), (done) => {
        if (done - reported < REPORT_EVERY) return;
        reported = done;
        terminal.say(`${done} …`);
      });
      terminal.say(`Hauptschlüssel · master key  ${current}`);
      terminal.say(`neu verpackt · rewrapped  ${rewrapped}`);
      return EXIT.ok;
    }),
};
