import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { Unauthenticated } from '../auth/access-denied.js';
import type { Principal } from '../auth/principal.js';
import type { LoaderScope } from './loaders/loader-scope.js';

/** What every resolver can reach: `@Context() context: GraphqlContext`. */
export interface GraphqlContext {
  readonly req: Pick<FastifyRequest, 'headers' | 'id'>;
  /** Who asks; `undefined` when nobody presented a token. */
  readonly principal: Principal | undefined;
  readonly requestId: string;
  readonly loaders: LoaderScope;
}

/** Who asks. @throws {Unauthenticated} nobody is logged in. */
export function principalOf(context: GraphqlContext): Principal {
  if (!context.principal) throw new Unauthenticated();
  return context.principal;
}

/** Parameter decorator: who asks; answers `UNAUTHENTICATED` when nobody is logged in. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(GqlExecutionContext.create(context).getContext<GraphqlContext>()),
);
