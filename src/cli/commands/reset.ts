import { forgetHeads } from '../../audit/index.js';
import {
  JOB_SCHEMA,
  loadConfig,
  migrateDown,
  migrateUp,
  removeEmbeddedPostgres,
  type AppConfig,
} from '../../platform/index.js';
import { EXIT, Refusal, type Command } from './command.js';
import { connected, hasTable, ownerUrlOf } from './database.js';
import { onlyInDemonstration } from './demonstration.js';
import type { Terminal } from './terminal.js';

const YES = ['ja', 'yes'];

/** What is found in a database before it is emptied. */
interface Occupancy {
  /** Regions that are no demonstration. */
  readonly real: number;
  /** Connections of a running Fallwerk. */
  readonly connections: number;
}

async function occupancyOf(url: string): Promise<Occupancy> {
  return connected(url, async (dataSource) => {
    const [row] = await dataSource.query<{ connections: number }[]>(
      `SELECT count(*)::int AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'fallwerk'`,
    );
    const [regions] = (await hasTable(dataSource, 'region'))
      ? await dataSource.query<{ real: number }[]>(
          `SELECT count(*)::int AS real FROM region WHERE NOT is_demonstration`,
        )
      : [];
    return { real: regions?.real ?? 0, connections: row?.connections ?? 0 };
  });
}

/** @throws {Refusal} while the database is used, or holds a region that is no demonstration. */
async function refuseIfOccupied(url: string): Promise<void> {
  const { real, connections } = await occupancyOf(url);
  if (real > 0) {
    throw new Refusal('DATABASE_HOLDS_REAL_DATA', {
      de: 'Diese Datenbank enthält Regionen, die keine Demonstration sind. Nichts wurde gelöscht.',
      en: 'This database holds regions that are no demonstration. Nothing was deleted.',
    });
  }
  if (connections > 0) {
    throw new Refusal('DATABASE_IN_USE', {
      de: 'Fallwerk läuft noch auf dieser Datenbank. Bitte zuerst beenden. Nichts wurde gelöscht.',
      en: 'Fallwerk still runs on this database. Please stop it first. Nothing was deleted.',
    });
  }
}

/** Waiting jobs name processes that no longer exist; migrating makes the queue anew. */
async function dropQueue(url: string): Promise<void> {
  await connected(url, (dataSource) => dataSource.query(`DROP SCHEMA IF EXISTS ${JOB_SCHEMA} CASCADE`));
}

/** Asks; a person who says nothing says no. */
type Confirm = (place: string) => Promise<boolean>;

async function emptyServer(config: AppConfig, terminal: Terminal, confirm: Confirm): Promise<boolean> {
  const url = ownerUrlOf(config);
  await refuseIfOccupied(url);
  if (!(await confirm(placeOf(url)))) return false;
  await migrateDown(url);
  await dropQueue(url);
  await migrateUp(url);
  await forgetHeads(config.keys.dir);
  terminal.say('Die Datenbank ist leer; npm start legt die Demonstration neu an.');
  terminal.say('The database is empty; npm start creates the demonstration anew.');
  return true;
}

async function emptyFolder(config: AppConfig, terminal: Terminal, confirm: Confirm): Promise<boolean> {
  const { dataDir } = config;
  const removed = await removeEmbeddedPostgres(dataDir, () => confirm(dataDir));
  if (!removed) return false;
  if (removed.length === 0) {
    terminal.say(`In ${dataDir} liegt keine Demonstration. · There is no demonstration in ${dataDir}.`);
    return true;
  }
  terminal.say(`Gelöscht · deleted in ${dataDir}: ${removed.join(', ')}`);
  terminal.say('npm start legt die Demonstration neu an. · npm start creates the demonstration anew.');
  return true;
}

async function ask(place: string, terminal: Terminal): Promise<boolean> {
  terminal.complain(`Alle Daten der Demonstration werden gelöscht: ${place}`);
  terminal.complain(`All data of the demonstration will be deleted: ${place}`);
  const answer = await terminal.ask('Wirklich löschen? · Really delete? (ja/yes) ');
  return YES.includes(answer.trim().toLowerCase());
}

/** Server and database of an address, without its login. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Empties the demonstration after asking. */
export const reset: Command = {
  name: 'reset',
  summary: {
    de: 'Löscht die Daten der Demonstration, nachdem gefragt wurde. Nicht im Echtbetrieb.',
    en: 'Deletes the data of the demonstration after asking. Not in production.',
  },
  options: { yes: { type: 'boolean', help: { de: 'fragt nicht', en: 'does not ask' } } },
  run: async (options, terminal) => {
    const config = loadConfig();
    onlyInDemonstration(config, 'reset');
    const confirm: Confirm = (place) =>
      options['yes'] === true ? Promise.resolve(true) : ask(place, terminal);
    const empty = config.database.url === undefined ? emptyFolder : emptyServer;
    if (await empty(config, terminal, confirm)) return EXIT.ok;
    terminal.complain('Nichts wurde gelöscht. · Nothing was deleted.');
    return EXIT.failed;
  },
};
