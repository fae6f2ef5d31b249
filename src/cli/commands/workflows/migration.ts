import type { RegionId } from '../../../kernel/index.js';
import { AccessDenied } from '../../../platform/index.js';
import type { MigrationControl } from '../../../workflow/index.js';
import { EXIT, Refusal, type Command, type ExitCode, type OptionValues } from '../command.js';
import { complainOf, withMigrations, type MigrationApplication } from './migrate-application.js';
import { reportMigration, type Output } from './migrate.js';

const CONTROLS: readonly MigrationControl[] = ['pause', 'resume', 'cancel'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function controlOf(options: OptionValues): MigrationControl | undefined {
  const given = CONTROLS.filter((control) => options[control] === true);
  if (given.length <= 1) return given[0];
  const names = given.map((control) => `--${control}`).join(', ');
  throw new Refusal('USAGE', { de: `Nur eines von ${names}.`, en: `Only one of ${names}.` }, EXIT.usage);
}

/** Region of a migration. @throws {Refusal} there is none under that id. */
async function regionOf(migrations: MigrationApplication, id: string): Promise<RegionId> {
  for (const regionId of await migrations.runner.regions()) {
    try {
      await migrations.tx(regionId, (tx) => migrations.queries.details(tx, id));
      return regionId;
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
    }
  }
  throw new Refusal(
    'MIGRATION_NOT_FOUND',
    { de: 'Diese Umstellung gibt es nicht.', en: 'There is no such migration.' },
    EXIT.failed,
  );
}

async function steer(
  migrations: MigrationApplication,
  id: string,
  control: MigrationControl | undefined,
  output: Output,
): Promise<ExitCode> {
  const regionId = await regionOf(migrations, id);
  const { migration } = await migrations.tx(regionId, (tx) => migrations.queries.details(tx, id));
  if (control) {
    const done = await migrations.tx(regionId, (tx) => migrations.planning.control(tx, migration, control));
    if (!done.ok) return complainOf(done.error, output.terminal);
    if (control === 'resume') await migrations.runner.run(regionId, done.value);
  }
  const code = await reportMigration(migrations, regionId, { id }, output);
  return control === 'pause' || control === 'cancel' ? EXIT.ok : code;
}

/** Shows, pauses, resumes or cancels a migration. */
export const workflowsMigration: Command = {
  name: 'workflows migration',
  summary: {
    de: 'Bericht einer Umstellung laufender Vorgänge; hält sie an, setzt sie fort oder bricht sie ab.',
    en: 'Report of a migration of running processes; pauses, resumes or cancels it.',
  },
  arguments: [{ name: 'id' }],
  options: {
    pause: { type: 'boolean', help: { de: 'hält sie an', en: 'pauses it' } },
    resume: { type: 'boolean', help: { de: 'setzt sie fort', en: 'resumes it' } },
    cancel: {
      type: 'boolean',
      help: {
        de: 'bricht sie ab; was umgestellt ist, bleibt umgestellt',
        en: 'cancels it; what is moved stays moved',
      },
    },
    all: {
      type: 'boolean',
      help: { de: 'nennt jeden Vorgang, nicht nur die nicht umgestellten', en: 'lists every process' },
    },
    json: {
      type: 'boolean',
      help: { de: 'gibt das Ergebnis als JSON aus', en: 'prints the result as JSON' },
    },
  },
  run: (options, terminal) => {
    const id = typeof options['id'] === 'string' ? options['id'] : '';
    if (!UUID.test(id)) {
      throw new Refusal(
        'USAGE',
        { de: 'Eine Umstellung hat eine UUID.', en: 'A migration has a UUID.' },
        EXIT.usage,
      );
    }
    const control = controlOf(options);
    const output = { terminal, isJson: options['json'] === true, isComplete: options['all'] === true };
    return withMigrations((migrations) => steer(migrations, id, control, output));
  },
};
