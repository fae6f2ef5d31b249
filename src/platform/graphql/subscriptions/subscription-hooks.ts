import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { toPublicError, type PublicError } from '../errors/public-error.js';
import type { GraphqlOptions } from '../graphql-options.js';
import { reportOf } from '../http/graphql-endpoint.js';
import { PreparedDocuments } from '../http/prepared-documents.js';
import { CostLimit } from '../limits/query-cost.js';
import { LoaderScope } from '../loaders/loader-scope.js';
import type { OpenConnections } from './open-connections.js';
import { messagesOf, type SubscriptionArgs } from './subscription-execution.js';
import { SubscriptionSession } from './subscription-session.js';
import { CloseReason } from './subscription-limits.js';

/** What belongs to one socket. */
export interface Connection {
  readonly socket: WebSocket;
  /** Under which failures are logged. */
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
  /** From the first message on. */
  session: SubscriptionSession | undefined;
}

type Hooks = Pick<
  ServerOptions<Record<string, unknown>, Connection>,
  'onConnect' | 'onSubscribe' | 'subscribe' | 'onNext' | 'onError' | 'onClose'
>;
type ProtocolContext = Context<Record<string, unknown>, Connection>;

/** What the protocol asks the application: who it is, what may be subscribed to, and how failures are told. */
export function subscriptionHooks(
  schema: GraphQLSchema,
  options: GraphqlOptions,
  open: OpenConnections,
): Hooks {
  const documents = new PreparedDocuments(schema, options);
  const costs = new CostLimit(schema, options.limits.maxCost);

  const prepare = (extra: Connection, payload: SubscribePayload): SubscriptionArgs => {
    const { session } = extra;
    if (!session) throw new Error('The protocol lets nobody subscribe who is not logged in');
    const operation = documents.subscription(payload.query, payload.operationName ?? undefined);
    const variableValues = documents.variables(operation, payload.variables ?? {});
    costs.check(operation.document, variableValues);
    const contextValue = {
      req: { id: extra.requestId, headers: extra.headers },
      principal: session.principal,
      requestId: extra.requestId,
      loaders: new LoaderScope(),
      presentReader: (maxAgeMs?: number) => session.present(maxAgeMs),
    };
    return { schema, document: operation.document, variableValues, contextValue };
  };

  return {
    onConnect: ({ extra, connectionParams }) => connect(extra, connectionParams, options, open),
    onSubscribe: ({ extra }, _id, payload) => {
      try {
        return prepare(extra, payload);
      } catch (error) {
        return [asGraphqlError(error)];
      }
    },
    // The arguments are those of `prepare`.
    subscribe: (args) => messagesOf(args as SubscriptionArgs, open),
    onNext: ({ extra }, _id, _payload, _args, { data, errors }) => ({
      ...(data === undefined ? {} : { data }),
      ...(errors?.length ? { errors: told(extra, errors.slice(0, options.limits.maxErrors)) } : {}),
    }),
    onError: ({ extra }, _id, _payload, errors) => told(extra, errors),
    onClose: ({ extra }) => {
      extra.session?.end();
      if (extra.session) open.close(extra.session.principal.accountId);
      extra.session = undefined;
    },
  };
}

async function connect(
  extra: Connection,
  params: ProtocolContext['connectionParams'],
  options: GraphqlOptions,
  open: OpenConnections,
): Promise<boolean> {
  const { socket } = extra;
  const session = await SubscriptionSession.open(socket, params?.['authorization'], options.authenticate);
  // Closed by now, or gone meanwhile.
  if (!session || socket.readyState !== socket.OPEN) return end(session);
  if (!open.open(session.principal.accountId)) {
    socket.close(...CloseReason.tooManyConnections);
    return end(session);
  }
  extra.session = session;
  return true;
}

function end(session: SubscriptionSession | undefined): false {
  session?.end();
  return false;
}

function told({ requestId }: Connection, errors: readonly GraphQLError[]): readonly PublicError[] {
  return errors.map((error) => toPublicError(error, reportOf(requestId)));
}

function asGraphqlError(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
