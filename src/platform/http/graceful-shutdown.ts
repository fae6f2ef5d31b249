import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ShutdownState } from '../health/shutdown-state.js';

/** How long each step of ending may take. */
export interface ShutdownTimes {
  /** Time for load balancers to see 503 at /health/ready before connections are refused; 0 without one. */
  readonly drainMs: number;
  /** Time running requests have to finish; then their connections are cut. */
  readonly graceMs: number;
}

/**
 * Ends the server: /health/ready turns 503, then no new connections, running requests finish, and after them the
 * database pool closes (Nest closes the server before it runs the shutdown hooks).
 *
 * @returns Whether every running request could finish.
 */
export async function shutDownGracefully(
  app: NestFastifyApplication,
  times: ShutdownTimes,
): Promise<boolean> {
  app.get(ShutdownState).begin();
  if (times.drainMs > 0) await sleep(times.drainMs);
  let complete = true;
  const cut = setTimeout(() => {
    complete = false;
    app.getHttpServer().closeAllConnections();
  }, times.graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
  return complete;
}

/**
 * Ends the server on SIGTERM and SIGINT; a second signal ends it at once.
 *
 * @param ended Called with the exit code: 0, or 1 when requests had to be cut or closing failed.
 * @returns     Takes the handlers off again.
 */
export function onTerminationSignals(
  app: NestFastifyApplication,
  times: ShutdownTimes,
  ended: (exitCode: number) => void,
): () => void {
  let running = false;
  const handle = (): void => {
    if (running) return ended(1);
    running = true;
    shutDownGracefully(app, times).then(
      (complete) => ended(complete ? 0 : 1),
      () => ended(1),
    );
  };
  process.on('SIGTERM', handle).on('SIGINT', handle);
  return () => void process.off('SIGTERM', handle).off('SIGINT', handle);
}
