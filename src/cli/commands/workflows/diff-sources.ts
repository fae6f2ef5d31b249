import { resolve } from 'node:path';
import { loadConfig, sameLogin, UnitOfWork } from '../../../platform/index.js';
import {
  problemText,
  readDeployedDefinition,
  readFolder,
  readJsonFile,
  validatorOf,
  type DefinitionFolder,
  type ProcessDefinition,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type RefusalCode } from '../command.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';
import { readSchema } from './folder.js';

/** Two definitions to compare. */
export interface Sides {
  readonly from: ProcessDefinition;
  readonly to: ProcessDefinition;
}

/** The words of the command line. */
export interface DiffWords {
  readonly what: string;
  readonly from?: string;
  readonly to?: string;
  readonly againstDeployed: boolean;
  /** Folder of definitions. */
  readonly folder: string;
}

/** @throws {Refusal} always; exit code 64, so that 1 always means a difference. */
function refuse(code: RefusalCode, de: string, en: string): never {
  throw new Refusal(code, { de, en }, EXIT.usage);
}

/** A document of the right form. @throws {Refusal} `DEFINITION_INVALID`. */
function checked(document: unknown, name: string): ProcessDefinition {
  const [problem] = validatorOf(readSchema('definition.schema.json'))(document).map(problemText);
  if (problem !== undefined) {
    refuse(
      'DEFINITION_INVALID',
      `${name} ist keine Prozessdefinition: ${problem}`,
      `${name} is no process definition: ${problem}`,
    );
  }
  return document as ProcessDefinition;
}

function parsed(file: string): unknown {
  try {
    return readJsonFile(resolve(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(
      'FILE_UNREADABLE',
      `${file} ist nicht lesbar: ${reason}`,
      `${file} cannot be read: ${reason}`,
    );
  }
}

function folderOf(folder: string, key: string): DefinitionFolder {
  const found = readFolder(folder).find((each) => each.key === key && each.versions.length > 0);
  return found ?? refuse('KEY_UNKNOWN', `Den Prozess ${key} gibt es nicht.`, `There is no process ${key}.`);
}

/** One version of a key; the newest without a number. */
function versionOf(folder: DefinitionFolder, version?: string): ProcessDefinition {
  const { key, versions } = folder;
  const file =
    version === undefined ? versions.at(-1) : versions.find(({ path }) => path === `${key}/${version}.json`);
  if (!file) {
    return refuse(
      'VERSION_UNKNOWN',
      `Von ${key} gibt es keine Fassung ${version}.`,
      `There is no version ${version} of ${key}.`,
    );
  }
  if (file.problem !== undefined) {
    return refuse(
      'FILE_UNREADABLE',
      `${file.path} ist nicht lesbar: ${file.problem}`,
      `${file.path} cannot be read: ${file.problem}`,
    );
  }
  return checked(file.content, file.path);
}

async function deployed(key: string): Promise<ProcessDefinition> {
  const found = await withDatabaseOf(loadConfig(), ({ database: { url = '', migrationUrl } }) =>
    connected(
      url,
      async (dataSource) => {
        await requireSchema(dataSource);
        return readDeployedDefinition(new UnitOfWork(dataSource), key);
      },
      { asApplicationRole: sameLogin(url, migrationUrl) },
    ),
  );
  return (
    found ??
    refuse(
      'DEFINITION_NOT_ACTIVE',
      `Von ${key} ist nichts ausgeliefert und aktiv.`,
      `Nothing of ${key} is deployed and active.`,
    )
  );
}

/**
 * The two definitions that the command line means.
 *
 * @throws {Refusal} `KEY_UNKNOWN`, `VERSION_UNKNOWN`, `FILE_UNREADABLE`, `DEFINITION_INVALID`, `DEFINITION_NOT_ACTIVE`.
 */
export async function sidesOf({ what, from, to, againstDeployed, folder }: DiffWords): Promise<Sides> {
  if (againstDeployed) {
    if (to !== undefined) refuse('USAGE', 'Zu viele Wörter.', 'Too many words.');
    const now = versionOf(folderOf(folder, what), from);
    return { from: await deployed(what), to: now };
  }
  if (from === undefined) refuse('USAGE', 'Womit vergleichen?', 'Compare with what?');
  if (to === undefined) {
    return { from: checked(parsed(what), what), to: checked(parsed(from), from) };
  }
  const versions = folderOf(folder, what);
  return { from: versionOf(versions, from), to: versionOf(versions, to) };
}

/**
 * One version out of a folder of definitions, the newest without a number.
 *
 * @throws {Refusal} `KEY_UNKNOWN`, `VERSION_UNKNOWN`, `FILE_UNREADABLE`, `DEFINITION_INVALID`.
 */
export function definitionNamed(folder: string, key: string, version?: string): ProcessDefinition {
  return versionOf(folderOf(folder, key), version);
}

/** All versions of a key that can be read, oldest first; the others say nothing here. */
export function readableVersions(folder: string, key: string): readonly ProcessDefinition[] {
  const fits = validatorOf(readSchema('definition.schema.json'));
  return folderOf(folder, key).versions.flatMap(({ content }) =>
    content !== undefined && fits(content).length === 0 ? [content as ProcessDefinition] : [],
  );
}

/** A definition out of a file of its own. @throws {Refusal} `FILE_UNREADABLE`, `DEFINITION_INVALID`. */
export function definitionFile(file: string): ProcessDefinition {
  return checked(parsed(file), file);
}
