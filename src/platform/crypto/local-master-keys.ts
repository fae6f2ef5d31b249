import { statSync } from 'node:fs';
import { parseKeyDocument, type KeyDocument } from './key-document.js';
import { readKeyFile } from './key-file.js';
import { keysMissing, keysUnusable } from './key-problems.js';
import { MasterKeys, MasterKeyUnknown, type WrappedKey } from './master-keys.js';
import { openWith, sealWith } from './sealing.js';

/** Master keys from a document that this process has read. */
abstract class DocumentMasterKeys extends MasterKeys {
  /** The document as it is now. */
  protected abstract document(): KeyDocument;

  currentId(): string {
    return this.document().current;
  }

  wrap(key: Buffer, place: string): Promise<WrappedKey> {
    const document = this.document();
    const masterKeyId = document.current;
    const masterKey = plainKey(document, masterKeyId);
    return Promise.resolve({ masterKeyId, wrapped: sealWith(masterKey, key, place) });
  }

  async unwrap({ masterKeyId, wrapped }: WrappedKey, place: string): Promise<Buffer> {
    return Promise.resolve(openWith(plainKey(this.document(), masterKeyId), wrapped, place));
  }

  indexRoot(): Buffer {
    return Buffer.from(this.document().index, 'base64');
  }
}

function plainKey({ keys }: KeyDocument, id: string): Buffer {
  const entry = keys[id];
  if (!entry) throw new MasterKeyUnknown(id);
  return Buffer.from(entry.key, 'base64');
}

/** Master keys from an environment variable (or the file it names); they change with a restart. */
export class EnvironmentMasterKeys extends DocumentMasterKeys {
  private readonly read: KeyDocument;

  /** @throws {StartProblem} `KEYS_UNUSABLE`. */
  constructor(text: string) {
    super();
    const document = parseKeyDocument(text);
    if (!document) throw keysUnusable('FALLWERK_MASTER_KEYS');
    this.read = document;
  }

  protected document(): KeyDocument {
    return this.read;
  }
}

/** Master keys from the key file; a rotation by another process is noticed with the next use. */
export class FileMasterKeys extends DocumentMasterKeys {
  private read: { readonly version: string; readonly document: KeyDocument } | undefined;

  constructor(private readonly file: string) {
    super();
  }

  protected document(): KeyDocument {
    // Replaced as a whole: a change is another inode.
    const stat = statSync(this.file, { throwIfNoEntry: false, bigint: true });
    if (!stat) throw keysMissing(this.file, true);
    const version = `${stat.ino}:${stat.mtimeNs}`;
    if (this.read?.version === version) return this.read.document;
    const document = readKeyFile(this.file);
    if (!document) throw keysMissing(this.file, true);
    this.read = { version, document };
    return document;
  }
}

/** Where this installation's keys are. */
export interface KeySettings {
  /** Folder of the key file and of the withdrawal list. */
  readonly dir: string;
  /** Content of FALLWERK_MASTER_KEYS; wins over the file. */
  readonly masterKeys: string | undefined;
}
