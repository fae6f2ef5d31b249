// The cheapest client of HTTP/1.1 that is still one: the generator shares its cores with what it measures.
import { connect } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One kept connection; one request at a time. */
export class HttpConnection {
  constructor(port, path) {
    this.port = port;
    this.path = path;
    this.received = Buffer.alloc(0);
  }

  open() {
    return new Promise((resolve, reject) => {
      this.socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true }, resolve);
      this.socket.on('data', (chunk) => this.read(chunk));
      this.socket.on('error', (error) => (this.fail ?? reject)(error));
      this.socket.on('close', () => this.fail?.(new Error('The server closed the connection')));
    });
  }

  close() {
    this.fail = undefined;
    this.socket.destroy();
  }

  /** @returns Body of the answer. @throws {Error} any status but 200. */
  post(body, token) {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
      const head =
        `POST ${this.path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\nauthorization: Bearer ${token}\r\n` +
        `accept: application/graphql-response+json\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
      this.socket.write(head + body);
    });
  }

  read(chunk) {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    const start = end + END_OF_HEAD.length;
    if (this.received.length < start + length) return;
    const body = this.received.toString('utf8', start, start + length);
    this.received = this.received.subarray(start + length);
    if (head.startsWith('HTTP/1.1 200')) this.done(body);
    else this.fail(new Error(`${head}\n${body}`));
  }
}
