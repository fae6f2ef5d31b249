import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { KEY_BYTES } from './sealing.js';

const secret = z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES);

const keyDocument = z
  .strictObject({
    version: z.literal(1),
    /** Name of the key that wraps now; the others only unwrap. */
    current: z.string(),
    keys: z.record(
      z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
      z.strictObject({ key: secret, createdAt: z.iso.datetime(), retiredAt: z.iso.datetime().optional() }),
    ),
    /** Secret of the fingerprints; not rotated, because they could not be found any more. */
    index: secret,
  })
  .refine((document) => document.keys[document.current] !== undefined);

/** All master keys of an installation, as they stand in the key file or the environment. */
export type KeyDocument = z.infer<typeof keyDocument>;

/** Reads a document; `undefined` when it is none. The text is a secret and appears in no message. */
export function parseKeyDocument(text: string): KeyDocument | undefined {
  try {
    return keyDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function newKey(at: Date): { readonly id: string; readonly entry: KeyDocument['keys'][string] } {
  const createdAt = at.toISOString();
  const id = `${createdAt.slice(0, 10)}-${randomBytes(4).toString('hex')}`;
  return { id, entry: { key: randomBytes(KEY_BYTES).toString('base64'), createdAt } };
}

/** A document with one fresh key. */
export function newKeyDocument(at: Date): KeyDocument {
  const { id, entry } = newKey(at);
  return {
    version: 1,
    current: id,
    keys: { [id]: entry },
    index: randomBytes(KEY_BYTES).toString('base64'),
  };
}

/** The same with a fresh current key; the one before goes on unwrapping. */
export function withNewKey(document: KeyDocument, at: Date): KeyDocument {
  const { id, entry } = newKey(at);
  const before = document.keys[document.current];
  if (!before) throw new Error('The document has no current key');
  const retired = { ...before, retiredAt: at.toISOString() };
  return { ...document, current: id, keys: { ...document.keys, [document.current]: retired, [id]: entry } };
}

/** The same without a key that is not the current one. */
export function withoutKey(document: KeyDocument, id: string): KeyDocument {
  if (id === document.current) throw new RangeError('The current key cannot be left out');
  const keys = Object.entries(document.keys).filter(([name]) => name !== id);
  return { ...document, keys: Object.fromEntries(keys) };
}
