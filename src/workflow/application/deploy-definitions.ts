import { basename, dirname, join } from 'node:path';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { asId, CanonicalJsonError } from '../../kernel/index.js';
import { projectRoot, StartProblem, systemPrincipal, UnitOfWork } from '../../platform/index.js';
import { definitionHash } from '../domain/definition-hash.js';
import type { JsonObject, ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { unservedNames } from '../kernel/compile.js';
import { checkFolders, checkVocabulary } from './check-folder.js';
import type { DefinitionFile } from './definition-files.js';
import { readFolder, readJson, type DefinitionFolder, type JsonFile } from './definition-folder.js';
import { DefinitionStore, type Deployment } from './definition-store.js';
import { rulesOf } from './folder-rules.js';
import { readJsonFile } from './json-file.js';
import { OwnerLabels } from './owner-labels.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** Definitions cannot be deployed; all findings of all files, one per line. */
export class DefinitionsBroken extends StartProblem {
  override readonly name = 'DefinitionsBroken';

  constructor(readonly findings: readonly string[]) {
    const list = findings.map((line) => `  - ${line}`).join('\n');
    super(
      'DEFINITIONS_BROKEN',
      'Prozessdefinitionen sind fehlerhaft; nichts wurde ausgeliefert. Bitte diese Stellen berichtigen:',
      `Process definitions are broken; nothing was deployed. Please correct these places:\n${list}`,
    );
  }
}

/** Folder of the definitions that come with this release. */
const WORKFLOWS = join(projectRoot, 'workflows');

/** Checks the definitions of this release and deploys them, at every start. */
@Injectable()
export class DeployDefinitions implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(DeployDefinitions.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: DefinitionStore,
    private readonly registry: WorkflowRegistry,
    private readonly owners: OwnerLabels,
  ) {}

  /** Before anything else runs, because jobs may need the vocabulary as soon as a worker starts. */
  onModuleInit(): void {
    this.useVocabulary(readVocabulary(WORKFLOWS));
  }

  /** All guards and effects have been registered in `onModuleInit` by now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.execute();
  }

  /**
   * Checks what is not deployed yet as `workflows check` does, scenarios included. What is deployed was checked then, and
   * what has a golden journal of the same hash was checked when that was written.
   *
   * @param folder Absolute path with `vocabulary.json` and one folder per key.
   * @param schemaFolder Absolute path with the schemas of definitions, scenarios and vocabularies.
   * @throws {DefinitionsBroken} with every finding of every file; nothing was deployed.
   * @throws {ReleasedDefinitionChanged} in production.
   */
  async execute(folder = WORKFLOWS, schemaFolder = WORKFLOWS): Promise<Deployment> {
    const principal = systemPrincipal(asId('system'));
    const folders = readFolder(folder);
    const known = await this.unitOfWork.run(principal, (tx) => this.store.knownHashes(tx));
    const findings = findingsOf(folder, folders, schemaFolder, known);
    if (findings.length > 0) throw new DefinitionsBroken(findings);
    this.useVocabulary(readVocabulary(folder));
    const files = folders.flatMap(({ versions }) => versions.map(asDefinition));
    const unserved = files.flatMap((file) =>
      unservedNames(file.definition, this.registry).map(
        (name) => `workflows/${file.path}: NOT_SERVED ${name}`,
      ),
    );
    if (unserved.length > 0) throw new DefinitionsBroken(unserved);
    const deployment = await this.unitOfWork.run(principal, (tx) => this.store.deployAll(tx, files));
    this.logger.log({ message: 'Process definitions deployed', count: deployment.deployed.length });
    for (const definition of deployment.held) {
      this.logger.warn({ message: 'Definition stays inactive: an operator decided otherwise', definition });
    }
    return deployment;
  }

  private useVocabulary(vocabulary: Vocabulary): void {
    this.owners.use(vocabulary);
    this.registry.useVocabulary(vocabulary);
  }
}

/** Everything that is wrong with what is not deployed yet; the vocabulary is asked only when there is something. */
function findingsOf(
  folder: string,
  folders: readonly DefinitionFolder[],
  schemaFolder: string,
  known: ReadonlySet<string>,
): readonly string[] {
  const hashes = new Map(
    folders.flatMap(({ versions }) =>
      versions.map(({ content }) => [content, hashOfContent(content)] as const),
    ),
  );
  const journals = new Set(
    folders.flatMap(({ versions }) => versions.map((file) => journalHash(folder, file))),
  );
  const isKnown = (content: unknown): boolean => {
    const hash = hashes.get(content) ?? '';
    return known.has(hash) || journals.has(hash);
  };
  const isNew = [...hashes.keys()].some((content) => !isKnown(content));
  const schema = (name: string) => readJsonFile(join(schemaFolder, `${name}.schema.json`)) as JsonObject;
  if (!isNew) return [];
  const schemas = {
    definition: schema('definition'),
    scenario: schema('scenario'),
    vocabulary: schema('vocabulary'),
  };
  const { findings: lost, vocabulary } = checkVocabulary(
    readJson(folder, 'vocabulary.json'),
    schemas.vocabulary,
  );
  const further = vocabulary ? checkFolders(folders, rulesOf(vocabulary, schemas), isKnown) : [];
  const findings = [...lost, ...further];
  return findings.map((finding) => `workflows/${finding}`);
}

/** Hash the golden journal of a definition was written for; `undefined` when there is none. */
function journalHash(folder: string, { path }: JsonFile): unknown {
  const { content } = readJson(folder, join(dirname(path), 'journals', basename(path)));
  return typeof content === 'object' && content !== null && 'definitionHash' in content
    ? content.definitionHash
    : undefined;
}

/** `undefined` for what is no JSON or has no canonical form. */
function hashOfContent(content: unknown): string | undefined {
  try {
    return definitionHash(content);
  } catch (error) {
    if (error instanceof CanonicalJsonError) return undefined;
    throw error;
  }
}

/** @param file Checked. */
function asDefinition({ path, content, text = '' }: JsonFile): DefinitionFile {
  const definition = content as ProcessDefinition;
  return { definition, hash: definitionHash(definition), text, path };
}

/** @throws {DefinitionsBroken} it cannot be read. */
function readVocabulary(folder: string): Vocabulary {
  const { content, problem } = readJson(folder, 'vocabulary.json');
  if (problem !== undefined) throw new DefinitionsBroken([`workflows/vocabulary.json: NO_JSON ${problem}`]);
  return content as Vocabulary;
}
