import { describe, expect, it } from '@jest/globals';
import { Blob, Face, Font } from 'harfbuzzjs';

import { fontFor, type PdfFont } from './font-library.js';
import { glyphCount, nominalAdvance, subsetFont } from './glyph-subset.js';

const latin = fontFor(0x41, 400) as PdfFont;
const numberOf = (char: string): number => latin.shaper.nominalGlyph(char.codePointAt(0) as number) ?? 0;

/** Opens a font file as another program does. */
const open = (file: Buffer): Font => new Font(new Face(new Blob(file)));

describe('subset of a font', () => {
  it('keeps outlines and widths of the glyphs used, under their numbers, with what they are composed of', () => {
    const used = ['A', 'ä', 'ß'].map(numberOf);
    const font = open(subsetFont(latin.tables, used, []));
    for (const glyph of used) {
      expect(font.glyphToPath(glyph)).toBe(latin.shaper.glyphToPath(glyph));
      expect(font.glyphToPath(glyph)).not.toBe('');
      expect(font.glyphHAdvance(glyph)).toBe(latin.shaper.glyphHAdvance(glyph));
    }
  });

  it('drops the outlines of all others', () => {
    const file = subsetFont(latin.tables, [numberOf('A')], []);
    expect(open(file).glyphToPath(numberOf('Q'))).toBe('');
    expect(latin.shaper.glyphToPath(numberOf('Q'))).not.toBe('');
  });

  it('adds glyphs made of others at their distance', () => {
    const parts = [
      { glyph: numberOf('a'), x: 0, y: 0 },
      { glyph: numberOf('.'), x: 100, y: 300 },
    ];
    const added = glyphCount(latin.tables);
    const font = open(subsetFont(latin.tables, [], [{ parts, advance: 700 }]));
    const [letter, dot] = [
      latin.shaper.glyphExtents(numberOf('a')),
      latin.shaper.glyphExtents(numberOf('.')),
    ];
    const both = font.glyphExtents(added);
    expect(font.glyphHAdvance(added)).toBe(700);
    expect(font.glyphToPath(added)).toContain(latin.shaper.glyphToPath(numberOf('a')));
    expect(both?.xBearing).toBe(Math.min(letter?.xBearing ?? 0, (dot?.xBearing ?? 0) + 100));
    expect(both?.yBearing).toBe(Math.max(letter?.yBearing ?? 0, (dot?.yBearing ?? 0) + 300));
  });

  it('reads the widths the font has', () => {
    expect(nominalAdvance(latin.tables, numberOf('m'))).toBe(latin.shaper.glyphHAdvance(numberOf('m')));
  });
});
