import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';

/** The socket of a connection; the driver has it, its types do not name it. */
interface Connected {
  readonly connection?: { readonly stream?: Writable };
}

const waiting = new WeakSet<Writable>();

/**
 * Lets everything that is sent before the program comes to rest travel in one packet: a system call for each statement
 * costs more than making it. What is sent is on its way before anything can be awaited.
 */
export function writeTogether(client: PoolClient): void {
  const stream = (client as unknown as Connected).connection?.stream;
  if (!stream || waiting.has(stream)) return;
  waiting.add(stream);
  stream.cork();
  process.nextTick(() => {
    waiting.delete(stream);
    stream.uncork();
  });
}
