import { migrations } from '../../../migrations/index.js';
import { loadConfig, migrateUp } from '../../platform/index.js';
import { EXIT, type Command, type ExitCode } from './command.js';
import { connected, hasTable, ownerUrlOf, withDatabaseOf } from './database.js';
import type { Terminal } from './terminal.js';

/** Names of the migrations recorded in the database; empty when it has no schema yet. */
async function recorded(url: string): Promise<ReadonlySet<string>> {
  return connected(url, async (dataSource) => {
    if (!(await hasTable(dataSource, 'migrations'))) return new Set();
    const rows = await dataSource.query<{ name: string }[]>(`SELECT name FROM migrations`);
    return new Set(rows.map(({ name }) => name));
  });
}

async function showStatus(url: string, terminal: Terminal): Promise<ExitCode> {
  const done = await recorded(url);
  const known = migrations.map(({ name }) => name);
  for (const name of known)
    terminal.say(`${done.has(name) ? 'gelaufen · done    ' : 'offen    · pending '}  ${name}`);
  for (const name of [...done].filter((each) => !known.includes(each))) {
    terminal.say(`unbekannt · unknown  ${name}`);
  }
  const pending = known.filter((name) => !done.has(name)).length;
  terminal.say(
    pending === 0
      ? 'Die Datenbank ist auf dem Stand dieses Programms. · The database is up to date.'
      : `Es fehlen ${pending} Migrationen. · ${pending} migrations are pending.`,
  );
  return pending === 0 ? EXIT.ok : EXIT.failed;
}

/** Brings the database to the newest schema, or tells how far it is. */
export const migrate: Command = {
  name: 'migrate',
  summary: {
    de: 'Bringt die Datenbank auf den neuesten Stand (Anmeldung: MIGRATION_DATABASE_URL).',
    en: 'Brings the database up to date (login: MIGRATION_DATABASE_URL).',
  },
  options: {
    status: {
      type: 'boolean',
      help: {
        de: 'ändert nichts; zeigt, was gelaufen ist und was fehlt (dann Rückgabewert 1)',
        en: 'changes nothing; shows what ran and what is pending (then exit code 1)',
      },
    },
  },
  run: (options, terminal) =>
    withDatabaseOf(loadConfig(), async (config) => {
      const url = ownerUrlOf(config);
      if (options['status'] === true) return showStatus(url, terminal);
      const ran = await migrateUp(url);
      for (const name of ran) terminal.say(`gelaufen · done      ${name}`);
      terminal.say(
        ran.length === 0
          ? 'Nichts zu tun, die Datenbank ist auf dem neuesten Stand. · Nothing to do, the database is up to date.'
          : `${ran.length} Migrationen ausgeführt. · ${ran.length} migrations were run.`,
      );
      return EXIT.ok;
    }),
};
