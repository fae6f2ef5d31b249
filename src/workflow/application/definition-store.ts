import { Injectable, Logger } from '@nestjs/common';
import { AppConfig, Clock, newId, StartProblem, type Tx } from '../../platform/index.js';
import { atPlace } from '../domain/holiday-place.js';
import { compile, type CompiledDefinition } from '../kernel/kernel.js';
import {
  DefinitionRows,
  type ActiveDefinition,
  type DeployedDefinition,
  type LastDecision,
} from '../persistence/definition.rows.js';
import type { DefinitionFile } from './definition-files.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** A released version was edited. */
export class ReleasedDefinitionChanged extends StartProblem {
  override readonly name = 'ReleasedDefinitionChanged';

  constructor(readonly path: string) {
    super(
      'DEFINITION_CHANGED',
      `workflows/${path} weicht von der ausgelieferten Fassung ab. Ausgelieferte Fassungen werden nie geändert: bitte die Datei zurücksetzen und die Änderung als nächste Version anlegen.`,
      `workflows/${path} differs from the deployed version. Released versions are never edited: please restore the file and add the change as the next version.`,
    );
  }
}

/** What a deployment did. */
export interface Deployment {
  /** `<key>/<version>` of definitions that were new. */
  readonly deployed: readonly string[];
  /** `<key>/<version>` of definitions that new processes start with from now on. */
  readonly activated: readonly string[];
  /** `<key>/<version>` of newest versions that stay inactive, because an operator decided otherwise for their key. */
  readonly held: readonly string[];
}

/**
 * Deployed definitions, compiled once per process and hash.
 *
 * In production a released version that was edited stops the deployment. Elsewhere it is deployed beside the old one
 * and activated, so that authors can try it; running processes keep the hash they started with either way.
 */
@Injectable()
export class DefinitionStore {
  private readonly logger = new Logger(DefinitionStore.name);
  private readonly compiledByHash = new Map<string, CompiledDefinition | null>();

  constructor(
    private readonly rows: DefinitionRows,
    private readonly registry: WorkflowRegistry,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Writes what is missing and activates the newest version of every key. Nothing happens when all is there; several
   * nodes at once take turns. What an operator decided stays: a retired key, and a version chosen although there was
   * a newer one; only a choice of the newest version lets the next one follow.
   *
   * @param files Checked definitions, by key and version.
   * @throws {ReleasedDefinitionChanged} in production.
   */
  async deployAll(tx: Tx, files: readonly DefinitionFile[]): Promise<Deployment> {
    await this.rows.lockDeployment(tx);
    const known = await this.rows.deployed(tx);
    const missing = files.filter((file) => !known.some(({ hash }) => hash === file.hash));
    const at = this.clock.now().toString();
    for (const file of missing) {
      const { key, version, lawVersion } = file.definition;
      const isEdited = known.some((row) => row.key === key && row.version === version);
      if (isEdited && this.config.mode === 'production') throw new ReleasedDefinitionChanged(file.path);
      await this.rows.insert(tx, { hash: file.hash, key, version, lawVersion, text: file.text }, at);
    }
    const newest = [...new Map(files.map((file) => [file.definition.key, file])).values()];
    const decisions = await this.rows.lastDecisions(tx);
    const held = newest.filter((file) => isHeld(file, decisions, known));
    const activated = newest.filter((file) => {
      const current = decisions.find(({ key }) => key === file.definition.key)?.hash;
      if (held.includes(file) || current === file.hash) return false;
      return current === undefined || missing.includes(file) || this.config.mode !== 'production';
    });
    await this.activate(tx, activated, at);
    return { deployed: missing.map(nameOf), activated: activated.map(nameOf), held: held.map(nameOf) };
  }

  /** Hashes of everything that was ever deployed. */
  async knownHashes(tx: Tx): Promise<ReadonlySet<string>> {
    const known = await this.rows.deployed(tx);
    return new Set(known.map(({ hash }) => hash));
  }

  /** Active definition per key, by key. */
  async listActive(tx: Tx): Promise<readonly ActiveDefinition[]> {
    return this.rows.active(tx);
  }

  /** The definition new processes of a key start with. */
  async active(tx: Tx, key: string): Promise<ActiveDefinition | undefined> {
    const [active] = await this.rows.active(tx, key);
    return active;
  }

  /**
   * A deployed definition, ready for decisions.
   *
   * @returns `undefined` when it is unknown, or when this build lacks a guard or effect it names: a node of an older
   *   release leaves such processes to the newer ones.
   */
  async compiled(tx: Tx, hash: string): Promise<CompiledDefinition | undefined> {
    const known = this.compiledByHash.get(hash);
    if (known !== undefined) return known ?? undefined;
    const row = await this.rows.find(tx, hash);
    if (!row) return undefined;
    const compiled = this.tryCompile(hash, row.document);
    this.compiledByHash.set(hash, compiled);
    return compiled ?? undefined;
  }

  private tryCompile(hash: string, document: CompiledDefinition['definition']): CompiledDefinition | null {
    try {
      return compile(atPlace(document, this.config.holidayRegion), this.registry);
    } catch (cause) {
      this.logger.error({
        message: 'Deployed definition cannot be run by this build',
        definitionHash: hash,
        error: cause,
      });
      return null;
    }
  }

  private async activate(tx: Tx, files: readonly DefinitionFile[], at: string): Promise<void> {
    for (const { definition, hash, path } of files) {
      const decision = {
        id: newId(),
        key: definition.key,
        hash,
        origin: 'deployment',
        operator: null,
      } as const;
      await this.rows.decide(tx, { ...decision, reason: `workflows/${path}` }, at);
    }
  }
}

/**
 * Whether an operator's decision keeps a definition from being activated.
 *
 * @param known Definitions deployed before.
 */
function isHeld(
  { hash, definition: { key } }: DefinitionFile,
  decisions: readonly LastDecision[],
  known: readonly Omit<DeployedDefinition, 'document'>[],
): boolean {
  const last = decisions.find((decision) => decision.key === key);
  if (last?.origin !== 'operator' || last.hash === hash) return false;
  if (last.version === null) return true;
  const { version } = last;
  return known.some((row) => row.key === key && row.version > version);
}

function nameOf(file: DefinitionFile): string {
  return `${file.definition.key}/${file.definition.version}`;
}
