import { createInterface } from 'node:readline/promises';

/** Where a command speaks and listens. */
export interface Terminal {
  /** A line of the result. */
  say(line: string): void;
  /** A line about a problem. */
  complain(line: string): void;
  /** Answer to a question; empty when nobody answers (end of input). */
  ask(question: string): Promise<string>;
}

async function askProcess(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('close', () => resolve(''));
      lines.question(question).then(resolve, reject);
    });
  } finally {
    lines.close();
  }
}

/** Standard input and output of this process. */
export const processTerminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  ask: askProcess,
};
