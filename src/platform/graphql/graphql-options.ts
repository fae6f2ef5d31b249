import type { AuthenticatedRequest, RequestAuthenticator } from '../auth/request-authenticator.js';
import type { Principal } from '../auth/principal.js';
import type { AppConfig } from '../config/app-config.js';
import type { SubscriptionLimits } from './subscriptions/subscription-limits.js';

/** What one request may ask for. Exceeding a limit is answered with the code named beside it. */
export interface GraphqlLimits {
  /** Fields nested in each other, introspection not counted. `QUERY_TOO_DEEP` */
  readonly maxDepth: number;
  /** Estimated number of fields in the answer; see `queryCost`. `QUERY_TOO_COSTLY` */
  readonly maxCost: number;
  /** Aliases written in the document. `TOO_MANY_ALIASES` */
  readonly maxAliases: number;
  /** Fields of the root type, fragments expanded. `TOO_MANY_ROOT_FIELDS` */
  readonly maxRootFields: number;
  /** Lexical tokens of the document. `DOCUMENT_TOO_LONG` */
  readonly maxTokens: number;
  /** Characters of the document; bounds the memory of the query cache. `DOCUMENT_TOO_LONG` */
  readonly maxDocumentChars: number;
  /** Bytes of the request body. `BODY_TOO_LARGE` */
  readonly maxBodyBytes: number;
  /** Errors in one answer; the rest is left out. */
  readonly maxErrors: number;
}

/** Limits that every page of the product stays below and that a caseworker's client never meets. */
export const defaultGraphqlLimits: GraphqlLimits = {
  maxDepth: 12,
  maxCost: 5_000,
  maxAliases: 30,
  maxRootFields: 10,
  maxTokens: 2_000,
  maxDocumentChars: 20_000,
  maxBodyBytes: 262_144,
  maxErrors: 20,
};

/** How the GraphQL endpoint behaves. */
export interface GraphqlOptions {
  /**
   * Introspection, suggestions in error messages, and documents of callers without a login; never in production, where
   * the latter get 401 before their document is looked at.
   */
  readonly exposeSchema: boolean;
  /**
   * Queries by GET. Never in production: what stands in an address, variables and literal values alike, ends up in the
   * logs of every proxy.
   */
  readonly queriesInUrl: boolean;
  readonly limits: GraphqlLimits;
  /**
   * Finds out who asks. `undefined` means nobody presented a token; resolvers then decide. A refused token throws
   * `AuthenticationRefused` or `Unauthenticated`, which answers the whole request.
   */
  readonly authenticate: (request: AuthenticatedRequest) => Promise<Principal | undefined>;
  /** What clients may hold open; see `defaultSubscriptionLimits`. */
  readonly subscriptions?: Partial<SubscriptionLimits>;
}

/** Options of this installation. */
export function graphqlOptionsOf(
  config: Pick<AppConfig, 'mode' | 'graphql' | 'http'>,
  authenticator: Pick<RequestAuthenticator, 'authenticate'>,
): GraphqlOptions {
  return {
    exposeSchema: config.mode !== 'production',
    queriesInUrl: config.mode !== 'production',
    limits: {
      ...defaultGraphqlLimits,
      maxDepth: config.graphql.maxDepth,
      maxCost: config.graphql.maxCost,
      maxBodyBytes: config.http.bodyLimitBytes,
    },
    authenticate: (request) => authenticator.authenticate(request),
  };
}

/** Injection token of `GraphqlOptions`. */
export const GRAPHQL_OPTIONS = Symbol('GRAPHQL_OPTIONS');

/** Path of the endpoint. */
export const GRAPHQL_PATH = '/graphql';

/** Path of the query editor outside production. */
export const GRAPHIQL_PATH = '/graphiql';
