import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig, sameLogin, UnitOfWork } from '../../../platform/index.js';
import {
  checkAssumptions,
  checkDefinition,
  compile,
  readJsonFile,
  readRecordedEntries,
  recordedAssumptions,
  registryFromVocabulary,
  SIMULATION_PROBLEMS,
  type Assumptions,
  type CompiledDefinition,
  type ProcessDefinition,
  type SimulationProblem,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type OptionValues } from '../command.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';
import { definitionFile, definitionNamed, readableVersions } from './diff-sources.js';
import { readSchema, readVocabulary, WORKFLOWS } from './folder.js';

/** What is simulated. */
export interface SimulationSources {
  readonly compiled: CompiledDefinition;
  /** The version it is compared with, if any. */
  readonly against: CompiledDefinition | undefined;
  readonly assumptions: Assumptions;
  /** Places of the assumptions that only other versions know, German. */
  readonly ignored: readonly string[];
}

/** @throws {Refusal} always, with the code and every detail. */
export function refuseProblem({ code, details }: SimulationProblem): never {
  const { de, en } = SIMULATION_PROBLEMS[code];
  const rest = details.map((detail) => `\n  ${detail}`).join('');
  throw new Refusal(code, { de: `${de}${rest}`, en }, EXIT.failed);
}

/** A word of the command line, `undefined` when it was not given. */
export function wordOf(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A definition that would be deployed, ready for decisions. @throws {Refusal} `DEFINITION_INVALID`. */
function ready(definition: ProcessDefinition, folder: string): CompiledDefinition {
  const vocabulary = readVocabulary(folder);
  const [finding] = checkDefinition(definition, vocabulary, readSchema('definition.schema.json'));
  if (finding) {
    const { code, path, de, en } = finding;
    throw new Refusal(
      'DEFINITION_INVALID',
      { de: `${path}: ${code} ${de}`, en: `${path}: ${code} ${en}` },
      EXIT.failed,
    );
  }
  return compile(definition, registryFromVocabulary(vocabulary));
}

function documentOf(file: string): unknown {
  try {
    return readJsonFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      'FILE_UNREADABLE',
      {
        de: `${file} ist nicht lesbar: ${reason}`,
        en: `${file} cannot be read: ${reason}`,
      },
      EXIT.failed,
    );
  }
}

/** The event log of a key in place of assumptions, where there is enough of it. */
async function recorded(compiled: CompiledDefinition, base: Assumptions): Promise<Assumptions> {
  const { key } = compiled.definition;
  const entries = await withDatabaseOf(loadConfig(), ({ database: { url = '', migrationUrl } }) =>
    connected(
      url,
      async (dataSource) => {
        await requireSchema(dataSource);
        return readRecordedEntries(new UnitOfWork(dataSource), key);
      },
      { asApplicationRole: sameLogin(url, migrationUrl) },
    ),
  );
  const result = recordedAssumptions(entries, compiled.chart, base);
  return result.ok ? result.value : refuseProblem(result.error);
}

/**
 * What the command line means: definitions and assumptions, all of them checked.
 *
 * @throws {Refusal} `KEY_UNKNOWN`, `VERSION_UNKNOWN`, `FILE_UNREADABLE`, `DEFINITION_INVALID`,
 *   `SIMULATION_ASSUMPTIONS_INVALID`, `SIMULATION_TOO_FEW_PROCESSES`.
 */
export async function simulationSources(options: OptionValues): Promise<SimulationSources> {
  const named = wordOf(options, 'folder');
  const folder = named === undefined ? WORKFLOWS : resolve(named);
  const key = wordOf(options, 'key') ?? '';
  const compiled = ready(definitionNamed(folder, key, wordOf(options, 'version')), folder);
  const other = wordOf(options, 'against');
  const against =
    other === undefined
      ? undefined
      : ready(/^\d+$/.test(other) ? definitionNamed(folder, key, other) : definitionFile(other), folder);
  const file = resolve(wordOf(options, 'assumptions') ?? join(folder, key, 'simulation.json'));
  if (!existsSync(file)) {
    throw new Refusal(
      'FILE_UNREADABLE',
      {
        de: `${file} fehlt: ohne Annahmen lässt sich nichts durchspielen.`,
        en: `${file} is missing: nothing can be simulated without assumptions.`,
      },
      EXIT.failed,
    );
  }
  const definitions = [compiled, ...(against ? [against] : [])].map(({ definition }) => definition);
  const schema = readSchema('simulation.schema.json');
  const checked = checkAssumptions(documentOf(file), definitions, schema, readableVersions(folder, key));
  const { assumptions: base, ignored } = checked.ok ? checked.value : refuseProblem(checked.error);
  const assumptions = options['recorded'] === true ? await recorded(compiled, base) : base;
  return { compiled, against, assumptions, ignored };
}
