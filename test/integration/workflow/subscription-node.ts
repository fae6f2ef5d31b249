import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createClient, type Client } from 'graphql-ws';
import { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import type { TestDatabase } from '#test/support/test-database.js';
import type { GraphqlOptions } from '../../../src/platform/graphql/index.js';
import { NotificationListener, UnitOfWork } from '../../../src/platform/index.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { ProcessChanges } from '../../../src/workflow/application/process-changes.js';
import { ProcessChangedResolver } from '../../../src/workflow/graphql/process-changed.resolver.js';
import { ProcessVersions } from '../../../src/workflow/persistence/process-versions.js';
import { startProcessApi } from './process-api-server.js';
import { WorkflowNode, type SettableClock } from './workflow-harness.js';

/** What a subscription told, in the order of arrival. */
export interface Heard {
  readonly revisions: number[];
  /** Codes of the errors with which it ended or that a message carried. */
  readonly codes: string[];
  readonly messages: unknown[];
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Changes of one process. */
export const CHANGED = `subscription ($id: ID!, $after: Int) { processChanged(processId: $id, afterRevision: $after) {
  revision process { id status availableEvents { type allowed reasons } } } }`;

/** An API node of its own over the database: own pool, own listener, own server. */
export class SubscriptionNode {
  private constructor(
    readonly engine: WorkflowNode,
    readonly app: NestFastifyApplication,
    readonly address: string,
    private readonly dataSource: DataSource,
  ) {}

  static async start(
    database: TestDatabase,
    clock: SettableClock,
    options: Partial<GraphqlOptions>,
    { onlyHears = false }: { readonly onlyHears?: boolean } = {},
  ): Promise<SubscriptionNode> {
    const dataSource = createDataSource({ url: database.appUrl, entities: [], poolSize: 4 });
    await dataSource.initialize();
    const node = new WorkflowNode(new UnitOfWork(dataSource), clock);
    const providers = [
      { provide: DataSource, useValue: dataSource },
      NotificationListener,
      onlyHears ? { provide: ProcessVersions, useValue: { read: async () => new Map() } } : ProcessVersions,
      ProcessChanges,
      ProcessChangedResolver,
    ];
    const { app, origin } = await startProcessApi(node, { providers, options });
    return new SubscriptionNode(node, app, `${origin.replace('http', 'ws')}/graphql`, dataSource);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.dataSource.destroy();
  }

  /** A client that does not come back by itself. */
  client(token: string | undefined = 'reader'): Client {
    return createClient({
      url: this.address,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    });
  }

  /** Subscribes with a connection of its own, unless a client is given. */
  follow(
    id: string,
    { after, client = this.client() }: { readonly after?: number; readonly client?: Client } = {},
  ): Heard {
    return listen(client, CHANGED, { id, ...(after === undefined ? {} : { after }) });
  }

  /** A bare socket, for messages no client would send. */
  async socket(protocol: string | undefined = 'graphql-transport-ws'): Promise<RawSocket> {
    const socket =
      protocol === undefined ? new WebSocket(this.address) : new WebSocket(this.address, protocol);
    const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return { socket, closed, send: (message) => socket.send(JSON.stringify(message)) };
  }
}

/** A socket with the code it will be closed with. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly send: (message: object) => void;
}

interface Told {
  readonly extensions?: { readonly code?: unknown };
}

/** Runs an operation over a client and keeps what comes. */
export function listen(client: Client, query: string, variables: Record<string, unknown> = {}): Heard {
  const heard = { revisions: [] as number[], codes: [] as string[], messages: [] as unknown[] };
  const codesOf = (errors: readonly Told[]): string[] =>
    errors.map((error) => String(error.extensions?.code));
  let stop = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    stop = client.subscribe<{ readonly processChanged?: { readonly revision: number } }>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (data?.processChanged) heard.revisions.push(data.processChanged.revision);
          heard.messages.push(data);
          heard.codes.push(...codesOf(errors ?? []));
        },
        error: (failure) => {
          if (Array.isArray(failure)) heard.codes.push(...codesOf(failure as readonly Told[]));
          else heard.codes.push(`closed ${String((failure as { code?: unknown }).code)}`);
          resolve();
        },
        complete: () => resolve(),
      },
    );
  });
  return { ...heard, ended, stop };
}

/** Waits until it is true. @throws after the time, in milliseconds. */
export async function until(isTrue: () => boolean, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
