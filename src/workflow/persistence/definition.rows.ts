import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';

/** A deployed definition. */
export interface DeployedDefinition {
  readonly hash: string;
  readonly key: string;
  readonly version: number;
  readonly document: ProcessDefinition;
}

/** The definition new processes of a key start with. */
export interface ActiveDefinition {
  readonly key: string;
  readonly hash: string;
  readonly version: number;
  /** Instant, ISO 8601 in UTC. */
  readonly activatedAt: string;
}

/** What is written once per definition. */
export interface NewDefinition {
  readonly hash: string;
  readonly key: string;
  readonly version: number;
  readonly lawVersion: string;
  readonly text: string;
}

/** Rows of deployed definitions and their activations. Both only grow. */
@Injectable()
export class DefinitionRows {
  /** Lets one node deploy at a time, until the transaction ends. */
  async lockDeployment(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('fallwerk workflow deployment'))`);
  }

  /** The definition under a hash. */
  async find(tx: Tx, hash: string): Promise<DeployedDefinition | undefined> {
    const rows = await tx.query<DeployedDefinition>(
      `SELECT hash, key, version, document FROM workflow_definition WHERE hash = $1`,
      [hash],
    );
    return rows[0];
  }

  /** Key, version and hash of everything deployed, in the order of deployment. */
  async deployed(tx: Tx): Promise<readonly Omit<DeployedDefinition, 'document'>[]> {
    return tx.query(`SELECT hash, key, version FROM workflow_definition ORDER BY deployed_at, hash`);
  }

  /** Active definition per key, by key; of one key when it is named. */
  async active(tx: Tx, key?: string): Promise<readonly ActiveDefinition[]> {
    const rows = await tx.query<{ key: string; hash: string; version: number; activated_at: Date }>(
      `SELECT DISTINCT ON (activation.key) activation.key, activation.hash, definition.version, activation.activated_at
       FROM workflow_activation activation JOIN workflow_definition definition ON definition.hash = activation.hash
       WHERE $1::text IS NULL OR activation.key = $1
       ORDER BY activation.key, activation.id DESC`,
      [key ?? null],
    );
    return rows.map((row) => ({
      key: row.key,
      hash: row.hash,
      version: row.version,
      activatedAt: row.activated_at.toISOString(),
    }));
  }

  /** Writes a definition; an equal one that is already there stays. */
  async insert(tx: Tx, definition: NewDefinition, at: string): Promise<void> {
    await tx.query(
      `INSERT INTO workflow_definition (hash, key, version, law_version, document, deployed_at, deployed_by)
       VALUES ($1, $2, $3, $4, $5::json, $6, $7) ON CONFLICT (hash) DO NOTHING`,
      [
        definition.hash,
        definition.key,
        definition.version,
        definition.lawVersion,
        definition.text,
        at,
        tx.principal.accountId,
      ],
    );
  }

  /** Makes a deployed definition the one new processes start with. `id` must sort after all earlier ones. */
  async activate(
    tx: Tx,
    activation: { id: string; key: string; hash: string; reason: string },
    at: string,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO workflow_activation (id, key, hash, activated_at, activated_by, reason)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [activation.id, activation.key, activation.hash, at, tx.principal.accountId, activation.reason],
    );
  }
}
