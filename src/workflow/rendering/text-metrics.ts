/**
 * Widths of letters in thousandths of the font size, as Helvetica, Arial and Liberation Sans have them. With a table
 * of our own the same picture comes out on every machine, with or without fonts.
 */
const REGULAR: readonly (readonly [width: number, letters: string])[] = [
  [191, "'"],
  [222, 'ijl'],
  [260, '|'],
  [278, ' \u00a0!,./:;I[]ft·'],
  [350, '•'],
  [333, '()-`r„“”›‹'],
  [355, '"'],
  [389, '*'],
  [500, 'Jcksvxyz'],
  [556, '#$0123456789?L_abdeghnopquäöüß§–'],
  [584, '+<=>~'],
  [611, 'FTZ'],
  [667, '&ABEKPSVXYÄ'],
  [722, 'CDHNRUwÜ'],
  [778, 'GOQÖ'],
  [833, 'Mm'],
  [889, '%'],
  [944, 'W'],
  [1000, '…→↻—'],
  [1015, '@'],
];

const BOLD: readonly (readonly [width: number, letters: string])[] = [
  [238, "'"],
  [278, ' \u00a0,./Iijl·'],
  [350, '•'],
  [333, '!()-:;[]ft`›‹'],
  [389, 'r*'],
  [474, '"'],
  [500, 'z„“”'],
  [556, '#$0123456789Jaceksvxy_äß§–'],
  [584, '+<=>~'],
  [611, 'FLTZ?bdghnopquöü'],
  [667, 'EPSVXY'],
  [722, '&ABCDHKNRUÄÜ'],
  [778, 'GOQwÖ'],
  [833, 'M'],
  [889, '%m'],
  [944, 'W'],
  [975, '@'],
  [1000, '…→↻—'],
];

/** A letter that is not in the table is taken for a wide one, so that nothing is cut off. */
const UNKNOWN = 900;

function tableOf(rows: typeof REGULAR): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([width, letters]) => letters.split('').map((letter) => [letter, width] as const)),
  );
}

const WIDTHS = { regular: tableOf(REGULAR), bold: tableOf(BOLD) };

/** How a text is set. */
export interface TextStyle {
  /** Font size in pixels. */
  readonly size: number;
  readonly bold?: boolean;
}

/** Width of a text in pixels, rounded up to a tenth. */
export function textWidth(text: string, { size, bold = false }: TextStyle): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular;
  const thousandths = text.split('').reduce((sum, letter) => sum + (widths.get(letter) ?? UNKNOWN), 0);
  return Math.ceil((thousandths * size) / 100) / 10;
}

/** Parts of a word that is too long for a line, each with a hyphen where it was cut. */
function cut(word: string, style: TextStyle, limit: number): readonly string[] {
  if (textWidth(word, style) <= limit) return [word];
  let end = word.length - 1;
  while (end > 1 && textWidth(`${word.slice(0, end)}-`, style) > limit) end -= 1;
  return [`${word.slice(0, end)}-`, ...cut(word.slice(end), style, limit)];
}

/** Lines of a text that are at most `limit` pixels wide; broken between words, a longer word within; not at U+00A0. */
export function wrapText(text: string, style: TextStyle, limit: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n]+/).flatMap((each) => cut(each, style, limit))) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, style) <= limit) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
