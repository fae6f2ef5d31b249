import { userInfo } from 'node:os';
import type { RequestRejected, Result } from '../../../kernel/index.js';
import { asId } from '../../../kernel/index.js';
import {
  loadConfig,
  sameLogin,
  systemPrincipal,
  UnitOfWork,
  type SystemPrincipal,
} from '../../../platform/index.js';
import { workflowErrors, type WorkflowErrorCode } from '../../../workflow/index.js';
import { EXIT, type CommandOption, type ExitCode, type OptionValues } from '../command.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';
import type { Terminal } from '../terminal.js';

/** Options of every command that writes an operator's decision down. */
export const DECISION_OPTIONS: Readonly<Record<string, CommandOption>> = {
  reason: {
    type: 'string',
    value: 'Text',
    help: {
      de: 'warum; steht dauerhaft im Verzeichnis (1 bis 500 Zeichen, ohne Angaben zu Personen)',
      en: 'why; kept for ever (1 to 500 characters, nothing about persons)',
    },
  },
  by: {
    type: 'string',
    value: 'Name',
    help: {
      de: 'wer entscheidet; sonst die Anmeldung am Rechner',
      en: 'who decides; else the login of the machine',
    },
  },
};

/** Runs `work` against the database of this configuration, as the platform itself. */
export function asOperator<T>(
  work: (unitOfWork: UnitOfWork, principal: SystemPrincipal) => Promise<T>,
): Promise<T> {
  return withDatabaseOf(loadConfig(), ({ database: { url = '', migrationUrl } }) =>
    connected(
      url,
      async (dataSource) => {
        await requireSchema(dataSource);
        return work(new UnitOfWork(dataSource), systemPrincipal(asId('system')));
      },
      { asApplicationRole: sameLogin(url, migrationUrl) },
    ),
  );
}

/** Key, reason and name of the operator as they were typed. */
export function decisionOf(options: OptionValues): {
  readonly key: string;
  readonly reason: string;
  readonly operator: string;
} {
  const text = (name: string): string => {
    const value = options[name];
    return typeof value === 'string' ? value : '';
  };
  return { key: text('key'), reason: text('reason'), operator: text('by').trim() || userInfo().username };
}

/** Says what was refused, with its code, or what was done. */
export function reportDecision<T>(
  result: Result<T, RequestRejected<WorkflowErrorCode>>,
  terminal: Terminal,
  done: (value: T) => string,
): ExitCode {
  if (result.ok) {
    terminal.say(done(result.value));
    return EXIT.ok;
  }
  const { de, en, action } = workflowErrors[result.error.code];
  terminal.complain(`${result.error.code}: ${de} · ${en}`);
  terminal.complain(`  ${action}`);
  return EXIT.failed;
}
