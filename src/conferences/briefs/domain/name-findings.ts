import type { AnonymityKnowledge, Finding } from './anonymisation-check.js';
import { isOneLetterOff, spellingsOf, type Word } from './text-spans.js';

/** Parts of names that say nothing alone. */
const PARTICLES = new Set([
  'von',
  'van',
  'der',
  'den',
  'dem',
  'del',
  'bin',
  'ben',
  'ibn',
  'abu',
  'und',
  'mai',
]);
/** Shorter names are one letter off of too many ordinary words. */
const FUZZY_FROM = 5;

const NAME_INSTEAD = 'die Person';
const SALUTATION = new Set(['herr', 'herrn', 'frau', 'familie']);

/** Words in a text that name somebody or something that is known. */
export function nameFindings(
  text: string,
  words: readonly Word[],
  knowledge: AnonymityKnowledge,
): readonly Finding[] {
  return [
    ...personFindings(words, knowledge.names),
    ...salutations(words),
    ...phrases(text, knowledge.places).map((span): Finding => ({
      ...span,
      code: 'PLACE',
      suggestion: 'eine Gemeinde im Kreis',
    })),
    ...knowledge.bodies.flatMap(({ name, kind }) =>
      phrases(text, [name]).map((span): Finding => ({ ...span, code: 'BODY', suggestion: kind })),
    ),
    ...nationalities(words, knowledge),
    ...rareDiseases(words, knowledge),
  ];
}

function personFindings(words: readonly Word[], names: readonly string[]): readonly Finding[] {
  const parts = new Set(
    names
      .flatMap((name) => [...name.split(/[^\p{L}\p{M}]+/u), name.replace(/[^\p{L}\p{M}]/gu, '')])
      .flatMap(spellingsOf)
      .filter((part) => part.length >= 2 && !PARTICLES.has(part)),
  );
  return words.flatMap(({ start, end, spellings }): Finding[] => {
    const looked = spellings.flatMap((spelling) => [spelling, spelling.replace(/e?s$/, '')]);
    if (looked.some((spelling) => parts.has(spelling)))
      return [{ code: 'NAME', start, end, suggestion: NAME_INSTEAD }];
    const isNear = spellings.some((spelling) =>
      [...parts].some((part) => part.length >= FUZZY_FROM && isOneLetterOff(part, spelling)),
    );
    return isNear ? [{ code: 'POSSIBLE_NAME', start, end, suggestion: NAME_INSTEAD }] : [];
  });
}

/** A salutation announces a name, whoever it is. */
function salutations(words: readonly Word[]): readonly Finding[] {
  return words.flatMap(({ spellings, start }, index): Finding[] => {
    const next = words[index + 1];
    const isNamed = SALUTATION.has(spellings[0] ?? '') && next !== undefined && /^\p{Lu}/u.test(next.text);
    return isNamed ? [{ code: 'NAME', start, end: next.end, suggestion: 'jemand, mit der Funktion' }] : [];
  });
}

/** Where names of several words stand, whatever their case; not inside of a longer word. */
function phrases(text: string, names: readonly string[]) {
  return names.flatMap((name) => {
    if (name.trim().length < 3) return [];
    const escaped = name.trim().replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?:er|s)?(?![\p{L}\p{N}])`, 'giu');
    return [...text.matchAll(pattern)].map(({ index, 0: hit }) => ({
      start: index,
      end: index + hit.length,
    }));
  });
}

function nationalities(words: readonly Word[], knowledge: AnonymityKnowledge): readonly Finding[] {
  const few = knowledge.rules.nationalities.filter(({ code }) => !knowledge.commonNationalities.has(code));
  return words.flatMap(({ start, end, spellings }) =>
    few
      .filter(({ stems }) => stems.some((stem) => spellings.some((spelling) => spelling.startsWith(stem))))
      .map(({ region }): Finding => ({
        code: 'NATIONALITY',
        start,
        end,
        suggestion: knowledge.rules.attributes.originRegion[region] ?? region,
      })),
  );
}

function rareDiseases(words: readonly Word[], { rules }: AnonymityKnowledge): readonly Finding[] {
  return words.flatMap(({ start, end, spellings }): Finding[] =>
    rules.rareDiseases.some((stem) => spellings.some((spelling) => spelling.startsWith(stem)))
      ? [{ code: 'RARE_DISEASE', start, end, suggestion: 'eine schwere Erkrankung' }]
      : [],
  );
}
