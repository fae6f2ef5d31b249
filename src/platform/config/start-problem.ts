import { createServer } from 'node:net';

/** Reasons for which a start is refused; each comes with a sentence that says what to do. */
export type StartProblemCode =
  | 'CONFIG_INVALID'
  | 'ALREADY_RUNNING'
  | 'PORT_OCCUPIED'
  | 'DATA_FOLDER_VERSION'
  | 'DATA_FOLDER_UNWRITABLE'
  | 'DATA_FOLDER_UNREACHABLE'
  | 'DATA_FOLDER_INCOMPLETE'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_UNUSABLE'
  | 'DEMO_KEYS_UNUSABLE'
  | 'KEYS_MISSING'
  | 'KEYS_UNUSABLE'
  | 'WITHDRAWALS_BROKEN'
  | 'DISK_FULL'
  | 'DATABASE_BINARY_MISSING'
  | 'DATABASE_START_FAILED'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_RIGHTS_MISSING'
  | 'DEFINITIONS_BROKEN'
  | 'DEFINITION_CHANGED'
  | 'SEED_FAILED';

/** A start that cannot go on until a person does something. Its message is what the terminal shows, German first. */
export class StartProblem extends Error {
  override readonly name: string = 'StartProblem';

  constructor(
    readonly code: StartProblemCode,
    /** What happened and what to do, German. */
    readonly de: string,
    /** The same in English. */
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(`${de}\n${en}`, options);
  }
}

/** The HTTP port belongs to somebody else (`EADDRINUSE` while listening). */
export function portProblem(port: number): StartProblem {
  return new StartProblem(
    'PORT_OCCUPIED',
    `Port ${port} wird schon von einem anderen Programm benutzt. Bitte dieses beenden oder einen anderen Port wählen, zum Beispiel: PORT=${port + 1} npm start`,
    `Port ${port} is already used by another program. Please stop it or choose another port, for example: PORT=${port + 1} npm start`,
  );
}

/**
 * Makes sure that the HTTP port can be had, before anything that takes time is begun. Somebody may still take it in
 * between.
 *
 * @throws {StartProblem} `PORT_OCCUPIED`.
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw portProblem(port);
    // Anything else is told by the server itself when it listens.
    return;
  }
  await new Promise((resolve) => probe.close(resolve));
}
