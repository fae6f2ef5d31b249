import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { Unauthenticated } from '../../auth/access-denied.js';
import type { Principal } from '../../auth/principal.js';
import type { GraphqlContext } from '../graphql-context.js';

/**
 * Finds out who reads a subscription now, with the roles of now.
 *
 * @param maxAgeMs How old the answer may be; 0 when omitted.
 * @throws {Unauthenticated} nobody any more.
 */
export type PresentReader = (maxAgeMs?: number) => Promise<Principal>;

/** What the resolver of a subscription can reach. */
export interface SubscriptionContext extends GraphqlContext {
  readonly presentReader: PresentReader;
}

/** Parameter decorator of a subscription: the function that finds out who reads it now. */
export const Reader = createParamDecorator((_: unknown, context: ExecutionContext): PresentReader => {
  const { presentReader } = GqlExecutionContext.create(context).getContext<Partial<SubscriptionContext>>();
  if (!presentReader) throw new Unauthenticated();
  return presentReader;
});
