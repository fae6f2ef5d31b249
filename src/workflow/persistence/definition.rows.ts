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

/** What was decided last about a key. */
export interface LastDecision {
  readonly key: string;
  /** `null`: retired. */
  readonly hash: string | null;
  /** Version of the definition under the hash. */
  readonly version: number | null;
  readonly origin: 'deployment' | 'operator';
  /** Name of the person who decided; `null` for a deployment. */
  readonly operator: string | null;
  readonly reason: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** A decision about what new processes of a key start with. `id` must sort after all earlier ones. */
export type NewDecision = Omit<LastDecision, 'version' | 'at'> & { readonly id: string };

/** How many processes run on a definition. */
export interface RunningCount {
  readonly hash: string;
  readonly running: number;
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
    const decisions = await this.lastDecisions(tx, key);
    return decisions.flatMap(({ key: name, hash, version, at }) =>
      hash === null || version === null ? [] : [{ key: name, hash, version, activatedAt: at }],
    );
  }

  /** The decision that counts per key, by key; of one key when it is named. Empty: never activated. */
  async lastDecisions(tx: Tx, key?: string): Promise<readonly LastDecision[]> {
    const rows = await tx.query<Omit<LastDecision, 'at'> & { activated_at: Date }>(
      `SELECT DISTINCT ON (activation.key) activation.key, activation.hash, definition.version, activation.origin,
              activation.operator, activation.reason, activation.activated_at
       FROM workflow_activation activation LEFT JOIN workflow_definition definition ON definition.hash = activation.hash
       WHERE $1::text IS NULL OR activation.key = $1
       ORDER BY activation.key, activation.id DESC`,
      [key ?? null],
    );
    return rows.map(({ activated_at: at, ...row }) => ({ ...row, at: at.toISOString() }));
  }

  /** Processes that have not ended, per definition, in all regions. */
  async running(tx: Tx): Promise<readonly RunningCount[]> {
    return tx.query(
      `SELECT definition_hash AS hash, count(*)::integer AS running FROM process
       WHERE status IN ('active', 'quarantined') GROUP BY definition_hash`,
    );
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

  /** Writes what new processes of a key start with from now on. */
  async decide(tx: Tx, decision: NewDecision, at: string): Promise<void> {
    const { id, key, hash, origin, operator, reason } = decision;
    await tx.query(
      `INSERT INTO workflow_activation (id, key, hash, origin, activated_at, activated_by, operator, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, key, hash, origin, at, tx.principal.accountId, operator, reason],
    );
  }
}
