import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a node, and can keep the next answer to itself. */
export class HttpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #armed: (() => void) | undefined;

  private constructor(port: number) {
    this.#server = createServer((client) => {
      const node = connect({ host: '127.0.0.1', port });
      for (const [one, other] of [
        [client, node],
        [node, client],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => one.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
      client.on('data', (chunk: Buffer) => node.write(chunk));
      node.on('data', (chunk: Buffer) => {
        if (!this.#armed) return void client.write(chunk);
        const reached = this.#armed;
        this.#armed = undefined;
        client.destroy();
        reached();
      });
    });
  }

  static async start(port: number): Promise<HttpProxy> {
    const proxy = new HttpProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Drops the next answer and the client's connection. @returns When the node has given it. */
  dropAnswer(): Promise<void> {
    return new Promise((resolve) => {
      this.#armed = resolve;
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
