import bidiModule from 'bidi-js';

import { fontFor, type FontWeight, type PdfFont } from './font-library.js';
import { itemise, shapeItem, type ShapedGlyph, type TextItem } from './shaping.js';

/** Glyphs in one font; `x` is the distance from the left end of the line in em. */
export interface LineRun {
  /** `reversed`: right-to-left text; `hyphen`: shows that a word was cut. */
  readonly kind: 'plain' | 'reversed' | 'hyphen';
  readonly x: number;
  readonly font: PdfFont;
  readonly glyphs: readonly ShapedGlyph[];
}

/** One line of text. Lengths are in em: multiples of the type size. */
export interface TextLine {
  /** In reading order. */
  readonly runs: readonly LineRun[];
  /** With the space that ends the line: at its right in left-to-right text, at its left in right-to-left text. */
  readonly width: number;
  readonly height: number;
}

/** How a text is set. */
export interface TextStyle {
  readonly language: string;
  readonly weight: FontWeight;
  /** Room for a line in em. */
  readonly width: number;
}

// The package is CommonJS whose export is the function itself; its types say `default`.
const bidi = (bidiModule as unknown as typeof bidiModule.default)();

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo']);
/** Spaces that end a line unseen; the no-break space is none of them. */
const LINE_END = /[ \u1361\u200b]+$/u;
const OPPORTUNITY = /[ \u1361\u200b]+|\u00ad|(?<=\p{L}\p{L})[-–—/](?=\p{L})/gu;
/** Embeddings and overrides can make text read otherwise than it is stored. */
const OVERRIDES = /[\u202a-\u202e\ufeff]/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '');
}

/** Characters of a text that none of the fonts has, each once. */
export function missingCharacters(text: string): string[] {
  const shown = Array.from(text.normalize('NFC')).filter(
    (char) => !/[\p{Cc}\p{Zs}\p{Default_Ignorable_Code_Point}]/u.test(char),
  );
  return [...new Set(shown)].filter((char) => !fontFor(char.codePointAt(0) as number, 400));
}

function cleaned(line: string): string {
  let text = line.normalize('NFC').replace(OVERRIDES, '').replace(CONTROL, ' ');
  for (const char of missingCharacters(text)) text = text.replaceAll(char, '\ufffd');
  return text;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The word goes on in the next line. */
  readonly hyphen: boolean;
}

const toEm = (glyph: ShapedGlyph, font: PdfFont): number => glyph.advance / font.unitsPerEm;

/** Sums of widths: entry i is the room that the characters before i take. */
function widthsBefore(text: string, items: readonly TextItem[], language: string): Float64Array {
  const sums = new Float64Array(text.length + 1);
  for (const item of items) {
    for (const glyph of shapeItem(text, item, language)) {
      sums[glyph.start + 1] = (sums[glyph.start + 1] ?? 0) + toEm(glyph, item.font);
    }
  }
  for (let at = 1; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0);
  return sums;
}

/** Last place at which a word that is too long for a line can be cut; at least one character is kept. */
function forcedEnd(text: string, start: number, end: number, fits: (end: number) => boolean): number {
  let cut = start;
  for (const { index, segment } of graphemes.segment(text.slice(start, end))) {
    const next = start + index + segment.length;
    if (cut > start && !fits(next)) break;
    cut = next;
  }
  return cut;
}

function breakLines(text: string, before: Float64Array, width: number): Stretch[] {
  const ends = [...text.matchAll(OPPORTUNITY)].map((match) => match.index + match[0].length);
  if (ends.at(-1) !== text.length) ends.push(text.length);
  const room = (start: number, end: number): number => {
    const visible = text.slice(start, end).replace(LINE_END, '').length;
    return (before[start + visible] ?? 0) - (before[start] ?? 0);
  };
  const lines: Stretch[] = [];
  let start = 0;
  let end = 0;
  for (const candidate of ends) {
    if (room(start, candidate) > width && end > start) {
      lines.push({ start, end, hyphen: text[end - 1] === '\u00ad' });
      start = end;
    }
    while (room(start, candidate) > width) {
      const hyphenRoom = 0.35;
      const cut = forcedEnd(text, start, candidate, (next) => room(start, next) + hyphenRoom <= width);
      if (cut >= candidate) break;
      lines.push({ start, end: cut, hyphen: /^\p{L}\p{M}*\p{L}$/u.test(text.slice(cut - 1, cut + 1)) });
      start = cut;
    }
    end = candidate;
  }
  if (end > start || lines.length === 0) lines.push({ start, end, hyphen: false });
  return lines;
}

/** Order from left to right in which runs of these levels are seen (rule L2 of the bidirectional algorithm). */
function visualOrder(levels: readonly number[]): number[] {
  const order = levels.map((_, index) => index);
  const highest = Math.max(0, ...levels);
  for (let level = highest; level >= 1; level -= 1) {
    for (let from = 0; from < order.length;) {
      let to = from;
      while (to < order.length && (levels[order[to] as number] ?? 0) >= level) to += 1;
      order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to + 1;
    }
  }
  return order;
}

function buildLine(
  text: string,
  levels: Uint8Array,
  base: number,
  line: Stretch,
  style: TextStyle,
): TextLine {
  const own = levels.slice();
  const visibleEnd = line.start + text.slice(line.start, line.end).replace(LINE_END, '').length;
  own.fill(base, visibleEnd, line.end);
  const items = itemise(text, own, line, style.weight);
  const runs: (Omit<LineRun, 'x'> & { x: number })[] = items.map((item) => ({
    kind: item.level % 2 === 1 ? 'reversed' : 'plain',
    font: item.font,
    glyphs: shapeItem(text, item, style.language),
    x: 0,
  }));
  const hyphenFont = line.hyphen && base === 0 ? fontFor(0x2d, style.weight) : undefined;
  if (hyphenFont) {
    const item = { start: 0, end: 1, level: base, font: hyphenFont };
    runs.push({ kind: 'hyphen', font: hyphenFont, glyphs: shapeItem('-', item, style.language), x: 0 });
  }
  let width = 0;
  for (const index of visualOrder([...items.map((item) => item.level), ...(hyphenFont ? [base] : [])])) {
    const run = runs[index];
    if (!run) continue;
    run.x = width;
    width += run.glyphs.reduce((sum, glyph) => sum + toEm(glyph, run.font), 0);
  }
  return { runs, width, height: Math.max(1.4, ...runs.map((run) => run.font.lineHeight)) };
}

/**
 * Sets a text in lines: direction, fonts, joined letters, breaks at spaces and hyphens; a word too long for a line is
 * cut. A character that no font has is shown as U+FFFD. An empty text gives no line.
 */
export function setLines(source: string, style: TextStyle): TextLine[] {
  const base = isRightToLeft(style.language) ? 1 : 0;
  return source.split(/\r?\n/u).flatMap((part) => {
    const text = cleaned(part);
    if (text.trim() === '') return [];
    const { levels } = bidi.getEmbeddingLevels(text, base === 1 ? 'rtl' : 'ltr');
    const items = itemise(text, levels, { start: 0, end: text.length }, style.weight);
    const before = widthsBefore(text, items, style.language);
    return breakLines(text, before, style.width).map((line) => buildLine(text, levels, base, line, style));
  });
}
