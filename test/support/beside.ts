import { AuditLog } from '../../src/audit/index.js';
import type { TestApp } from './test-app.js';

/** How long a command is kept open; what has to wait for it shows that it does. */
const PATIENCE_MS = 800;

/** What two commands came to, and in which order they were done. */
export interface SideBySide<First, Second> {
  readonly first: First;
  readonly second: Second;
  /** The second one was over before the first one committed. */
  readonly overtook: boolean;
}

/**
 * Runs one command while another stands right before its line in the register: with all its checks done and nothing
 * committed.
 *
 * @param action Of that line.
 */
export async function beside<First, Second>(
  test: TestApp,
  action: string,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<SideBySide<First, Second>> {
  const audit = test.get(AuditLog);
  const record = audit.record.bind(audit);
  let running: Promise<Second> | undefined;
  let isOver = false;
  let overtook = false;
  audit.record = async (tx, entry) => {
    if (entry.action === action && running === undefined) {
      running = second().finally(() => (isOver = true));
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      overtook = isOver;
    }
    return record(tx, entry);
  };
  try {
    const outcome = await first();
    if (running === undefined) throw new Error(`Nothing wrote ${action}`);
    return { first: outcome, second: await running, overtook };
  } finally {
    audit.record = record;
  }
}
