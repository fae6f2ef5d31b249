import { setTimeout as delay } from 'node:timers/promises';

/** As a shell reports a program that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;
/** How long a running step of the start may take to come to its end. */
const PATIENCE_MS = 5_000;

/** The start was broken off by Ctrl-C or SIGTERM; nothing is wrong. */
export class StartInterrupted extends Error {
  override readonly name = 'StartInterrupted';
}

/** Ctrl-C and SIGTERM while the start is still under way. */
export interface StartInterrupt {
  /** Aborted with the first signal; its reason is a `StartInterrupted`. */
  readonly signal: AbortSignal;
  /** Takes the handlers off; the listening server has its own. */
  off(): void;
}

/** Listens for the signals from now on: the first one is answered with one line, the second ends the process at once. */
export function watchForInterrupt(): StartInterrupt {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    process.stderr.write('\nStart abgebrochen. · Start interrupted.\n');
    controller.abort(new StartInterrupted());
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return {
    signal: controller.signal,
    off: () => void process.off('SIGINT', handle).off('SIGTERM', handle),
  };
}

/**
 * One step of the start. After a signal no further step begins, and a running one gets 5 s: breaking it off at once
 * would make it complain about the database going away.
 *
 * @throws {StartInterrupted} a signal came.
 */
export async function unlessInterrupted<T>(signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const interrupted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const running = step();
  await Promise.race([running.catch(() => undefined), interrupted.then(() => delay(PATIENCE_MS))]);
  signal.throwIfAborted();
  return running;
}

/** Ends the process as after Ctrl-C. */
export function exitInterrupted(): never {
  process.exit(EXIT_INTERRUPTED);
}
