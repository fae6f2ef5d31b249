import type { ParseArgsConfig } from 'node:util';
import type { SimulationProblem } from '../../workflow/index.js';
import type { Terminal } from './terminal.js';

/** How a command ends (sysexits.h where it has a number for it). */
export const EXIT = {
  /** Everything is as it should be. */
  ok: 0,
  /** Something was found or failed, or a person declined. */
  failed: 1,
  /** The words of the command line make no sense. */
  usage: 64,
  /** Configuration or surroundings do not allow it; repeating without a change does not help. */
  configuration: 78,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A sentence in both languages. */
export interface Sentence {
  readonly de: string;
  readonly en: string;
}

/** Values of options by name, as `util.parseArgs` reads them. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One option of a command, with its explanation. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  /** Word for the value in the help, e.g. `URL`. */
  readonly value?: string;
  readonly help: Sentence;
}

/** A word that stands behind the command without a name of its own. */
export interface CommandArgument {
  /** Name under which `run` finds it among the options, and word in the help. */
  readonly name: string;
  /** May be left out; only after those that may not. */
  readonly optional?: boolean;
}

/** A command of `fallwerk`. */
export interface Command {
  /** Words that select it, e.g. `workflows check`. */
  readonly name: string;
  readonly summary: Sentence;
  readonly options?: Readonly<Record<string, CommandOption>>;
  /** Words in their order; absent: none. */
  readonly arguments?: readonly CommandArgument[];
  /** Further lines of the help, for example what its exit codes mean. */
  readonly notes?: readonly Sentence[];
  /** Does the work and says what it did. @throws {StartProblem | Refusal} with a sentence. */
  run(options: OptionValues, terminal: Terminal): Promise<ExitCode>;
}

/** The options in the form of `util.parseArgs`; every command also knows `--help`. */
export function parseOptionsOf(command: Command): NonNullable<ParseArgsConfig['options']> {
  const own = Object.entries(command.options ?? {}).map(([name, { type }]) => [name, { type }] as const);
  return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } };
}

/** Why a command does not do what it was asked for; printed before the sentence, stable for scripts. */
export type RefusalCode =
  | SimulationProblem['code']
  | 'USAGE'
  | 'DEMONSTRATION_ONLY'
  | 'DATABASE_NOT_SET_UP'
  | 'DATABASE_IN_USE'
  | 'DATABASE_HOLDS_REAL_DATA'
  | 'FILE_UNREADABLE'
  | 'FOLDER_MISSING'
  | 'KEY_UNKNOWN'
  | 'MASTER_KEY_NEEDED'
  | 'VERSION_UNKNOWN'
  | 'REGION_UNKNOWN'
  | 'DEFINITION_INVALID'
  | 'DEFINITION_NOT_ACTIVE'
  | 'VOCABULARY_INVALID'
  | 'JOURNAL_INVALID'
  | 'CHECK_FAILED'
  | 'PROCESS_NOT_FOUND'
  | 'MIGRATION_NOT_FOUND'
  | 'MIGRATION_MAPPING_INVALID';

/** A command that does not do what it was asked for, on purpose. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    readonly sentence: Sentence,
    readonly exitCode: ExitCode = EXIT.configuration,
  ) {
    super(`${sentence.de}\n${sentence.en}`);
  }
}
