import { runCommandLine } from '../../../src/cli/commands/command-line.js';
import type { Command } from '../../../src/cli/commands/command.js';

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command inside this process: a start of the program takes longer than what most of them do. */
export async function saidBy(command: Command, words: readonly string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommandLine([command], [...command.name.split(' '), ...words], {
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
