import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Blob, Face, Font } from 'harfbuzzjs';

import { readWoff, writeTrueType, type FontTables } from './woff.js';

/** Upright weights that are used. */
export type FontWeight = 400 | 700;

/** One font file: a script of Noto Sans in one weight. Distances are in units of the font. */
export interface PdfFont {
  /** Unique, for instance `NotoSans-latin-400`. */
  readonly name: string;
  readonly weight: FontWeight;
  readonly tables: FontTables;
  readonly shaper: Font;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Distance of two lines as a multiple of the type size. */
  readonly lineHeight: number;
}

interface FontFile {
  readonly family: 'noto-sans' | 'noto-sans-arabic' | 'noto-sans-ethiopic';
  readonly subset: string;
  readonly lineHeight: number;
}

/** In the order in which they are asked for a character that several of them have. */
const FILES: readonly FontFile[] = [
  { family: 'noto-sans', subset: 'latin', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'latin-ext', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'cyrillic', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'cyrillic-ext', lineHeight: 1.4 },
  { family: 'noto-sans-arabic', subset: 'arabic', lineHeight: 1.7 },
  { family: 'noto-sans-ethiopic', subset: 'ethiopic', lineHeight: 1.55 },
  { family: 'noto-sans', subset: 'greek', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'greek-ext', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'vietnamese', lineHeight: 1.4 },
  { family: 'noto-sans', subset: 'devanagari', lineHeight: 1.6 },
];

const require = createRequire(import.meta.url);
const FOLDERS: Readonly<Record<FontFile['family'], string>> = {
  'noto-sans': dirname(require.resolve('@fontsource/noto-sans/package.json')),
  'noto-sans-arabic': dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')),
  'noto-sans-ethiopic': dirname(require.resolve('@fontsource/noto-sans-ethiopic/package.json')),
};
const ranges = new Map<string, readonly (readonly [number, number])[]>();
const fonts = new Map<string, PdfFont>();

/** Ranges of code points the package names for a file; reading them is cheaper than reading the file. */
function rangesOf({ family, subset }: FontFile): readonly (readonly [number, number])[] {
  const key = `${family}/${subset}`;
  const known = ranges.get(key);
  if (known) return known;
  const all = JSON.parse(readFileSync(join(FOLDERS[family], 'unicode.json'), 'utf8')) as Record<
    string,
    string
  >;
  const found = (all[subset] ?? '').split(',').map((range) => {
    const [from = '', to = from] = range.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
  ranges.set(key, found);
  return found;
}

function load(file: FontFile, weight: FontWeight): PdfFont {
  const name = `${file.family}-${file.subset}-${weight}`;
  const known = fonts.get(name);
  if (known) return known;
  const tables = readWoff(readFileSync(join(FOLDERS[file.family], 'files', `${name}-normal.woff`)));
  const face = new Face(new Blob(writeTrueType(tables)));
  const shaper = new Font(face);
  const { ascender, descender } = shaper.hExtents();
  const font: PdfFont = {
    name,
    weight,
    tables,
    shaper,
    unitsPerEm: face.upem,
    ascent: ascender,
    descent: descender,
    lineHeight: file.lineHeight,
  };
  fonts.set(name, font);
  return font;
}

/**
 * Font that has a character, or `undefined` when none of the installed ones has it.
 *
 * Files are read when the first character of theirs is asked for, and kept for the life of the process.
 */
export function fontFor(codePoint: number, weight: FontWeight): PdfFont | undefined {
  for (const file of FILES) {
    if (!rangesOf(file).some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
    const font = load(file, weight);
    if (hasGlyph(font, codePoint)) return font;
  }
  return undefined;
}

/** Whether a font can draw a character. */
export function hasGlyph(font: PdfFont, codePoint: number): boolean {
  return font.shaper.nominalGlyph(codePoint) !== undefined;
}
