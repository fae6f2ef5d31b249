import { keyStatus, type MasterKeyStatus } from '../../../platform/index.js';
import { EXIT, type Command } from '../command.js';
import { withKeyDatabase } from './key-database.js';

function stateOf({ isCurrent, retiredAt }: MasterKeyStatus): string {
  if (isCurrent) return 'gilt · current';
  return `abgelöst · retired ${retiredAt?.slice(0, 10) ?? '?'}`;
}

/** Shows the master keys and how far a rotation is; never a key itself. */
export const keysStatus: Command = {
  name: 'keys status',
  summary: {
    de: 'Zeigt die Hauptschlüssel und wie viele Personenschlüssel jeder verpackt (1: eine Rotation ist nicht fertig).',
    en: 'Shows the master keys and how many keys of persons each wraps (1: a rotation is not complete).',
  },
  run: (_options, terminal) =>
    withKeyDatabase(async ({ config, unitOfWork }) => {
      const { masterKeys, missing, destroyed } = await keyStatus(config.keys, unitOfWork);
      for (const key of masterKeys)
        terminal.say(`${key.id}  ${stateOf(key)}  ${key.persons} Personen · persons`);
      for (const id of missing) terminal.complain(`${id}  fehlt · missing`);
      terminal.say(`gelöscht · erased  ${destroyed}`);
      const isComplete =
        missing.length === 0 && masterKeys.every(({ isCurrent, persons }) => isCurrent || persons === 0);
      return isComplete ? EXIT.ok : EXIT.failed;
    }),
};
