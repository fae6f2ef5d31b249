import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asId } from '../../../src/kernel/index.js';
import { AuthenticatedGuard } from '../../../src/platform/auth/authenticated.guard.js';
import { type Principal } from '../../../src/platform/auth/principal.js';
import {
  defaultGraphqlLimits,
  type GraphqlLimits,
  GraphqlModule,
  type GraphqlOptions,
} from '../../../src/platform/graphql/index.js';
import { HealthModule, type ReadinessCheck } from '../../../src/platform/health/index.js';
import { createHttpApp } from '../../../src/platform/http/index.js';

import { LibraryResolver } from './toy-library.js';

/** Somebody, for requests with `authorization: Bearer reader`. */
export const READER: Principal = {
  kind: 'person',
  regionId: asId('lippe'),
  accountId: asId('01990000-0000-7000-8000-000000000001'),
  personId: asId('01990000-0000-7000-8000-000000000002'),
};

/** What a test may choose. */
export interface ToyOptions {
  readonly exposeSchema?: boolean;
  readonly queriesInUrl?: boolean;
  readonly limits?: Partial<GraphqlLimits>;
  readonly authenticate?: GraphqlOptions['authenticate'];
  readonly subscriptions?: GraphqlOptions['subscriptions'];
  readonly checks?: readonly ReadinessCheck[];
  readonly providers?: NonNullable<Parameters<typeof Module>[0]['providers']>;
}

const byHeader: GraphqlOptions['authenticate'] = (request) =>
  Promise.resolve(request.headers.authorization === 'Bearer reader' ? READER : undefined);

/** A started server with a library in place of the subject; the caller closes it. */
export async function startToyApp(
  options: ToyOptions = {},
): Promise<{ app: NestFastifyApplication; origin: string }> {
  @Module({
    imports: [
      GraphqlModule.forRootAsync({
        useFactory: () => ({
          exposeSchema: options.exposeSchema ?? true,
          queriesInUrl: options.queriesInUrl ?? true,
          limits: { ...defaultGraphqlLimits, ...options.limits },
          authenticate: options.authenticate ?? byHeader,
          ...(options.subscriptions ? { subscriptions: options.subscriptions } : {}),
        }),
      }),
      HealthModule.forRootAsync({ useFactory: () => options.checks ?? [] }),
    ],
    providers: [
      LibraryResolver,
      { provide: APP_GUARD, useClass: AuthenticatedGuard },
      ...(options.providers ?? []),
    ],
  })
  class ToyModule {}
  const app = await createHttpApp(ToyModule, {
    trustProxy: false,
    bodyLimitBytes: 65_536,
    httpsOnly: false,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  return { app, origin: (await app.getUrl()).replace(/\/$/, '') };
}

/** One answer, as far as the tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}

/** Sends a query as the reader, unless other headers are given. */
export async function ask(
  origin: string,
  query: string,
  variables?: Record<string, unknown>,
  headers: Record<string, string> = { authorization: 'Bearer reader' },
): Promise<Answer> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...body };
}

/** Code of the first top-level error. */
export function codeOf(answer: Answer): unknown {
  return answer.errors?.[0]?.extensions['code'];
}
