import { type DynamicModule, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { AppModule } from '../../../app.module.js';
import { BUILD_SCHEMA_OPTIONS, loadConfig } from '../../../platform/index.js';

function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}

function isDynamic(value: unknown): value is DynamicModule {
  return typeof value === 'object' && value !== null && 'module' in value && isClass(value.module);
}

function declared(module: Type, key: string): readonly unknown[] {
  return (Reflect.getMetadata(key, module) as readonly unknown[] | undefined) ?? [];
}

/** Classes among the providers of a module and of all it imports; nothing is made of them. */
function providerClasses(entry: unknown, seen: Set<unknown>): readonly Type[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const module = isDynamic(entry) ? entry.module : entry;
  if (!isClass(module)) return [];
  const dynamic = isDynamic(entry) ? entry : undefined;
  const imports = [...(dynamic?.imports ?? []), ...declared(module, MODULE_METADATA.IMPORTS)];
  const providers = [...(dynamic?.providers ?? []), ...declared(module, MODULE_METADATA.PROVIDERS)];
  return [...providers.filter(isClass), ...imports.flatMap((each) => providerClasses(each, seen))];
}

/**
 * The GraphQL schema of the whole application, without database and without server: the builder of NestJS gets the
 * resolvers, which are classes among the providers of the modules.
 */
export async function buildSchema(): Promise<GraphQLSchema> {
  const classes = new Set(providerClasses(AppModule.forRoot(loadConfig({})), new Set()));
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    return await builder.get(GraphQLSchemaFactory).create([...classes], { ...BUILD_SCHEMA_OPTIONS });
  } finally {
    await builder.close();
  }
}
