import { asId } from '../../kernel/index.js';
import { systemPrincipal, type UnitOfWork } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { DefinitionRows } from '../persistence/definition.rows.js';

/**
 * The definition that new processes of a key start with, for an operator; nothing is written.
 *
 * @returns `undefined` when the key was never deployed, or is not active.
 */
export async function readDeployedDefinition(
  unitOfWork: UnitOfWork,
  key: string,
): Promise<ProcessDefinition | undefined> {
  const rows = new DefinitionRows();
  return unitOfWork.snapshot(systemPrincipal(asId('system')), async (tx) => {
    const [active] = await rows.active(tx, key);
    return active && (await rows.find(tx, active.hash))?.document;
  });
}
