import { loadConfig, sameLogin, UnitOfWork, type AppConfig } from '../../platform/index.js';
import {
  verifyAllProcessLogs,
  type BrokenProcessLog,
  type ProcessLogsVerification,
} from '../../workflow/index.js';
import { EXIT, type Command } from './command.js';
import { connected, requireSchema, withDatabaseOf } from './database.js';

function verification({ database }: AppConfig): Promise<ProcessLogsVerification> {
  const { url = '', migrationUrl } = database;
  return connected(
    url,
    async (dataSource) => {
      await requireSchema(dataSource);
      return verifyAllProcessLogs(new UnitOfWork(dataSource));
    },
    { asApplicationRole: sameLogin(url, migrationUrl) },
  );
}

function sentences({ regionId, processId, difference }: BrokenProcessLog): readonly string[] {
  const place = `Region ${regionId}, Prozess · process ${processId}`;
  const entry = difference.index + 1;
  return difference.kind === 'entry'
    ? [
        `${place}: Eintrag ${entry} ist nicht der, der aufgezeichnet wurde. · Entry ${entry} is not the one that was recorded.`,
        `  erwartet · expected ${difference.expected}\n  gefunden · found    ${difference.found}`,
      ]
    : [
        `${place}: Das Protokoll endet nach ${difference.index} Einträgen, aber nicht dort, wo der Prozess steht. · The log ends after ${difference.index} entries, but not where the process stands.`,
      ];
}

/** Recomputes the hash chains of all process logs. */
export const verify: Command = {
  name: 'verify',
  summary: {
    de: 'Rechnet die Hash-Ketten aller Prozesse nach und nennt je Prozess die erste Abweichung.',
    en: 'Recomputes the hash chains of all processes and names the first difference of each.',
  },
  run: (_options, terminal) =>
    withDatabaseOf(loadConfig(), async (config) => {
      const { processes, events, broken } = await verification(config);
      for (const line of broken.flatMap(sentences)) terminal.complain(line);
      if (broken.length > 0) {
        terminal.complain(
          `${broken.length} von ${processes} Prozessen sind verändert. · ${broken.length} of ${processes} processes were altered.`,
        );
        return EXIT.failed;
      }
      terminal.say(
        `${processes} Prozesse geprüft, ${events} Einträge; alle Ketten stimmen. · ${processes} processes checked, ${events} entries; all chains are whole.`,
      );
      return EXIT.ok;
    }),
};
