import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GqlContextType } from '@nestjs/graphql';
import { principalOf } from '../graphql/graphql-context.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { Unauthenticated } from './access-denied.js';
import { PUBLIC_ROUTE } from './public.decorator.js';

/**
 * Default deny: every root field of the GraphQL API demands a login unless it is marked `@Public()`.
 * A controller outside GraphQL has no principal, so it answers only when it is marked `@Public()`.
 */
@Injectable()
export class AuthenticatedGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws {Unauthenticated} nobody is logged in. */
  canActivate(context: ExecutionContext): boolean {
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic) return true;
    if (context.getType<GqlContextType>() !== 'graphql') throw new Unauthenticated();
    principalOf(GqlExecutionContext.create(context).getContext<GraphqlContext>());
    return true;
  }
}
