import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { asId } from '../../kernel/index.js';
import { projectRoot, StartProblem, systemPrincipal, UnitOfWork } from '../../platform/index.js';
import { checkDefinition } from '../domain/check/check-definition.js';
import { exchangeFindings, newestByKey } from '../domain/check/exchange-findings.js';
import type { JsonObject } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { compile } from '../kernel/kernel.js';
import { readDefinitionFiles, type DefinitionFile } from './definition-files.js';
import { DefinitionStore, type Deployment } from './definition-store.js';
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
   * @param folder Absolute path with `vocabulary.json` and one folder per key.
   * @param schemaFile Absolute path of the schema of definitions.
   * @throws {DefinitionsBroken} with every finding of every file.
   * @throws {ReleasedDefinitionChanged} in production.
   */
  async execute(
    folder = WORKFLOWS,
    schemaFile = join(WORKFLOWS, 'definition.schema.json'),
  ): Promise<Deployment> {
    const vocabulary = readVocabulary(folder);
    const schema = readJson(schemaFile) as JsonObject;
    const files = readDefinitionFiles(folder);
    this.useVocabulary(vocabulary);
    const findings = files.flatMap((file) => this.findingsOf(file, vocabulary, schema));
    if (findings.length > 0) throw new DefinitionsBroken(findings);
    const misunderstandings = exchangeProblems(files);
    if (misunderstandings.length > 0) throw new DefinitionsBroken(misunderstandings);
    const deployment = await this.unitOfWork.run(systemPrincipal(asId('system')), (tx) =>
      this.store.deployAll(tx, files),
    );
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

  private findingsOf(file: DefinitionFile, vocabulary: Vocabulary, schema: JsonObject): readonly string[] {
    const checked = checkDefinition(file.definition, vocabulary, schema);
    const misplaced =
      `${file.definition.key}/${file.definition.version}.json` === file.path ? [] : [misplacement(file)];
    const findings = [
      ...misplaced,
      ...checked.map(({ code, path, de }) => `workflows/${file.path}${path}: ${code} ${de}`),
    ];
    return findings.length > 0 ? findings : this.unservable(file);
  }

  /** Names the vocabulary knows but no capability of this build registered. */
  private unservable(file: DefinitionFile): readonly string[] {
    try {
      compile(file.definition, this.registry);
      return [];
    } catch (error) {
      return [`workflows/${file.path}: NOT_SERVED ${error instanceof Error ? error.message : String(error)}`];
    }
  }
}

/** What the newest versions expect of each other in vain. */
function exchangeProblems(files: readonly DefinitionFile[]): readonly string[] {
  const peers = newestByKey(files.map(({ definition }) => definition));
  const newest = files.filter(({ definition }) => peers.get(definition.key) === definition);
  return newest.flatMap(({ definition, path: file }) =>
    exchangeFindings(definition, peers).map(
      ({ code, path, de }) => `workflows/${file}${path}: ${code} ${de}`,
    ),
  );
}

function misplacement(file: DefinitionFile): string {
  const { key, version } = file.definition;
  return `workflows/${file.path}: KEY_MISMATCH Die Datei nennt sich selbst ${key}/${version}.`;
}

function readVocabulary(folder: string): Vocabulary {
  return readJson(join(folder, 'vocabulary.json')) as Vocabulary;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
