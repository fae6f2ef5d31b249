import { rejected, type RequestRejected } from '../../kernel/index.js';
import { ANONYMISATION_HINTS, anonymisationHints, type AnonymisationHint } from '../../sharing/index.js';
import { conferenceErrors } from '../domain/conference.errors.js';

const LABELS: Readonly<Record<AnonymisationHint, string>> = {
  FILE_NUMBER: 'Nummer eines Falls oder einer Konferenz',
  EMAIL: 'E-Mail-Adresse',
  PHONE: 'Telefonnummer',
  DATE: 'Datum',
  PERSON_NAME: 'Name',
};

/**
 * Looks for identifiers in texts that must not carry any.
 *
 * @param names Names of the person; empty where the author may not know them: the answer would confirm a guess.
 * @returns TEXT_NOT_ANONYMOUS with the kinds of what was found, never the hit; `undefined` when nothing was.
 */
export function textNotAnonymous(
  texts: readonly string[],
  names: readonly string[],
): RequestRejected<'TEXT_NOT_ANONYMOUS'> | undefined {
  const found = new Set(texts.flatMap((text) => anonymisationHints(text, names)));
  if (found.size === 0) return undefined;
  const kinds = ANONYMISATION_HINTS.filter((hint) => found.has(hint)).map((hint) => LABELS[hint]);
  const refusal = rejected(conferenceErrors, 'TEXT_NOT_ANONYMOUS');
  return { ...refusal, message: `${refusal.message} Gefunden: ${kinds.join(', ')}.` };
}
