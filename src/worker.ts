import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { createLogger, loadConfig, withRoles, type AppConfig } from './platform/index.js';
import { explainAndExit } from './start-failure.js';

/** Configuration error (sysexits.h): restarting without a change does not help. */
const EX_CONFIG = 78;

const NO_OWN_DATABASE = `
Ein eigener Worker braucht einen Datenbankserver (DATABASE_URL). Mit der eingebetteten Datenbank arbeitet npm start
schon alles ab; es ist nichts weiter zu starten.

A worker of its own needs a database server (DATABASE_URL). With the embedded database, npm start already does its
work; there is nothing else to start.
`;

/** Finishes running jobs on SIGTERM and SIGINT; a second signal, or too long a wait, ends the process at once. */
function stopOnSignals(app: INestApplicationContext, graceMs: number): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    const late = delay(graceMs, 1);
    const closed = app.close().then(
      () => 0,
      () => 1,
    );
    void Promise.race([closed, late]).then((code) => process.exit(code));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

async function work(config: AppConfig): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, ['worker'])), {
    logger: createLogger(config),
    abortOnError: false,
  });
  stopOnSignals(app, config.http.shutdownGraceMs);
  new Logger('Worker').log({ message: 'Worker is running', event: 'WORKER_RUNNING' });
}

try {
  const config = loadConfig();
  if (config.database.url === undefined) {
    process.stderr.write(NO_OWN_DATABASE);
    process.exit(EX_CONFIG);
  }
  await work(config);
} catch (error) {
  explainAndExit(error);
}
