import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { AppConfig } from '../config/app-config.js';
import { allowedFields, errorFields, stackFields, type LogValue } from './log-fields.js';
import { requestContext } from './request-context.js';

const LOG_FILE = 'fallwerk.log';
const LOG_FILE_LIMIT_BYTES = 10 * 1024 * 1024;

/** Contexts in which Nest tells how it puts the application together; of interest only to who debugs that. */
const BOOT_CONTEXTS: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'GraphQLModule',
]);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
type Fields = { readonly [name: string]: LogValue };

/** What the logger needs of the configuration. */
export type LoggingConfig = Pick<AppConfig, 'mode' | 'logLevel' | 'dataDir'>;

/** Path of the log file, `undefined` when lines go to standard output. */
export function logFile(config: LoggingConfig, isTerminal: boolean): string | undefined {
  return config.mode === 'demonstration' && isTerminal ? join(config.dataDir, LOG_FILE) : undefined;
}

/** Opens the log file, keeping one older one. */
function openFile(file: string): DestinationStream {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_FILE_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return destination({ dest: file, mkdir: true, mode: 0o600, sync: true });
}

function split(message: unknown, messages: boolean): { readonly text: string; readonly fields: Fields } {
  if (typeof message === 'string') return { text: message, fields: {} };
  if (message instanceof Error) return { text: 'Failure', fields: { error: errorFields(message, messages) } };
  if (typeof message !== 'object' || message === null) return { text: 'Unknown', fields: {} };
  const { message: text, msg, ...rest } = message as Record<string, unknown>;
  const words = text ?? msg;
  return { text: typeof words === 'string' ? words : 'Event', fields: allowedFields(rest, messages) };
}

/**
 * Writes one JSON object per line: time, level, a constant English message, and the fields allowed in log-fields.ts.
 * Inside a request every line carries its `requestId`.
 *
 * Used through Nest's `Logger`: `logger.log({ message: 'Process started', event: 'PROCESS_STARTED', processId })`.
 * The message is written as it is, so it must be constant: anything that varies is a field.
 */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;
  /** Texts of errors repeat what people typed; only invented people type in a demonstration. */
  readonly #messages: boolean;

  constructor(config: LoggingConfig, output: DestinationStream) {
    this.#messages = config.mode !== 'production';
    this.#pino = pino(
      {
        level: config.logLevel,
        base: undefined,
        timestamp: stdTimeFunctions.isoTime,
        messageKey: 'message',
        formatters: { level: (label) => ({ level: label }) },
      },
      output,
    );
  }

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.#write(BOOT_CONTEXTS.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('fatal', message, rest);
  }

  /**
   * Fields may also come first and the message second, as pino has it: `logger.warn({ event }, 'Login refused')`.
   * Nest appends the context (name of the class) as last text, and for errors the stack before it.
   */
  #write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    const { text, fields } = split(message, this.#messages);
    let more: Fields = {};
    let words = text;
    for (const extra of rest) {
      if (extra instanceof Error) more = { ...more, error: errorFields(extra, this.#messages) };
      else if (typeof extra === 'string' && extra.includes('\n'))
        more = { ...more, error: { ...stackFields(extra) } };
      else if (typeof extra === 'string' && extra.includes(' ')) words = extra;
      else if (typeof extra === 'string')
        more = { ...more, ...allowedFields({ context: extra }, this.#messages) };
      else if (typeof extra === 'object' && extra !== null) {
        more = { ...more, ...allowedFields(extra as Record<string, unknown>, this.#messages) };
      }
    }
    this.#pino[level]({ ...requestContext.getStore(), ...more, ...fields }, words);
  }
}

/**
 * The logger of this process. In demonstration mode on a terminal it writes to `fallwerk.log` in the data folder
 * (mode 0600, one older file of at most 10 MB is kept), so that the terminal keeps the banner; otherwise to standard
 * output, where containers and service managers collect it.
 */
export function createLogger(config: LoggingConfig, isTerminal: boolean = process.stdout.isTTY): JsonLogger {
  const file = logFile(config, isTerminal);
  return new JsonLogger(config, file === undefined ? destination({ dest: 1, sync: true }) : openFile(file));
}
