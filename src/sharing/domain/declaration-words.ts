import type { CarryingDeclaration } from './judge-disclosure.js';

const KINDS = { CONSENT: 'Einwilligung', CONFIDENTIALITY_RELEASE: 'Schweigepflichtentbindung' } as const;

/** Which declarations carry a disclosure and since when: for staff, and for the person in plain German. */
export function declarationsInWords(declarations: readonly CarryingDeclaration[]): {
  readonly sentence: readonly string[];
  readonly plain: readonly string[];
} {
  const dated = declarations.flatMap(({ givenOn, ...declaration }) =>
    givenOn === null ? [] : [{ ...declaration, day: givenOn.split('-').toReversed().join('.') }],
  );
  const named = dated.map(({ kind, day }) => `${KINDS[kind]} vom ${day}`);
  const plain = dated.map(({ givenBy, day }) =>
    givenBy === 'PERSON'
      ? `Sie haben am ${day} Ja gesagt.`
      : `Wer es im Vertrauen gesagt hat, hat am ${day} Ja gesagt.`,
  );
  return {
    sentence: named.length === 0 ? [] : [`Grundlage: ${named.join(', ')}.`],
    plain: [...new Set(plain)],
  };
}
