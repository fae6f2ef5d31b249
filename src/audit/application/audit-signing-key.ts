import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../../kernel/index.js';
import { StartProblem } from '../../platform/index.js';
import { anchorText, type AnchorStatement, type SignedAnchor } from '../domain/audit-anchor.js';

/** Name of the key file inside the key folder, beside the master keys. */
export const AUDIT_KEY_FILE = 'audit-signing-key.pem';

/** The file that is there is no key of this kind. */
export class AuditKeyUnusable extends StartProblem {
  constructor(file: string, cause: unknown) {
    super(
      'KEYS_UNUSABLE',
      `Die Datei ${file} enthält keinen Ed25519-Schlüssel (PEM) für die Anker des Prüfregisters.`,
      `The file ${file} holds no Ed25519 key (PEM) for the anchors of the audit register.`,
      { cause },
    );
  }
}

function keyIdOf(publicKey: KeyObject): string {
  return sha256Hex(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 32);
}

/** Public keys whose signatures on anchors are believed. */
export class AuditKeyRing {
  private readonly keys = new Map<string, KeyObject>();

  /** Believes a key from now on. @returns its fingerprint. */
  add(publicKey: KeyObject): string {
    const id = keyIdOf(publicKey);
    this.keys.set(id, publicKey);
    return id;
  }

  /** Adds all keys of a text with one or several PEM blocks. @throws {AuditKeyUnusable} */
  addPem(text: string, file: string): void {
    try {
      const blocks = text.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g) ?? [];
      if (blocks.length === 0) throw new Error('no PEM block');
      for (const block of blocks) {
        const key = createPublicKey(block);
        if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a key of type ${key.asymmetricKeyType}`);
        this.add(key);
      }
    } catch (cause) {
      throw new AuditKeyUnusable(file, cause);
    }
  }

  /** Whether the signature is right; `undefined` when the key is not known. */
  check(anchor: SignedAnchor): boolean | undefined {
    const key = this.keys.get(anchor.keyId);
    return key && verify(null, Buffer.from(anchorText(anchor)), key, Buffer.from(anchor.signature, 'base64'));
  }
}

/** The key that signs the anchors of this installation (Ed25519). */
export class AuditSigningKey {
  readonly keyId: string;
  readonly publicKey: KeyObject;

  constructor(private readonly privateKey: KeyObject) {
    this.publicKey = createPublicKey(privateKey);
    this.keyId = keyIdOf(this.publicKey);
  }

  /** The key of a key folder, if it has one. @throws {AuditKeyUnusable} */
  static async find(keyDir: string): Promise<AuditSigningKey | undefined> {
    const file = join(keyDir, AUDIT_KEY_FILE);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    try {
      const key = createPrivateKey(text);
      if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a key of type ${key.asymmetricKeyType}`);
      await chmod(file, 0o600);
      return new AuditSigningKey(key);
    } catch (cause) {
      throw new AuditKeyUnusable(file, cause);
    }
  }

  /**
   * The key of a key folder, made on first use and readable by its owner only; two processes that start at once agree
   * on one.
   *
   * @throws {AuditKeyUnusable}
   */
  static async load(keyDir: string): Promise<AuditSigningKey> {
    const existing = await AuditSigningKey.find(keyDir);
    if (existing) return existing;
    const file = join(keyDir, AUDIT_KEY_FILE);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    try {
      // A link appears whole or not at all, and never replaces what another process put there first.
      await link(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const written = await AuditSigningKey.find(keyDir);
    if (!written) throw new AuditKeyUnusable(file, undefined);
    return written;
  }

  /** Signs a statement in the name of this key. */
  sign(statement: Omit<AnchorStatement, 'keyId'>): SignedAnchor {
    const complete = { ...statement, keyId: this.keyId };
    const signature = sign(null, Buffer.from(anchorText(complete)), this.privateKey).toString('base64');
    return { ...complete, signature };
  }

  /** The public half as text (PEM), for whoever checks elsewhere. */
  publicPem(): string {
    return this.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }
}
