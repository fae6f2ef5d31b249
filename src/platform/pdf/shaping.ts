import {
  Buffer as ShapingBuffer,
  ClusterLevel,
  Direction,
  shape,
  type GlyphInfo,
  type GlyphPosition,
} from 'harfbuzzjs';

import { fontFor, hasGlyph, type FontWeight, type PdfFont } from './font-library.js';
import { nominalAdvance, type GlyphPart } from './glyph-subset.js';

/** What is drawn for one character with its dots, or for several that form a ligature. Units of the font. */
export interface ShapedGlyph {
  /** Index of its first character in the text that was shaped. */
  readonly start: number;
  /** The characters it stands for, in reading order. */
  readonly text: string;
  readonly parts: readonly GlyphPart[];
  /** Width as set, with kerning. */
  readonly advance: number;
  /** Width as the font has it. */
  readonly nominal: number;
}

/** Stretch of text in one font and one direction. */
export interface TextItem {
  readonly start: number;
  readonly end: number;
  /** Level of the bidirectional algorithm; odd is right to left. */
  readonly level: number;
  readonly font: PdfFont;
}

/** Direction marks, joiners, soft hyphens: characters that show nothing themselves. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}+$/u;
/** They decide how letters join, so they belong to the text that is read out of the file. */
const JOINERS = /^[\u200c\u200d]$/u;
const REPLACEMENT = 0xfffd;

function requiredFont(codePoint: number, weight: FontWeight): PdfFont {
  const font = fontFor(codePoint, weight) ?? fontFor(REPLACEMENT, weight);
  if (!font) throw new Error('The fonts have no replacement character');
  return font;
}

/** Splits text where the font or the direction changes. The result covers the stretch, in reading order. */
export function itemise(
  text: string,
  levels: Uint8Array,
  stretch: { readonly start: number; readonly end: number },
  weight: FontWeight,
): TextItem[] {
  const items: TextItem[] = [];
  for (let at = stretch.start; at < stretch.end;) {
    const codePoint = text.codePointAt(at) as number;
    const end = at + (codePoint > 0xffff ? 2 : 1);
    const level = levels[at] as number;
    const last = items.at(-1);
    const stays = last && (INVISIBLE.test(text.slice(at, end)) || hasGlyph(last.font, codePoint));
    const font = stays ? last.font : requiredFont(codePoint, weight);
    if (last && last.font === font && last.level === level) items[items.length - 1] = { ...last, end };
    else items.push({ start: at, end, level, font });
    at = end;
  }
  return items;
}

type PlacedGlyph = GlyphInfo & Partial<GlyphPosition>;

/** Makes one glyph of all that were set for the same characters. */
function merge(font: PdfFont, placed: readonly PlacedGlyph[], text: string): ShapedGlyph {
  const start = placed[0]?.cluster ?? 0;
  if (JOINERS.test(text)) return { start, text, parts: [], advance: 0, nominal: 0 };
  let advance = 0;
  let nominal = 0;
  const parts: GlyphPart[] = [];
  for (const glyph of placed) {
    parts.push({ glyph: glyph.codepoint, x: advance + (glyph.xOffset ?? 0), y: glyph.yOffset ?? 0 });
    advance += glyph.xAdvance ?? 0;
    // A mark above its letter takes no room, whatever width the font gives it when it stands alone.
    if (glyph.xAdvance) nominal += nominalAdvance(font.tables, glyph.codepoint);
  }
  return { start, text, parts, advance, nominal };
}

/**
 * Chooses and places the glyphs of an item, joined letters and ligatures included.
 *
 * @param text      The whole paragraph: neighbours decide about the joining of letters.
 * @param language  BCP 47; some languages have their own forms of a letter.
 * @returns         Glyphs from left to right as they are seen.
 */
export function shapeItem(text: string, item: TextItem, language: string): ShapedGlyph[] {
  const buffer = new ShapingBuffer();
  buffer.addText(text, item.start, item.end - item.start);
  buffer.setClusterLevel(ClusterLevel.MONOTONE_CHARACTERS);
  buffer.setDirection(item.level % 2 === 1 ? Direction.RTL : Direction.LTR);
  buffer.setLanguage(language);
  buffer.guessSegmentProperties();
  shape(item.font.shaper, buffer);
  const groups: PlacedGlyph[][] = [];
  for (const glyph of buffer.getGlyphInfosAndPositions()) {
    const group = groups.at(-1);
    if (group && group[0]?.cluster === glyph.cluster) group.push(glyph);
    else groups.push([glyph]);
  }
  const starts = groups.map((group) => group[0]?.cluster ?? 0).sort((a, b) => a - b);
  const endOf = (start: number): number => starts[starts.indexOf(start) + 1] ?? item.end;
  return groups
    .map((group) => {
      const start = group[0]?.cluster ?? 0;
      return merge(item.font, group, text.slice(start, endOf(start)));
    })
    .filter(({ advance, text: shown }) => advance !== 0 || JOINERS.test(shown) || !INVISIBLE.test(shown));
}
