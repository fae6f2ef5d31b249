// The application of the bench on an installation, with the region of many cases.
import { NestFactory } from '@nestjs/core';
import { dist } from '../engine/paths.mjs';
import { build, REGION } from './world.mjs';

const { AppModule } = await dist('src/app.module.js');
const { loadConfig } = await dist('src/platform/index.js');

/**
 * Starts the application without a server and builds the region.
 *
 * @param environment Further settings. @param issuer Of the logins.
 * @returns The application and the case that is read.
 */
export async function startWithCases(installation, count, { environment = {}, issuer } = {}) {
  const config = loadConfig({
    FALLWERK_MODE: 'test',
    FALLWERK_ROLES: 'api',
    FALLWERK_DATA_DIR: installation.folder,
    DATABASE_URL: installation.database.appUrl,
    MIGRATION_DATABASE_URL: installation.database.ownerUrl,
    ...environment,
  });
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), {
    logger: ['error'],
    abortOnError: false,
  });
  const caseId = await build(installation, app, count, issuer);
  const [{ count: cases }] = await installation.sql(
    `SELECT count(*) FROM case_file WHERE region_id = '${REGION}'`,
  );
  console.log(`${cases} cases; 200 items and 12 units in the one that is read`);
  return { app, caseId };
}
