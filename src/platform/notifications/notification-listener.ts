import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { describeError } from '../graphql/errors/broken-reporter.js';

/** Name of the connection in pg_stat_activity. */
export const LISTENER_NAME = 'fallwerk-listener';

const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A connection that does not answer this question in time is given up. */
const PROBE_EVERY_MS = 5_000;

type Handler = (payload: string) => void;

/**
 * What other nodes tell through PostgreSQL, over one connection of its own that is opened with the first listener and
 * opened again whenever it is lost.
 *
 * Notifications sent meanwhile are lost: {@link onListening} says when it hears again, and whoever must not miss
 * anything then looks for itself.
 */
@Injectable()
export class NotificationListener implements OnModuleDestroy {
  private readonly logger = new Logger(NotificationListener.name);
  private readonly handlers = new Map<string, Handler[]>();
  private readonly listening: (() => void)[] = [];
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private isStarted = false;
  private hasEnded = false;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Hears a channel until the application ends; before {@link start}. Several may hear the same channel.
   *
   * @param handler Must not throw.
   */
  on(channel: string, handler: Handler): void {
    this.handlers.set(channel, [...(this.handlers.get(channel) ?? []), handler]);
  }

  /** Calls back each time the connection begins to hear, the first time included. */
  onListening(handler: () => void): void {
    this.listening.push(handler);
  }

  /** Opens the connection, unless it is or has been opened before. Returns at once. */
  start(): void {
    if (this.isStarted || this.hasEnded) return;
    this.isStarted = true;
    void this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.hasEnded = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: urlOf(this.dataSource),
      application_name: LISTENER_NAME,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: PROBE_EVERY_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.once('end', () => this.lost(client));
    client.on('notification', ({ channel, payload }) => {
      for (const handler of this.handlers.get(channel) ?? []) handler(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of this.handlers.keys())
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      this.failures = 0;
      for (const handler of this.listening) handler();
      this.probe(client);
    } catch (error) {
      this.logger.warn(
        { event: 'notifications.not-listening', error: describeError(error) },
        'Not listening',
      );
      this.lost(client);
    }
  }

  private probe(client: pg.Client): void {
    if (this.client !== client) return;
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => this.probe(client),
        () => this.lost(client),
      );
    }, PROBE_EVERY_MS);
    this.timer.unref();
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    clearTimeout(this.timer);
    // Also cuts a connection that no longer answers.
    void client.end().catch(() => undefined);
    if (this.hasEnded) return;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => void this.connect(), longest * (0.5 + Math.random() / 2));
    this.timer.unref();
  }
}

function urlOf({ options }: DataSource): string {
  const url: unknown = 'url' in options ? options.url : undefined;
  if (typeof url !== 'string') throw new Error('The data source was made with an address');
  return url;
}
