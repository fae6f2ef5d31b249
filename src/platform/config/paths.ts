import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function isProjectRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
  return manifest.name === 'fallwerk';
}

function findProjectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isProjectRoot(folder)) return folder;
    if (dirname(folder) === folder) throw new Error(`No package.json of fallwerk above ${start}`);
  }
}

/** Absolute path of the project's folder; the same from the sources and from `dist/`. */
export const projectRoot: string = findProjectRoot(import.meta.dirname);
