import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { RegionId } from '../../../kernel/index.js';
import { systemPrincipal } from '../../../platform/index.js';
import {
  forecastText,
  itemText,
  migrationText,
  readJsonFile,
  type Migration,
  type PlannedMigration,
  type ProcessForecast,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type Command, type ExitCode, type OptionValues, type Sentence } from '../command.js';
import type { Terminal } from '../terminal.js';
import { WORKFLOWS } from './folder.js';
import { complainOf, withMigrations, type MigrationApplication } from './migrate-application.js';

function text(options: OptionValues, name: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : '';
}

/** The mapping of `--mapping`, else the one that comes with this program, else none. */
function mappingOf(options: OptionValues): { readonly mapping?: unknown } {
  const [key, from, to] = [text(options, 'key'), text(options, 'from'), text(options, 'to')];
  const named = text(options, 'mapping');
  const own = /^[a-z0-9-]+$/.test(key + from + to)
    ? join(WORKFLOWS, key, 'migrations', `${from}-${to}.json`)
    : '';
  const file = named === '' ? own : resolve(named);
  if (named === '' && !existsSync(file)) return {};
  const mapping = contentOf(file);
  // Elsewhere `null` means that there is no mapping; a file that was named is one, or is wrong.
  if (mapping === null) throw new Refusal('MIGRATION_MAPPING_INVALID', nullIn(file), EXIT.failed);
  return { mapping };
}

function nullIn(file: string): Sentence {
  return { de: `${file}: null ist keine Zuordnung.`, en: `${file}: null is no mapping.` };
}

function contentOf(file: string): unknown {
  try {
    return readJsonFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [de, en] = [`${file} ist nicht lesbar: ${reason}`, `${file} cannot be read: ${reason}`];
    throw new Refusal('FILE_UNREADABLE', { de, en }, EXIT.failed);
  }
}

function askedOf(options: OptionValues): PlannedMigration {
  const asked = { key: text(options, 'key'), from: text(options, 'from'), to: text(options, 'to') };
  if (asked.from === '' || asked.to === '') {
    throw new Refusal(
      'USAGE',
      { de: '--from und --to fehlen.', en: '--from and --to are missing.' },
      EXIT.usage,
    );
  }
  const operator = text(options, 'by').trim() || userInfo().username;
  return { ...asked, ...mappingOf(options), reason: text(options, 'reason'), operator };
}

async function dryRun(
  migrations: MigrationApplication,
  regions: readonly RegionId[],
  asked: PlannedMigration,
  { terminal, isJson }: Output,
): Promise<ExitCode> {
  const counts = { fits: 0, needsMapping: 0, cannot: 0 };
  const listed: (ProcessForecast & { readonly regionId: string })[] = [];
  for (const regionId of regions) {
    const told = await migrations.previews.each(systemPrincipal(regionId), asked, (forecast) => {
      counts[forecast.verdict] += 1;
      if (isJson) listed.push({ regionId, ...forecast });
      else for (const line of forecastText(forecast)) terminal.say(line);
    });
    if (!told.ok) return complainOf(told.error, terminal);
  }
  if (isJson) terminal.say(JSON.stringify({ ...counts, processes: listed }, undefined, 2));
  else {
    terminal.say(
      `${counts.fits} Vorgänge passen, ${counts.needsMapping} brauchen eine Zuordnung, ${counts.cannot} gehen nicht; geändert wurde nichts. · ${counts.fits} processes fit, ${counts.needsMapping} need a mapping, ${counts.cannot} cannot; nothing was changed.`,
    );
  }
  return counts.needsMapping + counts.cannot > 0 ? EXIT.failed : EXIT.ok;
}

/** Plans the migration of a region and works on it until it is over. */
async function execute(
  migrations: MigrationApplication,
  regionId: RegionId,
  asked: PlannedMigration,
  output: Output,
): Promise<ExitCode> {
  const { terminal, isJson } = output;
  const planned = await migrations.tx(regionId, (tx) => migrations.planning.plan(tx, asked, 'running'));
  if (!planned.ok) return complainOf(planned.error, terminal);
  if (!isJson) terminal.say(`Umstellung · migration ${planned.value.id} (${regionId})`);
  await migrations.runner.run(regionId, planned.value);
  return reportMigration(migrations, regionId, planned.value, output);
}

/** Where the report of a migration goes. */
export interface Output {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Whether every process is listed, not only those that were not moved. */
  readonly isComplete: boolean;
}

/** Says what became of a migration. @returns `failed` when processes were refused or are still planned. */
export async function reportMigration(
  migrations: MigrationApplication,
  regionId: RegionId,
  { id }: Pick<Migration, 'id'>,
  { terminal, isJson, isComplete }: Output,
): Promise<ExitCode> {
  const listed: unknown[] = [];
  const details = await migrations.tx(regionId, async (tx) => {
    await migrations.queries.eachItem(tx, id, (item) => {
      if (!isComplete && item.status !== 'refused') return;
      if (isJson) listed.push(item);
      else for (const line of itemText(item)) terminal.say(line);
    });
    return migrations.queries.details(tx, id);
  });
  const { migration, counts, stillOnOldVersion } = details;
  if (isJson) {
    terminal.say(
      JSON.stringify({ regionId, ...migration, counts, stillOnOldVersion, processes: listed }, undefined, 2),
    );
  } else {
    terminal.say(migrationText(migration, counts));
    terminal.say(
      `${stillOnOldVersion} laufende Vorgänge auf der alten Fassung · running processes on the old version`,
    );
  }
  return counts.refused + counts.planned > 0 ? EXIT.failed : EXIT.ok;
}

/** Moves running processes to another version, or shows what that would do. */
export const workflowsMigrate: Command = {
  name: 'workflows migrate',
  summary: {
    de: 'Zeigt, was eine Umstellung laufender Vorgänge auf eine andere Fassung täte, mit jeder Frist vorher und nachher; mit --execute geschieht sie.',
    en: 'Shows what moving running processes to another version would do, with every deadline before and after; --execute does it.',
  },
  arguments: [{ name: 'key' }],
  options: {
    from: {
      type: 'string',
      value: 'Fassung · version',
      help: { de: 'alte Fassung oder Anfang ihres Hash', en: 'old version or beginning of its hash' },
    },
    to: {
      type: 'string',
      value: 'Fassung · version',
      help: { de: 'neue Fassung oder Anfang ihres Hash', en: 'new version or beginning of its hash' },
    },
    mapping: {
      type: 'string',
      value: 'Datei · file',
      help: {
        de: 'Zuordnung; sonst workflows/<key>/migrations/<from>-<to>.json, wenn es sie gibt',
        en: 'mapping; else workflows/<key>/migrations/<from>-<to>.json, where it exists',
      },
    },
    region: { type: 'string', value: 'Region', help: { de: 'nur diese Region', en: 'this region only' } },
    'dry-run': {
      type: 'boolean',
      help: { de: 'nur zeigen (ohne --execute ohnehin)', en: 'show only (as without --execute)' },
    },
    execute: { type: 'boolean', help: { de: 'stellt um', en: 'moves the processes' } },
    reason: {
      type: 'string',
      value: 'Text',
      help: {
        de: 'warum; steht dauerhaft im Verzeichnis (10 bis 1000 Zeichen, ohne Angaben zu Personen)',
        en: 'why; kept for ever (10 to 1000 characters, nothing about persons)',
      },
    },
    by: {
      type: 'string',
      value: 'Name',
      help: {
        de: 'wer entscheidet; sonst die Anmeldung am Rechner',
        en: 'who decides; else the login of the machine',
      },
    },
    json: {
      type: 'boolean',
      help: { de: 'gibt das Ergebnis als JSON aus', en: 'prints the result as JSON' },
    },
  },
  notes: [
    {
      de: 'Ende 0: alles passt oder ist umgestellt; 1: etwas passt nicht. Wer unterbricht, verliert nichts: workflows migration.',
      en: 'Exit 0: everything fits or was moved; 1: something does not fit. Interrupting loses nothing: workflows migration.',
    },
  ],
  run: (options, terminal) => {
    const asked = askedOf(options);
    const isExecuting = options['execute'] === true;
    if (isExecuting && options['dry-run'] === true) {
      const sentence = {
        de: '--execute und --dry-run schließen sich aus.',
        en: '--execute and --dry-run exclude each other.',
      };
      throw new Refusal('USAGE', sentence, EXIT.usage);
    }
    const output = { terminal, isJson: options['json'] === true, isComplete: true };
    return withMigrations(async (migrations) => {
      const regions = await migrations.regions(options['region']);
      if (!isExecuting) return dryRun(migrations, regions, asked, output);
      let worst: ExitCode = EXIT.ok;
      for (const regionId of regions) {
        const code = await execute(migrations, regionId, asked, output);
        if (code !== EXIT.ok) worst = code;
      }
      return worst;
    });
  },
};
