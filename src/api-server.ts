import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { printBanner } from './cli/demo/banner.js';
import { seedOnce } from './cli/demo/seed-once.js';
import {
  createHttpApp,
  createLogger,
  loadConfig,
  migrateUp,
  onTerminationSignals,
  portProblem,
  requireApplicationLogin,
  requireDataFolder,
  requireFreePort,
  startEmbeddedPostgres,
  withDatabase,
  type AppConfig,
  type EmbeddedPostgres,
} from './platform/index.js';
import { exitInterrupted, unlessInterrupted, watchForInterrupt } from './start-interrupt.js';

/**
 * The server of `npm start`: database if needed, migrations, demonstration, API, and an orderly end. Returns when it
 * listens.
 *
 * @throws {StartProblem} with a sentence that says what to do.
 */
export async function runApiServer(): Promise<void> {
  const interrupt = watchForInterrupt();
  let embedded: EmbeddedPostgres | undefined;
  try {
    const loaded = loadConfig();
    if (loaded.mode !== 'production') requireDataFolder(loaded.dataDir);
    const logger = createLogger(loaded);
    const beforeStart = () => requireFreePort(loaded.http.host, loaded.http.port);
    // Not broken off: only its result can be stopped.
    if (loaded.database.url === undefined) {
      embedded = await startEmbeddedPostgres({ dataDir: loaded.dataDir, beforeStart });
    } else await beforeStart();
    const config = embedded ? withDatabase(loaded, embedded) : loaded;
    await prepareDatabase(config, interrupt.signal);
    const app = await unlessInterrupted(interrupt.signal, () => createApp(config, logger));
    interrupt.off();
    await listen(app, config, embedded);
  } catch (error) {
    const stopping = embedded?.stop();
    if (!interrupt.signal.aborted) {
      await stopping;
      throw error;
    }
    await stopping?.catch(() => undefined);
    exitInterrupted();
  }
}

async function prepareDatabase(config: AppConfig, signal: AbortSignal): Promise<void> {
  const { url, migrationUrl } = config.database;
  if (config.mode !== 'production') {
    await unlessInterrupted(signal, () => migrateUp(databaseUrl(migrationUrl)));
  }
  await unlessInterrupted(signal, () => requireApplicationLogin(databaseUrl(url), migrationUrl));
  if (config.mode === 'demonstration') await unlessInterrupted(signal, () => seedOnce(config, signal));
}

function createApp(
  config: AppConfig,
  logger: ReturnType<typeof createLogger>,
): Promise<NestFastifyApplication> {
  return createHttpApp(AppModule.forRoot(config), {
    trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
    bodyLimitBytes: config.http.bodyLimitBytes,
    httpsOnly: config.http.publicUrl.startsWith('https:'),
    logger,
  });
}

async function listen(
  app: NestFastifyApplication,
  config: AppConfig,
  embedded: EmbeddedPostgres | undefined,
): Promise<void> {
  const { host, port, shutdownDrainMs: drainMs, shutdownGraceMs: graceMs } = config.http;
  onTerminationSignals(app, { drainMs, graceMs }, (exitCode) => {
    void (async () => {
      await embedded?.stop();
      process.exit(exitCode);
    })();
  });
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw portProblem(port);
    throw error;
  }
  new Logger('ApiServer').log({ message: 'API is listening', event: 'API_LISTENING', port });
  if (config.mode === 'demonstration') printBanner(config);
}

function databaseUrl(url: string | undefined): string {
  if (url === undefined) throw new Error('The database is known by now');
  return url;
}
