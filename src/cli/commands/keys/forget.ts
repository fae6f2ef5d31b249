import { forgetKey, type KeepReason } from '../../../platform/index.js';
import { EXIT, Refusal, type Command, type Sentence } from '../command.js';
import { withKeyDatabase } from './key-database.js';

const REASONS: Readonly<Record<KeepReason, Sentence>> = {
  UNKNOWN: { de: 'Diesen Hauptschlüssel gibt es nicht.', en: 'There is no such master key.' },
  CURRENT: {
    de: 'Dieser Hauptschlüssel gilt gerade. Bitte zuerst: fallwerk keys rotate',
    en: 'This master key is the current one. Please run first: fallwerk keys rotate',
  },
  IN_USE: {
    de: 'Dieser Hauptschlüssel wird noch gebraucht. Bitte zuerst: fallwerk keys rotate',
    en: 'This master key is still needed. Please run first: fallwerk keys rotate',
  },
  RETIRED_TOO_RECENTLY: {
    de: 'Dieser Hauptschlüssel wurde erst vor weniger als einer Stunde abgelöst; bitte warten.',
    en: 'This master key was retired less than an hour ago; please wait.',
  },
};

/** Takes a master key away that nobody needs any more. */
export const keysForget: Command = {
  name: 'keys forget',
  summary: {
    de: 'Entfernt einen abgelösten Hauptschlüssel; ältere Sicherungen sind danach unlesbar.',
    en: 'Removes a retired master key; older backups cannot be read from then on.',
  },
  arguments: [{ name: 'id' }],
  run: (options, terminal) =>
    withKeyDatabase(async ({ config, unitOfWork }) => {
      const id = String(options['id']);
      const reason = await forgetKey(config.keys, unitOfWork, id, new Date());
      if (reason) throw new Refusal('MASTER_KEY_NEEDED', REASONS[reason], EXIT.failed);
      terminal.say(`entfernt · removed  ${id}`);
      return EXIT.ok;
    }),
};
