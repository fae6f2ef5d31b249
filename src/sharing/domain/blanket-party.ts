/** Words by which nobody in particular is named. */
const BLANKET_WORDS = new Set(
  folded(
    `alle allen aller alles allem sämtliche sämtlichen sämtlicher jede jeder jeden jedem jedes jedermann jegliche jeglicher
     jeglichen beliebige beliebigen beliebiger wer wen wem jemand jemanden jemandem gesamte gesamten gesamter gesamtes
     ganze ganzen ganzer ganzes behörden ämter netzwerk netzwerks netzwerkpartner partner partnern partnerin
     partnerinnen kooperationspartner kooperationspartnern projektpartner projektpartnern diverse diversen verschiedene
     verschiedenen mehrere mehreren einige sonstige sonstigen sonstiger sonstiges sonstwer weitere weiteren weiterer
     beteiligte beteiligten öffentlichkeit allgemeinheit usw usf etc
     all everybody everyone anybody anyone somebody someone whoever any others partners network authorities`,
  ).split(/\s+/),
);

/** Turns of phrase that do the same with words that are harmless elsewhere. */
const BLANKET_PHRASES: readonly RegExp[] = [
  // «irgendwer», «irgendeine Stelle»
  /\birgend/u,
  // A «Behörde» without saying which; in Hamburg some are called «Behörde für …».
  /\bbehoerde\b(?! fuer )/u,
  // Not «Hilfe in anderen Lebenslagen».
  /\b(?:und|oder|sowie) andere[nrs]?\b/u,
  /\b(?:andere|oeffentliche|zustaendige|jeweilige|betreffende)[nrs]? (?:stellen?|amt|aemtern?|personen?|dienste?n?|traegern?|einrichtung(?:en)?)\b/u,
  /\b(?:mitarbeit\w*|beschaeftigten?|kolleg\w*|personal|team) (?:in )?(?:der|des|vom|im) (?:haus(?:es)?|amt(?:e?s)?|stelle|verwaltung)\b/u,
  /^(?:an )?dritten?$/u,
  /^(?:das|im|ganz) haus$/u,
  /\b(?:und so weiter|u a|o ae|et al)\b/u,
];

/** Fewest letters, in words of two at least, by which anybody can be named. */
const MIN_LETTERS = 3;

/**
 * Whether a recipient or secret bearer is nobody in particular: «alle Behörden», «irgendwer», «wer gerade da ist», or no
 * word at all. A declaration towards such a party is none.
 *
 * @param name Function or name as it was entered, German or English.
 */
export function namesNobody(name: string): boolean {
  const words = folded(name).match(/\p{L}+/gu) ?? [];
  const letters = words.filter(isWord).reduce((sum, word) => sum + word.length, 0);
  if (letters < MIN_LETTERS) return true;
  const phrase = words.join(' ');
  return (
    words.some((word) => BLANKET_WORDS.has(word)) || BLANKET_PHRASES.some((blanket) => blanket.test(phrase))
  );
}

/** Two different letters at least. */
function isWord(word: string): boolean {
  return new Set(word).size > 1;
}

/** One spelling of a text: small letters, umlauts as two letters, nothing invisible. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
}
