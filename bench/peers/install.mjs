// Installs the peers when they are missing or older than the lock file.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

const changed = (path) => statSync(join(FOLDER, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Scripts of packages stay off: the only one reports the installation to its makers. */
export function install() {
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return;
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw error ?? new Error('The peers could not be installed');
}
