import { EXIT, type Command } from './command.js';

/** Column at which explanations begin. */
const INDENT = 22;

function entry(words: string, de: string, en: string): string {
  const gap = ' '.repeat(INDENT);
  const first = words.length + 2 < INDENT ? `  ${words}`.padEnd(INDENT) : `  ${words}\n${gap}`;
  return `${first}${de}\n${gap}${en}`;
}

/** What `fallwerk --help` shows: every command with one sentence. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    'Fallwerk · Kommandozeile · command line',
    '',
    'Aufruf · usage:  npm run fallwerk -- <Befehl · command> [Optionen · options]',
    '                 node dist/src/cli/main.js <Befehl · command> [Optionen · options]',
    '',
    'Befehle · commands:',
    ...commands.map(({ name, summary }) => entry(name, summary.de, summary.en)),
    '',
    'Erklärung eines Befehls · help on a command:  fallwerk <Befehl · command> --help',
    `Rückgabewerte · exit codes:  ${EXIT.ok} gelungen · done, ${EXIT.failed} Befund oder Fehler · finding or failure,`,
    `                             ${EXIT.usage} Aufruf falsch · wrong usage, ${EXIT.configuration} Konfiguration · configuration`,
  ].join('\n');
}

/** What `fallwerk <command> --help` shows. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options ?? {});
  const lines = options.map(([name, { value, help }]) =>
    entry(`--${name}${value === undefined ? '' : ` <${value}>`}`, help.de, help.en),
  );
  const words = (command.arguments ?? []).map(({ name, optional }) =>
    optional === true ? ` [${name}]` : ` <${name}>`,
  );
  const notes = (command.notes ?? []).flatMap(({ de, en }) => [`  ${de}`, `  ${en}`]);
  return [
    `fallwerk ${command.name}${words.join('')}${options.length > 0 ? ' [Optionen · options]' : ''}`,
    '',
    `  ${command.summary.de}`,
    `  ${command.summary.en}`,
    ...(lines.length > 0 ? ['', 'Optionen · options:', ...lines] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}
