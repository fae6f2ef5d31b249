import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql';
import { principalOf } from '../graphql-context.js';
import { RequestError } from '../errors/request-error.js';
import { LoaderScope } from '../loaders/loader-scope.js';
import { endableStream } from './endable-stream.js';
import type { OpenConnections } from './open-connections.js';
import type { SubscriptionContext } from './subscription-context.js';

/** A reader found this recently, for the very message, is still the present one. */
const PRESENT_MS = 1_000;

/** What is executed for each message: everything but the value and the context, which are new each time. */
export type SubscriptionArgs = Omit<ExecutionArgs, 'rootValue' | 'contextValue'> & {
  readonly contextValue: SubscriptionContext;
};

/**
 * The messages of one subscription.
 *
 * Unlike `subscribe` of graphql-js, each message has a context of its own: the reader as they are now, and loaders that
 * remember nothing of the message before. The next message is computed only when this one has been taken, so a slow
 * client holds one message in memory and no queue. A message without data ends the subscription.
 *
 * @param open   Where it counts for its account, from the first message asked for to its end.
 * @throws {GraphQLError} through the stream; the client then gets an error and no further message.
 */
export function messagesOf(
  args: SubscriptionArgs,
  open: OpenConnections,
): AsyncGenerator<ExecutionResult, void, undefined> {
  const account = principalOf(args.contextValue).accountId;
  return endableStream(async function* (signal) {
    if (!open.subscribe(account)) throw new RequestError('TOO_MANY_SUBSCRIPTIONS');
    try {
      yield* executed(args, signal);
    } finally {
      open.complete(account);
    }
  });
}

async function* executed(
  args: SubscriptionArgs,
  signal: AbortSignal,
): AsyncGenerator<ExecutionResult, void, undefined> {
  const source = (await sourceOf(args))[Symbol.asyncIterator]();
  const stop = (): void => void source.return?.().catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const next = await source.next();
      if (next.done || signal.aborted) return;
      yield await messageOf(args, next.value);
    }
  } finally {
    stop();
  }
}

async function sourceOf(args: SubscriptionArgs): Promise<AsyncIterable<unknown>> {
  const source = await createSourceEventStream(args);
  if (Symbol.asyncIterator in source) return source;
  throw firstOf(source.errors);
}

async function messageOf(args: SubscriptionArgs, rootValue: unknown): Promise<ExecutionResult> {
  const principal = await args.contextValue.presentReader(PRESENT_MS);
  const contextValue: SubscriptionContext = { ...args.contextValue, principal, loaders: new LoaderScope() };
  const result = await execute({ ...args, rootValue, contextValue });
  if (result.data == null) throw firstOf(result.errors);
  return result;
}

function firstOf(errors: readonly GraphQLError[] | undefined): Error {
  return errors?.[0] ?? new Error('A subscription answered neither data nor errors');
}
