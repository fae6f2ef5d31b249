import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyInstance } from 'fastify';
import { UnitOfWork } from '../database/unit-of-work.js';
import { GRAPHQL_OPTIONS, type GraphqlOptions } from './graphql-options.js';
import { GraphqlEndpoint } from './http/graphql-endpoint.js';
import { SubscriptionEndpoint } from './subscriptions/subscription-endpoint.js';

/** Puts the endpoints on the server once the schema is built. */
@Injectable()
export class GraphqlRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly schemaHost: GraphQLSchemaHost,
    @Inject(GRAPHQL_OPTIONS) private readonly options: GraphqlOptions,
    @Optional() private readonly unitOfWork?: UnitOfWork,
  ) {}

  async onModuleInit(): Promise<void> {
    const adapter = this.adapterHost.httpAdapter;
    // Without a server (command line, worker) only the schema is wanted.
    if (!adapter) return;
    const fastify = adapter.getInstance<FastifyInstance>();
    const { schema } = this.schemaHost;
    await new GraphqlEndpoint(schema, this.options, this.unitOfWork).register(fastify);
    if (schema.getSubscriptionType()) new SubscriptionEndpoint(schema, this.options).register(fastify);
  }
}
