import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestApp } from '#test/support/test-app.js';
import { login } from '../../../src/platform/index.js';

/** An item as a subscriber sees it. */
export interface HeardItem {
  readonly isOther: boolean;
  readonly title: string;
  readonly state: string | null;
  readonly revision: number | null;
  readonly content: object | null;
}

/** What a subscription to a sitting told, in the order of arrival. */
export interface HeardSitting {
  readonly messages: (readonly HeardItem[])[];
  /** Codes of the errors with which it ended. */
  readonly codes: string[];
  readonly ended: Promise<void>;
}

const CHANGED = `subscription ($id: ID!) { sittingChanged(conferenceId: $id) {
  items { isOther title state revision content { positions { words } attendance { presence } } } } }`;

/** Follows sittings over graphql-transport-ws, each with a connection of its own. */
export class SittingListener {
  private readonly clients: Client[] = [];

  constructor(private readonly test: TestApp) {}

  /** Subscribes with the login of a subject. */
  async follow(subject: string, conferenceId: string): Promise<HeardSitting> {
    const origin = (await this.test.app.getUrl()).replace(/\/$/, '');
    const client = createClient({
      url: `${origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: async () => ({ authorization: `Bearer ${await login(origin, subject)}` }),
    });
    this.clients.push(client);
    const heard = { messages: [] as (readonly HeardItem[])[], codes: [] as string[] };
    const ended = new Promise<void>((resolve) => {
      client.subscribe<{ readonly sittingChanged: { readonly items: readonly HeardItem[] } }>(
        { query: CHANGED, variables: { id: conferenceId } },
        {
          next: ({ data }) => {
            if (data) heard.messages.push(data.sittingChanged.items);
          },
          error: (failure) => {
            const errors = Array.isArray(failure) ? (failure as readonly Failure[]) : [];
            heard.codes.push(...errors.map(({ extensions }) => String(extensions?.code)));
            resolve();
          },
          complete: () => resolve(),
        },
      );
    });
    return { ...heard, ended };
  }

  /** Ends all connections. */
  async stop(): Promise<void> {
    for (const client of this.clients) await client.dispose();
  }
}

interface Failure {
  readonly extensions?: { readonly code?: unknown };
}
