import { Socket } from 'node:net';

type Written = string | Uint8Array;
type Callback = (error?: Error | null) => void;

/**
 * Socket to the database server that sends everything written within one turn of the event loop at once.
 *
 * The driver hands over four small pieces per statement and would wake the server for each statement; a flight of
 * pipelined statements thus becomes one system call. Nothing waits: the turn ends before the process listens again.
 */
export class GatheringSocket extends Socket {
  private gathered: Buffer[] = [];

  constructor() {
    super();
    // `connect` puts the plain `write` on the instance, where it would hide the one of this class.
    this.once('connect', () => Reflect.deleteProperty(this, 'write'));
  }

  /** @returns Always `true`: a flight of statements is small, and the driver waits for answers, not for space. */
  override write(
    chunk: Written,
    encodingOrCallback?: BufferEncoding | Callback,
    callback?: Callback,
  ): boolean {
    const encoding = typeof encodingOrCallback === 'string' ? encodingOrCallback : 'utf8';
    const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
    if (this.gathered.length === 0) process.nextTick(() => this.flush());
    this.gathered.push(bufferOf(chunk, encoding));
    if (done) this.flush(done);
    return true;
  }

  override end(...rest: unknown[]): this {
    this.flush();
    return super.end(...(rest as Parameters<Socket['end']>));
  }

  private flush(done?: Callback): void {
    const pieces = this.gathered;
    if (pieces.length === 0) return;
    this.gathered = [];
    const [only = Buffer.alloc(0)] = pieces;
    super.write(pieces.length === 1 ? only : Buffer.concat(pieces), done);
  }
}

function bufferOf(chunk: Written, encoding: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
