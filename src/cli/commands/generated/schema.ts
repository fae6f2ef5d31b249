import { NestFactory, ModulesContainer } from '@nestjs/core';
import { GraphQLSchemaFactory } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { AppModule } from '../../../app.module.js';
import { BUILD_SCHEMA_OPTIONS, loadConfig } from '../../../platform/index.js';

/**
 * The GraphQL schema of the whole application, without database and without server.
 *
 * Nest's preview mode reads the modules and makes nothing of them but the schema builder itself; the resolvers are the
 * classes among their providers.
 */
export async function buildSchema(): Promise<GraphQLSchema> {
  const module = AppModule.forRoot(loadConfig({}));
  const app = await NestFactory.createApplicationContext(module, {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  try {
    const providers = [...app.get(ModulesContainer).values()].flatMap((each) => [...each.providers.values()]);
    const classes = providers.flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype] : []));
    return await app
      .get(GraphQLSchemaFactory, { strict: false })
      .create([...new Set(classes)], { ...BUILD_SCHEMA_OPTIONS });
  } finally {
    await app.close();
  }
}
