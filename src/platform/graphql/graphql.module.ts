import { type DynamicModule, Global, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { GraphQLModule, type BuildSchemaOptions } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { GRAPHQL_OPTIONS, type GraphqlOptions } from './graphql-options.js';
import { GraphqlRoutes } from './graphql-routes.js';
import { formatErrors } from './http/graphql-endpoint.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';
import { GraphqlExceptionFilter } from './validation/graphql-exception.filter.js';
import { InputValidationPipe } from './validation/input-validation.pipe.js';

/** Where the options come from. */
export interface GraphqlModuleSetup<Dependencies extends readonly unknown[]> {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: { readonly [Index in keyof Dependencies]: InjectionToken<Dependencies[Index]> };
  readonly useFactory: (...dependencies: Dependencies) => GraphqlOptions | Promise<GraphqlOptions>;
}

/** How the schema is built, here and where it is printed without a server. */
export const BUILD_SCHEMA_OPTIONS: BuildSchemaOptions = {
  scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
};

@Global()
@Module({})
class GraphqlOptionsModule {}

function mercuriusConfig(options: GraphqlOptions): MercuriusDriverConfig {
  return {
    driver: MercuriusDriver,
    autoSchemaFile: true,
    buildSchemaOptions: BUILD_SCHEMA_OPTIONS,
    // Own route, see GraphqlEndpoint.
    routes: false,
    graphiql: false,
    allowBatchedQueries: false,
    jit: 1,
    cache: 300,
    errorFormatter: formatErrors(options.limits.maxErrors) as NonNullable<
      MercuriusDriverConfig['errorFormatter']
    >,
  };
}

/** GraphQL for the whole application, with input validation and error mapping. Import it once. */
@Module({})
export class GraphqlModule {
  static forRootAsync<Dependencies extends readonly unknown[]>(
    setup: GraphqlModuleSetup<Dependencies>,
  ): DynamicModule {
    const options: DynamicModule = {
      module: GraphqlOptionsModule,
      imports: [...(setup.imports ?? [])],
      providers: [
        {
          provide: GRAPHQL_OPTIONS,
          inject: [...(setup.inject ?? [])] as InjectionToken[],
          useFactory: setup.useFactory,
        },
      ],
      exports: [GRAPHQL_OPTIONS],
    };
    return {
      module: GraphqlModule,
      imports: [
        options,
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          inject: [GRAPHQL_OPTIONS],
          useFactory: mercuriusConfig,
        }),
      ],
      providers: [
        GraphqlRoutes,
        { provide: APP_PIPE, useClass: InputValidationPipe },
        { provide: APP_FILTER, useClass: GraphqlExceptionFilter },
      ],
    };
  }
}
