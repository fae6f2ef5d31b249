import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { DemoAccounts, login } from '../../../src/platform/index.js';
import type { TestApp } from '#test/support/test-app.js';
import { SUBJECTS, type Actor } from './actors.js';

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** What differs between two equal answers, or counts requests. */
const PASSING_HEADERS = ['date', 'x-request-id', 'content-length', 'keep-alive', 'connection'];

/** A whole answer, as the client receives it. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A GraphQL answer. */
export interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

/** A request to any route. */
export interface RouteRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

/** Asks the started server as each of the actors, without a network between. */
export class MatrixClient {
  private constructor(
    private readonly server: FastifyInstance,
    private readonly tokens: ReadonlyMap<Actor, string>,
  ) {}

  /** Logs everybody in. */
  static async start(test: TestApp): Promise<MatrixClient> {
    const subjects = Object.values(SUBJECTS);
    const accounts = subjects.map((subject) => ({ subject, displayName: subject, description: subject }));
    test.app.get(DemoAccounts).list = () => Promise.resolve(accounts);
    const url = await test.app.getUrl();
    const tokens = new Map<Actor, string>();
    for (const [actor, subject] of Object.entries(SUBJECTS))
      tokens.set(actor as Actor, await login(url, subject));
    return new MatrixClient(test.app.getHttpAdapter().getInstance(), tokens);
  }

  /** Access token, `undefined` without a login. */
  tokenOf(actor: Actor): string | undefined {
    return this.tokens.get(actor);
  }

  /** Any route. */
  async request(actor: Actor, { method, url, headers = {}, payload }: RouteRequest): Promise<WholeAnswer> {
    const token = this.tokens.get(actor);
    const response = await this.server.inject({
      method,
      url,
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(payload === undefined ? {} : { payload }),
    });
    const kept = Object.entries(response.headers).filter(
      ([name]) => !PASSING_HEADERS.includes(name) && !name.startsWith('x-ratelimit'),
    );
    return { status: response.statusCode, headers: Object.fromEntries(kept), text: response.body };
  }

  /** One GraphQL document. */
  async ask(actor: Actor, query: string, variables: object = {}): Promise<WholeAnswer> {
    return this.request(actor, {
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      payload: JSON.stringify({ query, variables }),
    });
  }
}

/** The answer with every identifier made the same. */
function masked(answer: WholeAnswer): WholeAnswer {
  return { ...answer, text: answer.text.replace(UUID, 'ID') };
}

/** Whether two whole answers differ in nothing but identifiers. */
export function sameFor(one: WholeAnswer, other: WholeAnswer): boolean {
  return isDeepStrictEqual(masked(one), masked(other));
}

/** Body of a GraphQL answer. */
export function bodyOf({ text }: WholeAnswer): GraphqlBody {
  return JSON.parse(text) as GraphqlBody;
}
