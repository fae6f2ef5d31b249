import type { Examination } from '../domain/check/check-definition.js';
import { exchangeFindings, newestByKey } from '../domain/check/exchange-findings.js';
import type { Finding } from '../domain/check/finding.js';
import { mended } from '../domain/check/mending.js';
import { schemaFindings } from '../domain/check/schema-findings.js';
import type { JsonObject, ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import type { DefinitionFolder, JsonFile } from './definition-folder.js';
import { fileFindings, findingLine, type FolderRules } from './folder-rules.js';
import { scenarioFindings } from './check-scenarios.js';

/** The names definitions may use, with what is wrong with them. */
export interface CheckedVocabulary {
  readonly findings: readonly string[];
  /** Fits the schema: missing words are filled in. Absent when a name is lost, so that definitions cannot be judged. */
  readonly vocabulary?: Vocabulary;
}

/** Checks a vocabulary: form, and words in every language. */
export function checkVocabulary(file: JsonFile, schema: JsonObject): CheckedVocabulary {
  if (file.problem !== undefined) return { findings: fileFindings(file) };
  const misfits = schemaFindings(file.content, schema);
  const findings = [
    ...fileFindings(file),
    ...[...misfits, ...blankFindings(file.content)].map((each) => lineOf(file, each)),
  ];
  if (misfits.length === 0) return { findings, vocabulary: file.content as Vocabulary };
  const { document, taken } = mended(file.content, schema);
  const isLost = document === undefined || taken.some((place) => /^(\/[^/]+){1,2}$/.test(place));
  return isLost ? { findings } : { findings, vocabulary: document as Vocabulary };
}

/** Words that are nothing but spaces. */
function blankFindings(part: unknown, path = ''): readonly Finding[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    const at = `${path}/${name}`;
    const isBlank = (name === 'de' || name === 'en') && typeof value === 'string' && /^\s+$/.test(value);
    if (!isBlank) return blankFindings(value, at);
    return [{ code: 'LABEL_MISSING', path: at, de: 'Der Text ist leer.', en: 'The text is empty.' } as const];
  });
}

function lineOf(file: JsonFile, { path, code, de }: Finding): string {
  return findingLine(file, path, code, de);
}

/** A definition file with what was found in it. */
interface ExaminedFile extends Examination {
  readonly file: JsonFile;
}

/** What was found in the files of one key. */
interface ExaminedFolder {
  readonly findings: readonly string[];
  readonly newest: ExaminedFile | undefined;
}

/**
 * Checks folders of definitions: form, names, labels, ways, deadlines, scenarios, coverage, and what the newest
 * versions expect of each other. Every check runs on whatever the ones before it left sound.
 *
 * @param isKnown  Definitions to be taken as they are, because they were checked when they were deployed.
 * @returns        A line each, by key; empty when everything can be deployed.
 */
export function checkFolders(
  folders: readonly DefinitionFolder[],
  rules: FolderRules,
  isKnown: (content: unknown) => boolean = () => false,
): readonly string[] {
  const examined = folders.map((folder) => examineFolder(folder, rules, isKnown));
  const isNew = examined.some(({ newest }) => newest !== undefined && !isKnown(newest.file.content));
  const findings = examined.flatMap((each) => each.findings);
  return isNew ? [...new Set([...findings, ...findingsBetween(examined, folders)])] : findings;
}

/** The same for each key by itself, without what they expect of each other. */
export function checkEachFolder(folders: readonly DefinitionFolder[], rules: FolderRules): readonly string[] {
  return folders.flatMap((folder) => examineFolder(folder, rules, () => false).findings);
}

function examineFolder(
  folder: DefinitionFolder,
  rules: FolderRules,
  isKnown: (content: unknown) => boolean,
): ExaminedFolder {
  if (folder.versions.length === 0) {
    const missing = `${folder.key}: VERSION_MISSING Im Ordner liegt keine Version (1.json).`;
    return { findings: [missing], newest: undefined };
  }
  const versions = folder.versions.map((file) => examineFile(file, rules, isKnown));
  const newest = versions.at(-1)?.examined;
  const findings = versions.flatMap((each) => each.findings);
  if (!newest || isKnown(newest.file.content)) return { findings, newest };
  return { findings: [...findings, ...scenarioFindings(folder.scenarios, newest, rules)], newest };
}

function examineFile(
  file: JsonFile,
  rules: FolderRules,
  isKnown: (content: unknown) => boolean,
): { readonly findings: readonly string[]; readonly examined: ExaminedFile } {
  if (file.problem !== undefined) {
    const examined = { file, findings: [], taken: [], isWhole: false };
    return { findings: fileFindings(file), examined };
  }
  const { key, version } = (file.content ?? {}) as Partial<ProcessDefinition>;
  const sentence = `Die Datei nennt sich selbst ${String(key)}/${String(version)}.`;
  const misplaced =
    `${String(key)}/${String(version)}.json` === file.path
      ? []
      : [findingLine(file, '', 'KEY_MISMATCH', sentence)];
  if (isKnown(file.content)) {
    const definition = file.content as ProcessDefinition;
    return { findings: misplaced, examined: { file, definition, findings: [], taken: [], isWhole: true } };
  }
  const examination = rules.definition(file.content);
  const findings = [
    ...misplaced,
    ...fileFindings(file),
    ...examination.findings.map((found) => lineOf(file, found)),
  ];
  return { findings, examined: { file, ...examination } };
}

/** What the newest versions expect of each other in vain; nothing of those that are not sound themselves. */
function findingsBetween(
  examined: readonly ExaminedFolder[],
  folders: readonly DefinitionFolder[],
): readonly string[] {
  const newest = examined.flatMap((each) => each.newest ?? []);
  const sound = newest.filter(isSoundForOthers);
  const peers = newestByKey(sound.flatMap(({ definition }) => definition ?? []));
  const unsound = folders.map(({ key }) => key).filter((key) => !peers.has(key));
  return sound.flatMap(({ file, definition }) =>
    (definition ? exchangeFindings(definition, peers) : [])
      .filter(({ en }) => !unsound.some((key) => en.includes(`“${key}”`)))
      .map((found) => lineOf(file, found)),
  );
}

/** Whether what a definition sends and takes is as its author meant it. */
function isSoundForOthers({ definition, isWhole, taken, findings }: ExaminedFile): boolean {
  const isUnclear = findings.some(({ code }) =>
    ['INVALID_PARAMS', 'INVALID_FIELD_SCHEMA', 'UNKNOWN_EVENT', 'UNKNOWN_PAYLOAD_FIELD'].includes(code),
  );
  return (
    definition !== undefined &&
    isWhole &&
    !isUnclear &&
    taken.every((place) => !/^\/(events|context)\//.test(place))
  );
}
