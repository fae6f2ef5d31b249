import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { DemoKeysUnusable } from './demo-login-refused.js';

const keyFile = z.object({
  jwks: z.object({
    keys: z
      .array(
        z.object({
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          alg: z.literal('ES256'),
          use: z.literal('sig'),
          kid: z.string(),
          x: z.string(),
          y: z.string(),
          d: z.string(),
        }),
      )
      .min(1),
  }),
  cookieKey: z.string().min(32),
});

/** Private signing key (JWK set, ES256) and cookie secret of the demonstration's identity provider. */
export type DemoKeys = z.infer<typeof keyFile>;

/** Name of the key file inside the data folder. */
export const DEMO_KEY_FILE = 'demo-oidc-keys.json';

/**
 * The keys of this data folder, generated on first use and readable by the owner only, so that tokens survive a
 * restart. Two processes that start at once agree on one set.
 *
 * @throws {DemoKeysUnusable} the file holds something else.
 */
export async function loadDemoKeys(dataDir: string): Promise<DemoKeys> {
  const file = join(dataDir, DEMO_KEY_FILE);
  const existing = await readKeys(file);
  if (existing) return existing;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(await generateKeys()), { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and never replaces what another process put there first.
    await link(draft, file);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const written = await readKeys(file);
  if (!written) throw new DemoKeysUnusable(file);
  return written;
}

async function readKeys(file: string): Promise<DemoKeys | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
  await chmod(file, 0o600);
  try {
    return keyFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new DemoKeysUnusable(file, { cause });
  }
}

async function generateKeys(): Promise<DemoKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const marks = { alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') };
  return keyFile.parse({
    jwks: { keys: [{ ...jwk, ...marks }] },
    cookieKey: randomBytes(32).toString('base64url'),
  });
}

function isSystemError(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
