import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../../src/platform/config/paths.js';

/** How a process ended and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What the process finds around itself. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** What is typed; nothing: the end of the input. */
  readonly input?: string;
}

/** Variables that keep a developer's own settings out of a test. */
export const CLEAN = { FALLWERK_MODE: '', DATABASE_URL: '', MIGRATION_DATABASE_URL: '', LOG_LEVEL: '' };

/** Path of a compiled entry point; `npm test` has built it. */
export function compiled(entry: string): string {
  const file = join(projectRoot, 'dist', 'src', entry);
  if (!existsSync(file))
    throw new Error(`${file} is missing: run the tests through npm test, which builds first`);
  return file;
}

/** Runs the compiled `fallwerk`, as an operator does, in a folder that is not the project's. */
export async function fallwerk(
  words: readonly string[],
  { env = {}, input = '' }: Surroundings = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [compiled('cli/main.js'), ...words], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...CLEAN, ...env },
  });
  child.stdin.on('error', () => undefined).end(input);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
