import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
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
  startEmbeddedPostgres,
  withDatabase,
  type AppConfig,
  type EmbeddedPostgres,
} from './platform/index.js';

/** The server of `npm start`: database if needed, migrations, demonstration, API, and an orderly end. */
export class ApiServer {
  /** Returns when the server listens. @throws {StartProblem} with a sentence that says what to do. */
  static async run(): Promise<void> {
    const loaded = loadConfig();
    const logger = createLogger(loaded);
    const embedded =
      loaded.database.url === undefined
        ? await startEmbeddedPostgres({ dataDir: loaded.dataDir })
        : undefined;
    try {
      const config = embedded ? withDatabase(loaded, embedded) : loaded;
      if (config.mode !== 'production') await migrateUp(ownerUrl(config));
      if (config.mode === 'demonstration') await seedOnce(config);
      const app = await createHttpApp(AppModule.forRoot(config), {
        trustProxy: config.http.trustedProxies.length > 0 ? config.http.trustedProxies : false,
        bodyLimitBytes: config.http.bodyLimitBytes,
        httpsOnly: config.http.publicUrl.startsWith('https:'),
        logger,
      });
      addRequestLog(app.getHttpAdapter().getInstance() as FastifyInstance, logger);
      await ApiServer.listen(app, config, embedded);
    } catch (error) {
      await embedded?.stop();
      throw error;
    }
  }

  private static async listen(
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
}

function ownerUrl(config: AppConfig): string {
  const url = config.database.migrationUrl;
  if (url === undefined) throw new Error('The database is known by now');
  return url;
}
