import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import { commandOf, isAlive } from './process-identity.js';

/** The running server of a data folder; first line of postmaster.pid is its process, the fourth its port. */
export function postmaster(folder: DataFolder): { readonly pid: number; readonly port: number } | undefined {
  const file = join(folder.cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  // After a restart of the machine the number may belong to any other program.
  const command = commandOf(pid);
  return command === undefined || command.includes('postgres') ? { pid, port: Number(lines[3]) } : undefined;
}
