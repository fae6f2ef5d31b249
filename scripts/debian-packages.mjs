// Packages of Debian or Ubuntu, unpacked into node_modules/.cache: nothing of the system is changed, nobody has to be root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of what these scripts unpack and of what the servers keep while they run. */
export const cache = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache');

/** Ends with a sentence for whoever started the script. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function run(command, args, cwd) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 180_000 });
}

/** Package lists of one's own, for who may not refresh those of the system. */
function ownLists(folder) {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, part), { recursive: true });
  return [`Dir::State::lists=${join(folder, 'lists')}`, `Dir::Cache=${join(folder, 'cache')}`].flatMap(
    (option) => ['-o', option],
  );
}

function download(packages, folder) {
  if (run('apt-get', ['-qq', 'download', ...packages], folder).status === 0) return;
  const lists = ownLists(join(folder, 'apt'));
  run('apt-get', ['-qq', ...lists, 'update'], folder);
  const again = run('apt-get', ['-qq', ...lists, 'download', ...packages], folder);
  if (again.status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  fail(
    `apt-get could not download ${packages[0]} (Debian or Ubuntu is needed).\n${again.stderr ?? again.error}`,
  );
}

/**
 * Unpacks packages once; several processes may try at the same time.
 *
 * @param name Folder in the cache. @param sign File in it that says it is complete. @param prepare Changes what was unpacked.
 * @returns The folder.
 */
export function unpacked(name, packages, sign, prepare = () => undefined) {
  const home = join(cache, name);
  if (existsSync(join(home, sign))) return home;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  download(packages, folder);
  const target = join(folder, 'unpacked');
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.deb')))
    if (run('dpkg-deb', ['-x', file, target], folder).status !== 0) fail(`${file} could not be unpacked.`);
  prepare(target);
  if (!existsSync(join(home, sign))) {
    rmSync(home, { recursive: true, force: true });
    renameSync(target, home);
  }
  rmSync(folder, { recursive: true, force: true });
  return home;
}
