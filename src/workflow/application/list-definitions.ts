import type { Tx } from '../../platform/index.js';
import type { DefinitionRows, LastDecision } from '../persistence/definition.rows.js';

/** A deployed definition as an operator sees it. */
export interface ListedDefinition {
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  /** New processes of the key start with it. */
  readonly isActive: boolean;
  /** Processes on it that have not ended, in all regions. */
  readonly running: number;
}

/** All versions of a key. */
export interface ListedKey {
  readonly key: string;
  /** By version. */
  readonly definitions: readonly ListedDefinition[];
  /** What was decided last; absent: never activated. */
  readonly decision?: LastDecision;
}

/** Every deployed definition by key and version, with what is active and how much runs on each. */
export async function listDefinitions(tx: Tx, rows: DefinitionRows): Promise<readonly ListedKey[]> {
  const [deployed, decisions, counts] = await Promise.all([
    rows.deployed(tx),
    rows.lastDecisions(tx),
    rows.running(tx),
  ]);
  const running = new Map(counts.map((count) => [count.hash, count.running]));
  return [...new Set(deployed.map(({ key }) => key))].sort().map((key): ListedKey => {
    const decision = decisions.find((each) => each.key === key);
    const definitions = deployed
      .filter((each) => each.key === key)
      .toSorted((a, b) => a.version - b.version)
      .map(({ hash, version }) => ({
        key,
        version,
        hash,
        isActive: decision?.hash === hash,
        running: running.get(hash) ?? 0,
      }));
    return { key, definitions, ...(decision ? { decision } : {}) };
  });
}
