import { StartProblem } from './platform/index.js';

/** Configuration error (sysexits.h): restarting without a change does not help. */
const EX_CONFIG = 78;

/** Says what keeps the program from starting, in the sentence the problem carries, and ends the process. */
export function explainAndExit(error: unknown): never {
  if (error instanceof StartProblem) {
    process.stderr.write(`\n${error.de}\n\n${error.en}\n`);
    process.exit(EX_CONFIG);
  }
  process.stderr.write(
    `\nFallwerk konnte nicht starten (unerwarteter Fehler).\nFallwerk could not start (unexpected error).\n${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
