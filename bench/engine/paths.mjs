// Where the compiled build lies.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Imports a module of the compiled build. */
export function dist(path) {
  return import(pathToFileURL(join(root, 'dist', path)).href);
}
