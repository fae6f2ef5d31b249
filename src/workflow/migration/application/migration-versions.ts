import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type RequestRejected, type Result } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { DefinitionStore } from '../../application/definition-store.js';
import type { JsonObject } from '../../domain/definition.js';
import { problemText, validatorOf, type Validator } from '../../domain/schema-validation.js';
import { validationFailed, workflowErrors, type ValidationFailed } from '../../domain/workflow.errors.js';
import { storageProblems } from '../../application/event-record.js';
import type { CompiledDefinition } from '../../kernel/kernel.js';
import { DefinitionRows } from '../../persistence/definition.rows.js';
import { identityMapping, mappingProblems, type MigrationMapping } from '../mapping.js';
import { readMappingSchema } from './mapping-schema.js';

/** From which version to which, as somebody names them. */
export interface VersionsAsked {
  readonly key: string;
  /** Number of a version, or the beginning of its hash (at least 8 digits). */
  readonly from: string;
  readonly to: string;
  /** Unchecked; absent: everything stays under its name. */
  readonly mapping?: unknown;
}

/** A version ready for decisions. */
export interface Version {
  readonly hash: string;
  readonly compiled: CompiledDefinition;
}

/** Both versions with a mapping that fits them. */
export interface VersionPair {
  readonly from: Version;
  readonly to: Version;
  readonly mapping: MigrationMapping;
}

type VersionRefusal = RequestRejected | ValidationFailed;

const HASH_PREFIX = /^[0-9a-f]{8,64}$/;

/** Finds the two versions of a migration and checks the mapping between them. */
@Injectable()
export class MigrationVersions {
  private validator: Validator | undefined;

  constructor(
    private readonly rows: DefinitionRows,
    private readonly definitions: DefinitionStore,
  ) {}

  /**
   * @returns Refused with `MIGRATION_VERSION_UNKNOWN`, `MIGRATION_SAME_VERSION`, `DEFINITION_NOT_SERVED` (this build
   *   lacks a guard or effect), `MIGRATION_MAPPING_INVALID` with every problem.
   */
  async resolve(tx: Tx, asked: VersionsAsked): Promise<Result<VersionPair, VersionRefusal>> {
    const from = await this.find(tx, asked.key, asked.from);
    if (!from.ok) return from;
    const to = await this.find(tx, asked.key, asked.to);
    if (!to.ok) return to;
    if (from.value.hash === to.value.hash) return err(rejected(workflowErrors, 'MIGRATION_SAME_VERSION'));
    const [old, now] = [from.value.compiled, to.value.compiled];
    const { key, version } = old.definition;
    const mapping = asked.mapping ?? identityMapping(key, version, now.definition.version, 'Gleiche Namen');
    const problems = this.problemsOf(mapping, old, now);
    if (problems.length > 0) return err(validationFailed('MIGRATION_MAPPING_INVALID', problems));
    return ok({ from: from.value, to: to.value, mapping: mapping as MigrationMapping });
  }

  /** The versions of a stored migration; `undefined` when this build does not serve one of them. */
  async stored(tx: Tx, fromHash: string, toHash: string): Promise<Omit<VersionPair, 'mapping'> | undefined> {
    const from = await this.definitions.compiled(tx, fromHash);
    const to = await this.definitions.compiled(tx, toHash);
    if (!from || !to) return undefined;
    return { from: { hash: fromHash, compiled: from }, to: { hash: toHash, compiled: to } };
  }

  private async find(tx: Tx, key: string, named: string): Promise<Result<Version, VersionRefusal>> {
    const deployed = await this.rows.deployed(tx);
    const fitting = deployed.filter(
      (row) =>
        row.key === key &&
        (String(row.version) === named || (HASH_PREFIX.test(named) && row.hash.startsWith(named))),
    );
    const [found] = fitting;
    if (!found || fitting.length > 1) return err(rejected(workflowErrors, 'MIGRATION_VERSION_UNKNOWN'));
    const compiled = await this.definitions.compiled(tx, found.hash);
    if (!compiled) return err(rejected(workflowErrors, 'DEFINITION_NOT_SERVED'));
    return ok({ hash: found.hash, compiled });
  }

  private problemsOf(mapping: unknown, from: CompiledDefinition, to: CompiledDefinition): readonly string[] {
    this.validator ??= validatorOf(readMappingSchema());
    const misfits = this.validator(mapping).map((error) => problemText(error).replace(/^(\S+) /, '$1: '));
    if (misfits.length > 0) return misfits;
    const unstorable = storageProblems(mapping as JsonObject);
    return unstorable.length > 0 ? unstorable : mappingProblems(mapping as MigrationMapping, from, to);
  }
}
