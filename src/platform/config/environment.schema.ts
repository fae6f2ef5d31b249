import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_HOLIDAY_REGION, isHolidayRegion } from '../../kernel/index.js';
import { projectRoot } from './paths.js';

/** Signature algorithms a login may use: asymmetric only, so that nobody can sign with the public key. */
export const ALLOWED_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** What a started process does: answer requests, run jobs, or both. */
export const PROCESS_ROLES = ['api', 'worker'] as const;

/** Ways to run: playing through invented cases, a real installation, or the project's own tests. */
export const MODES = ['demonstration', 'production', 'test'] as const;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function integer(minimum: number, maximum: number, standard: number) {
  return z
    .string()
    .refine((text) => /^\d{1,12}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, {
      error: `muss eine ganze Zahl von ${minimum} bis ${maximum} sein. / must be a whole number from ${minimum} to ${maximum}.`,
    })
    .transform(Number)
    .default(standard);
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, {
    error: `muss eines von ${values.join(', ')} sein. / must be one of ${values.join(', ')}.`,
  });
}

function listOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  standard: Values[number][],
) {
  const error = `muss eine mit Komma getrennte Liste aus ${values.join(', ')} sein. / must be a comma-separated list of ${values.join(', ')}.`;
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(values, { error }), { error }).min(1, { error }))
    .default(standard);
}

function url(protocols: readonly string[]) {
  const names = protocols.map((protocol) => `${protocol}//…`).join(', ');
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `muss eine Adresse der Form ${names} sein. / must be an address of the form ${names}.`,
  });
}

/** User and password stand in the address; the path names the folder. */
function mailbox() {
  return url(['imap:', 'imaps:']).refine(
    (text) => {
      const { username, password } = URL.canParse(text) ? new URL(text) : { username: '', password: '' };
      return username !== '' && password !== '';
    },
    {
      error:
        'braucht Namen und Passwort: imaps://name:passwort@host. / needs user and password: imaps://user:password@host.',
    },
  );
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const widest = version === 4 ? 32 : 128;
  return (
    version !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
  );
}

function networks() {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((list) => list.every(isNetwork), {
      error:
        'muss eine mit Komma getrennte Liste von Adressen oder Netzen wie 10.0.0.0/8 sein. / must be a comma-separated list of addresses or networks such as 10.0.0.0/8.',
    })
    .default([]);
}

function origins() {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine(
      (list) =>
        list.every((part) => /^https?:/.test(part) && URL.canParse(part) && new URL(part).origin === part),
      {
        error:
          'muss eine mit Komma getrennte Liste von Adressen wie https://kalender.example.org sein, ohne Pfad. / must be a comma-separated list of addresses such as https://calendar.example.org, without path.',
      },
    )
    .default([]);
}

/**
 * Everything that can be set from outside, by the name of its environment variable. The only list of its kind:
 * `.env.example` is tested against it, and nothing else in the project reads the environment.
 */
export const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  FALLWERK_MODE: oneOf(MODES).optional(),
  FALLWERK_ROLES: listOf(PROCESS_ROLES, [...PROCESS_ROLES]),
  FALLWERK_DATA_DIR: z.string().default(join(projectRoot, '.data')),
  FALLWERK_KEY_DIR: z.string().optional(),
  FALLWERK_MASTER_KEYS: z.string().optional(),
  LISTEN_HOST: oneOf(['127.0.0.1', '::1', '0.0.0.0', '::']).default('127.0.0.1'),
  PORT: integer(1, 65_535, 3000),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  BODY_LIMIT_BYTES: integer(1_024, 10_485_760, 262_144),
  TRUSTED_PROXIES: networks(),
  SHUTDOWN_DRAIN_MS: integer(0, 120_000, 0),
  SHUTDOWN_GRACE_MS: integer(0, 120_000, 10_000),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  MIGRATION_DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  DATABASE_POOL_SIZE: integer(1, 200, 32),
  OIDC_ISSUER: url(['http:', 'https:']).optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_ALGORITHMS: listOf(ALLOWED_ALGORITHMS, ['RS256', 'ES256', 'PS256', 'EdDSA']),
  GRAPHQL_MAX_DEPTH: integer(3, 50, 12),
  GRAPHQL_MAX_COST: integer(100, 1_000_000, 5_000),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().optional(),
  IMAP_URL: mailbox().optional(),
  MAIL_REPLY_SECRET: z
    .string()
    .min(24, {
      error: 'muss mindestens 24 Zeichen haben. / must have at least 24 characters.',
    })
    .optional(),
  CALDAV_SERVERS: origins(),
  HOLIDAY_REGION: z
    .string()
    .refine(isHolidayRegion, {
      error:
        'muss eine Region mit bekanntem Feiertagsrecht sein, z. B. DE-NW. / must be a region whose holiday law is known, e.g. DE-NW.',
    })
    .default(DEFAULT_HOLIDAY_REGION),
  BASIS_ANSWER_DAYS: integer(1, 90, 14),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
});

/** Checked values by variable name. */
export type Environment = z.infer<typeof environmentSchema>;

/** Variables that hold passwords; each may also be given as `<NAME>_FILE`, the path of a file that holds the value. */
export const SECRET_VARIABLES = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'FALLWERK_MASTER_KEYS',
  'SMTP_URL',
  'IMAP_URL',
  'MAIL_REPLY_SECRET',
] as const satisfies readonly (keyof Environment)[];
