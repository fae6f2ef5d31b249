import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes files that were made, renamed or linked in a folder survive a loss of power. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
