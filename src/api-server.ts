import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { printBanner } from './cli/demo/banner.js';
import { seedOnce } from './cli/demo/seed-once.js';
import {
  addRequestLog,
  createHttpApp,
  createLogger,
  loadConfig,
  migrateUp,
  onTerminationSignals,
  portProblem,
  requireApplicationLogin,
  startEmbeddedPostgres,
  withDatabase,
  type AppConfig,
  type EmbeddedPostgres,
} from './platform/index.js';

/** As a shell reports a program that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;

/**
 * The server of `npm start`: database if needed, migrations, demonstration, API, and an orderly end. Returns when it
 * listens.
 *
 * @throws {StartProblem} with a sentence that says what to do.
 */
export async function runApiServer(): Promise<void> {
  const loaded = loadConfig();
  const logger = createLogger(loaded);
  const embedded =
    loaded.database.url === undefined ? await startEmbeddedPostgres({ dataDir: loaded.dataDir }) : undefined;
  const startHandled = stopDuringStart(embedded);
  try {
    const config = embedded ? withDatabase(loaded, embedded) : loaded;
    const { url, migrationUrl } = config.database;
    if (config.mode !== 'production') await migrateUp(databaseUrl(migrationUrl));
    await requireApplicationLogin(databaseUrl(url), migrationUrl);
    if (config.mode === 'demonstration') await seedOnce(config);
    const app = await createHttpApp(AppModule.forRoot(config), {
      trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
      bodyLimitBytes: config.http.bodyLimitBytes,
      httpsOnly: config.http.publicUrl.startsWith('https:'),
      logger,
    });
    addRequestLog(app.getHttpAdapter().getInstance(), logger);
    await listen(app, config, embedded);
    startHandled();
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
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

/**
 * Ctrl-C while the start is still under way: the embedded server is stopped, what was done so far stays.
 *
 * @returns Takes the handlers off; the listening server has its own.
 */
function stopDuringStart(embedded: EmbeddedPostgres | undefined): () => void {
  const stop = (): void => {
    void Promise.resolve(embedded?.stop()).finally(() => process.exit(EXIT_INTERRUPTED));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return () => void process.off('SIGINT', stop).off('SIGTERM', stop);
}

function databaseUrl(url: string | undefined): string {
  if (url === undefined) throw new Error('The database is known by now');
  return url;
}
