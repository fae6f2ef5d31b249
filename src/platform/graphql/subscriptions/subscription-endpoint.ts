import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Server, type WebSocket as ProtocolSocket } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { reportBroken } from '../errors/broken-reporter.js';
import { GRAPHQL_PATH, type GraphqlOptions } from '../graphql-options.js';
import { OpenConnections } from './open-connections.js';
import { type Connection, subscriptionHooks } from './subscription-hooks.js';
import { CloseReason, defaultSubscriptionLimits, type SubscriptionLimits } from './subscription-limits.js';

/** Time sockets have to take note of the end before they are cut. */
const CLOSE_GRACE_MS = 1_000;

/**
 * Subscriptions over WebSocket, protocol graphql-transport-ws, at the path of the endpoint.
 *
 * Who it is stands in the first message (`connectionParams: {authorization: "Bearer …"}`), never in the address, which
 * proxies log. As no cookie is involved, a foreign page cannot open one in the name of its visitor.
 */
export class SubscriptionEndpoint {
  private readonly limits: SubscriptionLimits;
  private readonly sockets: WebSocketServer;
  private readonly protocol: Server<Connection>;
  private isEnding = false;

  constructor(schema: GraphQLSchema, options: GraphqlOptions) {
    this.limits = { ...defaultSubscriptionLimits, ...options.subscriptions };
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: this.limits.maxMessageBytes,
      handleProtocols,
      perMessageDeflate: false,
    });
    this.protocol = makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: this.limits.initTimeoutMs,
      ...subscriptionHooks(schema, options, new OpenConnections(this.limits)),
    });
  }

  /** Takes over the upgrades of the server, and ends all sockets before it closes. */
  register(fastify: FastifyInstance): void {
    fastify.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    fastify.addHook('preClose', () => this.end());
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== GRAPHQL_PATH) return refuse(socket, 404);
    if (this.isEnding || this.sockets.clients.size >= this.limits.maxConnections) return refuse(socket, 503);
    this.sockets.handleUpgrade(request, socket, head, (opened) => this.opened(opened, request));
  }

  private opened(socket: WebSocket, request: IncomingMessage): void {
    const requestId = randomUUID();
    const fail = (error: unknown): void => {
      reportBroken(error, requestId);
      socket.close(...CloseReason.broken);
    };
    // Bytes that are no WebSocket frames, or too many of them: the socket closes itself with the fitting code.
    socket.on('error', () => undefined);
    const stopPinging = keepAlive(socket, this.limits.pingEveryMs);
    const closed = this.protocol.opened(protocolSocket(socket, fail), {
      socket,
      requestId,
      headers: request.headers,
      session: undefined,
    });
    socket.once('close', (code, reason) => {
      stopPinging();
      closed(code, String(reason)).catch((error: unknown) => reportBroken(error, requestId));
    });
  }

  private async end(): Promise<void> {
    this.isEnding = true;
    const clients = [...this.sockets.clients];
    const closed = clients.map((socket) => new Promise<void>((resolve) => socket.once('close', resolve)));
    for (const socket of clients) socket.close(...CloseReason.goingAway);
    const cut = setTimeout(() => clients.forEach((socket) => socket.terminate()), CLOSE_GRACE_MS);
    await Promise.all(closed);
    clearTimeout(cut);
  }
}

function refuse(socket: Duplex, status: 404 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Cuts a socket whose other side no longer answers, or no longer reads. */
function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function protocolSocket(socket: WebSocket, fail: (error: unknown) => void): ProtocolSocket {
  return {
    protocol: socket.protocol,
    // Resolves when the bytes have left, so that a slow reader slows down who writes.
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        // What could not be sent ends with the socket.
        socket.send(data, () => resolve());
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) =>
      socket.on('message', (data, isBinary) => {
        // Buffered by default, never in fragments.
        const text = isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8');
        handle(text).catch(fail);
      }),
  };
}
