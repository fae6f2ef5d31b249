import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../../app.module.js';
import type { RegionId } from '../../../kernel/index.js';
import {
  loadConfig,
  prepared,
  systemPrincipal,
  UnitOfWork,
  withRoles,
  type Tx,
} from '../../../platform/index.js';
import { EXIT, Refusal, type OptionValues } from '../command.js';
import { connected, ownerUrlOf, requireSchema, withDatabaseOf } from '../database.js';

const REGIONS = prepared('privacy_regions', `SELECT region_id AS id FROM region ORDER BY region_id`);

/** Runs `work` with the application started for a moment, without API and workers. */
export function withApplication<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  return withDatabaseOf(loadConfig(), async (config) => {
    await connected(ownerUrlOf(config), requireSchema);
    const app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, [])), {
      logger: false,
      abortOnError: false,
    });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  });
}

/** The named region, or the only ones there are. @throws {Refusal} there is no such region. */
export async function regionsOf(
  app: INestApplicationContext,
  named: OptionValues[string],
): Promise<readonly RegionId[]> {
  const rows = await app.get(UnitOfWork).lookUp<{ readonly id: RegionId }>(REGIONS, []);
  const all = rows.map(({ id }) => id);
  if (typeof named !== 'string') return all;
  const region = all.find((id) => id === named);
  if (region) return [region];
  throw new Refusal(
    'REGION_UNKNOWN',
    { de: `Die Region „${named}“ gibt es nicht.`, en: `There is no region “${named}”.` },
    EXIT.failed,
  );
}

/** One reading transaction of the platform in a region. */
export function inRegion<T>(
  app: INestApplicationContext,
  regionId: RegionId,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return app.get(UnitOfWork).run(systemPrincipal(regionId), work);
}

/** Option of commands that look at one region or all. */
export const REGION_OPTION = {
  region: {
    type: 'string',
    value: 'Region',
    help: { de: 'nur diese Region', en: 'this region only' },
  },
} as const;
