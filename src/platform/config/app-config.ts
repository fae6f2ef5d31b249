import type { HolidayRegion } from '../../kernel/index.js';
import type { ALLOWED_ALGORITHMS, Environment, MODES, PROCESS_ROLES } from './environment.schema.js';

export type Mode = (typeof MODES)[number];
export type ProcessRole = (typeof PROCESS_ROLES)[number];
export type SignatureAlgorithm = (typeof ALLOWED_ALGORITHMS)[number];

/**
 * The checked, frozen configuration of this process; also its injection token.
 * Made by `loadConfig`, never constructed.
 */
export abstract class AppConfig {
  abstract readonly mode: Mode;
  /** What this process does. */
  abstract readonly roles: readonly ProcessRole[];
  /** Absolute folder of the embedded database and of the log file in demonstration mode. */
  abstract readonly dataDir: string;
  abstract readonly keys: {
    /** Absolute folder of the key file and of the withdrawal list; apart from the database and from its backups. */
    readonly dir: string;
    /** Master keys as a JSON document instead of the key file. */
    readonly masterKeys: string | undefined;
  };
  abstract readonly http: {
    readonly host: string;
    readonly port: number;
    /** Address under which browsers reach this server, without trailing slash. */
    readonly publicUrl: string;
    readonly bodyLimitBytes: number;
    /** Addresses and networks of proxies whose `X-Forwarded-*` headers are believed; empty means nobody. */
    readonly trustedProxies: readonly string[];
    /** How long readiness says no before a stop refuses connections; for load balancers. */
    readonly shutdownDrainMs: number;
    /** How long a stop waits for running requests. */
    readonly shutdownGraceMs: number;
  };
  abstract readonly database: {
    /** Login of the application; `undefined` means: start the embedded server. */
    readonly url: string | undefined;
    /** Login that owns the schema and runs migrations; the same as `url` when only one was given. */
    readonly migrationUrl: string | undefined;
    /** Largest number of connections of this process's application pool. */
    readonly poolSize: number;
  };
  abstract readonly oidc: {
    /** `undefined` outside production means: the identity provider of the demonstration. */
    readonly issuer: string | undefined;
    readonly audience: string;
    readonly algorithms: readonly SignatureAlgorithm[];
  };
  abstract readonly graphql: { readonly maxDepth: number; readonly maxCost: number };
  abstract readonly mail: {
    readonly smtpUrl: string | undefined;
    readonly from: string | undefined;
    /** What a mail server shows that hands over replies; `undefined`: none are taken. */
    readonly replySecret: string | undefined;
    /** Mailbox (IMAP) that replies arrive in; `undefined`: none is read. */
    readonly mailboxUrl: string | undefined;
  };
  abstract readonly calendars: {
    /** Origins of calendar servers (CalDAV) that may be talked to; empty means none. */
    readonly servers: readonly string[];
  };
  /** Place whose public holidays count for deadlines that name none: the seat of the authorities. */
  abstract readonly holidayRegion: HolidayRegion;
  abstract readonly sharing: {
    /** Within how many days a recipient answers what it did with data whose basis ended. */
    readonly basisAnswerDays: number;
  };
  abstract readonly logLevel: Environment['LOG_LEVEL'];
}

/** The same configuration with the logins of the embedded server. */
export function withDatabase(
  config: AppConfig,
  logins: { readonly appUrl: string; readonly ownerUrl: string },
): AppConfig {
  const database = { ...config.database, url: logins.appUrl, migrationUrl: logins.ownerUrl };
  return Object.freeze(Object.assign({}, config, { database: Object.freeze(database) }));
}

/** The same configuration for a process that does something else. */
export function withRoles(config: AppConfig, roles: readonly ProcessRole[]): AppConfig {
  return Object.freeze(Object.assign({}, config, { roles: Object.freeze([...roles]) }));
}
