import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A moment in the talk between a node and its database. */
export interface Edge {
  /** `sent`: the statement has left the node. `done`: the server has carried it out and says so. */
  readonly at: 'sent' | 'done';
  readonly statement: RegExp;
  /** Only in a transaction in which this was carried out before. */
  readonly within?: RegExp;
  /** Whether the message at this moment still gets to the other side; nothing behind it does. */
  readonly passes: boolean;
}

/** Messages of PostgreSQL's protocol in a stream of bytes: one byte of type (not in the first), length, content. */
class MessageReader {
  #rest = Buffer.alloc(0);
  #isFirst: boolean;

  constructor(startsUntyped: boolean) {
    this.#isFirst = startsUntyped;
  }

  /** Whole messages among what has come so far, in order. */
  *read(
    chunk: Buffer,
  ): Generator<{ readonly type: string; readonly bytes: Buffer; readonly content: Buffer }> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#isFirst ? 0 : 1;
      if (this.#rest.length < head + 4) return;
      const size = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < size) return;
      const bytes = this.#rest.subarray(0, size);
      this.#rest = this.#rest.subarray(size);
      const type = head === 0 ? '' : String.fromCharCode(bytes[0] ?? 0);
      this.#isFirst = false;
      yield { type, bytes, content: bytes.subarray(head + 4) };
    }
  }
}

function textAt(content: Buffer, from = 0): string {
  return content.toString('utf8', from, content.indexOf(0, from));
}

/** One connection of a node, with what is known of its statements. */
class Talk {
  isCut = false;
  readonly #prepared = new Map<string, string>();
  /** Sent and not yet answered, oldest first. */
  readonly #running: string[] = [];
  #bound = '';
  /** Carried out since the last BEGIN. */
  #done: string[] = [];

  /** Statement that this message of the node asks the server to carry out, `undefined` for other messages. */
  sent(type: string, content: Buffer): string | undefined {
    if (type === 'P') {
      const name = textAt(content);
      this.#prepared.set(name, textAt(content, Buffer.byteLength(name) + 1));
    }
    if (type === 'B') this.#bound = textAt(content, Buffer.byteLength(textAt(content)) + 1);
    const statement =
      type === 'Q' ? textAt(content) : type === 'E' ? this.#prepared.get(this.#bound) : undefined;
    if (statement !== undefined) this.#running.push(statement);
    return statement;
  }

  /** Statement that this message of the server says is done. */
  done(type: string): string | undefined {
    if (type === 'E') this.#running.shift();
    if (type !== 'C') return undefined;
    const statement = this.#running.shift() ?? '';
    if (/^BEGIN/i.test(statement)) this.#done = [];
    this.#done.push(statement);
    return statement;
  }

  hasDone(statement: RegExp): boolean {
    return this.#done.some((done) => statement.test(done));
  }
}

/** Stands between a node and its database and can go silent at any moment of their talk. */
export class PgProxy {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #armed: { readonly edge: Edge; readonly reached: () => void } | undefined;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(target: { readonly host: string; readonly port: number }): Promise<PgProxy> {
    const proxy = new PgProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  /** Cuts the next talk that comes to this moment. @returns When it has. */
  cutAt(edge: Edge): Promise<void> {
    return new Promise((resolve) => {
      this.#armed = { edge, reached: resolve };
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(node: Socket): void {
    const server = connect(this.#target);
    const talk = new Talk();
    for (const [one, other] of [
      [node, server],
      [server, node],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => one.destroy());
      // A killed node's side closes: so does the server's, as it would without anybody in between.
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    const asked = new MessageReader(true);
    node.on('data', (chunk: Buffer) => {
      for (const { type, bytes, content } of asked.read(chunk)) {
        if (!talk.isCut) this.#pass(talk, server, bytes, 'sent', talk.sent(type, content));
      }
    });
    const answered = new MessageReader(false);
    server.on('data', (chunk: Buffer) => {
      for (const { type, bytes } of answered.read(chunk)) {
        if (!talk.isCut) this.#pass(talk, node, bytes, 'done', talk.done(type));
      }
    });
  }

  #pass(talk: Talk, to: Socket, bytes: Buffer, at: Edge['at'], statement: string | undefined): void {
    const armed = this.#armed;
    const isEdge =
      armed?.edge.at === at &&
      statement !== undefined &&
      armed.edge.statement.test(statement) &&
      (armed.edge.within === undefined || talk.hasDone(armed.edge.within));
    if (!isEdge || armed.edge.passes) to.write(bytes);
    if (!isEdge) return;
    talk.isCut = true;
    this.#armed = undefined;
    armed.reached();
  }
}
