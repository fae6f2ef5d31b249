import { parseArgs } from 'node:util';
import { StartProblem } from '../../platform/index.js';
import {
  EXIT,
  parseOptionsOf,
  Refusal,
  type Command,
  type ExitCode,
  type OptionValues,
  type Sentence,
} from './command.js';
import { commandHelp, generalHelp } from './help.js';
import type { Terminal } from './terminal.js';

/** The command the first words name, and the words after it; `undefined` when there is none. */
function select(commands: readonly Command[], words: readonly string[]) {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command) return { command, rest: words.slice(length) };
  }
  return undefined;
}

function unknownCommand(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): ExitCode {
  const name = words.join(' ');
  if (name !== '') {
    terminal.complain(`USAGE Den Befehl „${name}“ gibt es nicht. · There is no command “${name}”.`);
    terminal.complain('');
  }
  terminal.complain(generalHelp(commands));
  return EXIT.usage;
}

/** Words without a name, by the names the command gives them. @throws {TypeError} too many or too few. */
function argumentsOf({ arguments: expected = [] }: Command, words: readonly string[]): OptionValues {
  const missing = expected.find(({ optional }, index) => optional !== true && words[index] === undefined);
  if (missing) throw new TypeError(`<${missing.name}> is missing`);
  const [surplus] = words.slice(expected.length);
  if (surplus !== undefined) throw new TypeError(`Unexpected argument '${surplus}'`);
  // A word left out does not hide the option of the same name.
  return Object.fromEntries(
    expected.flatMap(({ name }, index): [string, string][] => {
      const word = words[index];
      return word === undefined ? [] : [[name, word]];
    }),
  );
}

/** Options of a command; `undefined` after saying what is wrong with them. */
function optionsOf(command: Command, words: readonly string[], terminal: Terminal): OptionValues | undefined {
  try {
    const options = parseOptionsOf(command);
    const allowPositionals = (command.arguments ?? []).length > 0;
    const parsed = parseArgs({ args: [...words], options, strict: true, allowPositionals });
    const values = parsed.values as OptionValues;
    if (values['help'] === true) return values;
    return { ...values, ...argumentsOf(command, parsed.positionals) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.complain(`USAGE Der Aufruf ist nicht richtig. · The usage is wrong. (${reason})`);
    terminal.complain('');
    terminal.complain(commandHelp(command));
    return undefined;
  }
}

function complainBoth(terminal: Terminal, code: string, { de, en }: Sentence): void {
  terminal.complain(`${code} ${de}\n${code} ${en}`);
}

/** Says what went wrong with its code, in sentences, without a stack trace unless LOG_LEVEL=debug asks for it. */
function explain(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof StartProblem) {
    complainBoth(terminal, error.code, error);
    return EXIT.configuration;
  }
  if (error instanceof Refusal) {
    complainBoth(terminal, error.code, error.sentence);
    return error.exitCode;
  }
  const reason = error instanceof Error ? error.message : String(error);
  const [de, en] = [`Das ist nicht gelungen: ${reason}`, `This did not work: ${reason}`];
  complainBoth(terminal, 'UNEXPECTED', { de, en });
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) terminal.complain(error.stack ?? '');
  else terminal.complain('(LOG_LEVEL=debug zeigt mehr · shows more)');
  return EXIT.failed;
}

/**
 * Runs one command line.
 *
 * @param words What stands behind the program's name.
 * @returns     Exit code of the process; every failure has been told to the terminal.
 */
export async function runCommandLine(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (words.length === 1 && ['help', '--help', '-h'].includes(words[0] ?? '')) {
    terminal.say(generalHelp(commands));
    return EXIT.ok;
  }
  const selected = select(commands, words);
  if (!selected) return unknownCommand(commands, words, terminal);
  const { command, rest } = selected;
  const options = optionsOf(command, rest, terminal);
  if (!options) return EXIT.usage;
  if (options['help'] === true) {
    terminal.say(commandHelp(command));
    return EXIT.ok;
  }
  try {
    return await command.run(options, terminal);
  } catch (error) {
    return explain(error, terminal);
  }
}
