import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { AppConfig } from './app-config.js';
import { environmentSchema, SECRET_VARIABLES, type Environment } from './environment.schema.js';
import { projectRoot } from './paths.js';
import { StartProblem } from './start-problem.js';

/** Variables as the operating system gives them. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** Audience of tokens in the demonstration, where nobody configured one. */
const DEMONSTRATION_AUDIENCE = 'fallwerk';

/** The configuration cannot be used; `problems` names every variable at fault and never a value. */
export class ConfigInvalid extends StartProblem {
  override readonly name = 'ConfigInvalid';

  constructor(readonly problems: readonly string[]) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n');
    super(
      'CONFIG_INVALID',
      'Die Konfiguration ist nicht vollständig oder fehlerhaft. Bitte diese Umgebungsvariablen berichtigen (Erklärungen in .env.example):',
      `The configuration is incomplete or wrong. Please correct these environment variables (explained in .env.example):\n${list}`,
    );
  }
}

/** Variables of this process, with those of `.env` in the project's folder for names that are not set. */
export function readEnvironment(): RawEnvironment {
  let file: RawEnvironment = {};
  try {
    file = parseEnv(readFileSync(join(projectRoot, '.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { ...file, ...process.env };
}

/** Drops empty values and replaces `<NAME>_FILE` of secrets by the file's content. */
function resolveRaw(env: RawEnvironment, problems: string[]): RawEnvironment {
  const raw: Record<string, string> = {};
  for (const name of Object.keys(environmentSchema.shape)) {
    const value = env[name]?.trim();
    if (value) raw[name] = value;
  }
  for (const name of SECRET_VARIABLES) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    if (raw[name] !== undefined) {
      problems.push(
        `${name}_FILE: darf nicht zusammen mit ${name} gesetzt sein. / must not be set together with ${name}.`,
      );
      continue;
    }
    try {
      raw[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE: die Datei ist nicht lesbar. / the file cannot be read.`);
    }
  }
  return raw;
}

/** What a real installation must not leave open. Works on raw values, so that it is reported beside other problems. */
function productionProblems(raw: RawEnvironment, env: RawEnvironment): readonly string[] {
  const problems: string[] = [];
  const required = (name: string) =>
    `${name}: fehlt; im Echtbetrieb nötig. / is missing; required in production.`;
  if (!raw.DATABASE_URL && !env.DATABASE_URL_FILE) problems.push(required('DATABASE_URL'));
  if (!raw.OIDC_AUDIENCE) problems.push(required('OIDC_AUDIENCE'));
  if (!raw.OIDC_ISSUER) problems.push(required('OIDC_ISSUER'));
  else if (!raw.OIDC_ISSUER.startsWith('https://')) {
    problems.push(
      'OIDC_ISSUER: muss im Echtbetrieb mit https:// beginnen. / must begin with https:// in production.',
    );
  }
  return problems;
}

function modeOf(raw: RawEnvironment): string {
  return raw.FALLWERK_MODE ?? (raw.NODE_ENV === 'production' ? 'production' : 'demonstration');
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value) as unknown[]) {
    if (typeof member === 'object' && member !== null) deepFreeze(member);
  }
  return Object.freeze(value);
}

function toConfig(values: Environment, mode: AppConfig['mode']): AppConfig {
  const dataDir = resolve(projectRoot, values.FALLWERK_DATA_DIR);
  return {
    mode,
    roles: values.FALLWERK_ROLES,
    dataDir,
    keys: {
      dir: resolve(projectRoot, values.FALLWERK_KEY_DIR ?? join(dataDir, 'keys')),
      masterKeys: values.FALLWERK_MASTER_KEYS,
    },
    http: {
      host: values.LISTEN_HOST,
      port: values.PORT,
      publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
      bodyLimitBytes: values.BODY_LIMIT_BYTES,
      trustedProxies: values.TRUSTED_PROXIES,
      shutdownDrainMs: values.SHUTDOWN_DRAIN_MS,
      shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
    },
    database: {
      url: values.DATABASE_URL,
      migrationUrl: values.MIGRATION_DATABASE_URL ?? values.DATABASE_URL,
      poolSize: values.DATABASE_POOL_SIZE,
    },
    oidc: {
      issuer: values.OIDC_ISSUER,
      audience: values.OIDC_AUDIENCE ?? DEMONSTRATION_AUDIENCE,
      algorithms: values.OIDC_ALGORITHMS,
    },
    graphql: { maxDepth: values.GRAPHQL_MAX_DEPTH, maxCost: values.GRAPHQL_MAX_COST },
    mail: {
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM,
      replySecret: values.MAIL_REPLY_SECRET,
      mailboxUrl: values.IMAP_URL,
    },
    calendars: { servers: values.CALDAV_SERVERS },
    holidayRegion: values.HOLIDAY_REGION,
    sharing: { basisAnswerDays: values.BASIS_ANSWER_DAYS },
    logLevel: values.LOG_LEVEL,
  };
}

/**
 * Checks the environment and turns it into the configuration of this process.
 *
 * @param env Variables by name; empty values count as not set. The default is this process's own environment.
 * @returns A deeply frozen configuration.
 * @throws {ConfigInvalid} with all problems at once.
 */
export function loadConfig(env: RawEnvironment = readEnvironment()): AppConfig {
  const problems: string[] = [];
  const raw = resolveRaw(env, problems);
  const parsed = environmentSchema.safeParse(raw);
  const mode = modeOf(raw);
  for (const issue of parsed.error?.issues ?? []) {
    problems.push(`${String(issue.path[0])}: ${issue.message}`);
  }
  if (mode === 'production') problems.push(...productionProblems(raw, env));
  if (raw.MIGRATION_DATABASE_URL && !raw.DATABASE_URL) {
    problems.push(
      'MIGRATION_DATABASE_URL: wirkt nur zusammen mit DATABASE_URL. / only works together with DATABASE_URL.',
    );
  }
  if (!parsed.success || problems.length > 0) throw new ConfigInvalid([...new Set(problems)]);
  return deepFreeze(toConfig(parsed.data, mode as AppConfig['mode']));
}
