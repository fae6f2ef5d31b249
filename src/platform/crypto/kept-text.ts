import type { PersonId } from '../../kernel/index.js';
import type { Tx } from '../database/unit-of-work.js';
import type { PersonVault, TextToSeal } from './person-vault.js';

/** A text in its two columns: sealed where it is about a person, plain where there is nobody it is about. */
export interface KeptText {
  readonly plain: string | null;
  readonly sealed: Buffer | null;
}

/** A text that may be missing, and where it will be kept. */
export interface TextToKeep extends Pick<TextToSeal, 'place'> {
  readonly text: string | null;
}

/** A kept text with what is needed to read it. */
export interface KeptValue extends KeptText {
  /** Whose key sealed it; `null` when it is plain. */
  readonly personId: PersonId | null;
  readonly place: string;
}

const NOTHING: KeptText = { plain: null, sealed: null };

/**
 * Seals texts with the key of the person they are about.
 *
 * @param personId `null`: they are about nobody and stay plain.
 * @returns In the order of `texts`.
 * @throws {AccessDenied} the person was erased.
 */
export async function keepTexts(
  vault: PersonVault,
  tx: Tx,
  personId: PersonId | null,
  texts: readonly TextToKeep[],
): Promise<KeptText[]> {
  if (personId === null) return texts.map(({ text }) => ({ plain: text, sealed: null }));
  const filled = texts.flatMap(({ text, place }) => (text === null ? [] : [{ text, place }]));
  const sealed = (await vault.seal(tx, personId, filled)).values();
  return texts.map(({ text }) =>
    text === null ? NOTHING : { plain: null, sealed: sealed.next().value ?? null },
  );
}

/**
 * Reads texts of any number of persons, with one query for all keys.
 *
 * @returns In the order of `values`; `null` where there is no text, or the person was erased.
 * @throws {SealBroken} a value belongs to another place or was changed.
 */
export async function readTexts(
  vault: PersonVault,
  tx: Tx,
  values: readonly KeptValue[],
): Promise<(string | null)[]> {
  const opened = await vault.open(
    tx,
    values.flatMap(({ personId, sealed, place }) =>
      sealed === null ? [] : [{ personId: ownerOf(personId), sealed, place }],
    ),
  );
  const texts = opened.values();
  return values.map(({ plain, sealed }) => (sealed === null ? plain : (texts.next().value ?? null)));
}

function ownerOf(personId: PersonId | null): PersonId {
  if (personId === null) throw new Error('A sealed text belongs to nobody');
  return personId;
}
