import { writeTrueType, type FontTables } from './woff.js';

/** A glyph of the font moved by a distance in units of the font. */
export interface GlyphPart {
  readonly glyph: number;
  readonly x: number;
  readonly y: number;
}

/** A glyph added to the subset, made of others: a letter with its dots and vowel signs. */
export interface ComposedGlyph {
  readonly parts: readonly GlyphPart[];
  readonly advance: number;
}

const MORE_COMPONENTS = 0x20;
const WORDS = 0x01;
const XY_VALUES = 0x02;
const SCALE = 0x08;
const XY_SCALE = 0x40;
const TWO_BY_TWO = 0x80;

function table(tables: FontTables, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`The font has no table ${tag}`);
  return found;
}

/** Outline of each glyph by number; empty for a glyph without ink. */
function outlines(tables: FontTables): Buffer[] {
  const long = table(tables, 'head').readInt16BE(50) === 1;
  const loca = table(tables, 'loca');
  const glyf = table(tables, 'glyf');
  const at = (index: number): number =>
    long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2;
  return Array.from({ length: glyphCount(tables) }, (_, glyph) => glyf.subarray(at(glyph), at(glyph + 1)));
}

/** Numbers of the glyphs an outline is composed of. */
function components(outline: Buffer): number[] {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return [];
  const found: number[] = [];
  for (let at = 10, more = true; more;) {
    const flags = outline.readUInt16BE(at);
    found.push(outline.readUInt16BE(at + 2));
    at += 4 + (flags & WORDS ? 4 : 2);
    if (flags & SCALE) at += 2;
    else if (flags & XY_SCALE) at += 4;
    else if (flags & TWO_BY_TWO) at += 8;
    more = (flags & MORE_COMPONENTS) !== 0;
  }
  return found;
}

/** Number of glyphs of a font; composed ones are counted on from it. */
export function glyphCount(tables: FontTables): number {
  return table(tables, 'maxp').readUInt16BE(4);
}

/** Width of a glyph as the font has it, in units of the font. */
export function nominalAdvance(tables: FontTables, glyph: number): number {
  const last = table(tables, 'hhea').readUInt16BE(34) - 1;
  return table(tables, 'hmtx').readUInt16BE(Math.min(glyph, last) * 4);
}

/** Outline that draws the parts; empty when none of them has ink. */
function compose(parts: readonly GlyphPart[], all: readonly Buffer[]): Buffer {
  const inked = parts.filter(({ glyph }) => (all[glyph]?.length ?? 0) > 0);
  if (inked.length === 0) return Buffer.alloc(0);
  const box = [0x7fff, 0x7fff, -0x8000, -0x8000];
  const data = Buffer.alloc(10 + inked.length * 8);
  inked.forEach(({ glyph, x, y }, index) => {
    const outline = all[glyph] as Buffer;
    const at = 10 + index * 8;
    data.writeUInt16BE(WORDS | XY_VALUES | (index < inked.length - 1 ? MORE_COMPONENTS : 0), at);
    data.writeUInt16BE(glyph, at + 2);
    data.writeInt16BE(x, at + 4);
    data.writeInt16BE(y, at + 6);
    [x, y, x, y].forEach((move, side) => {
      const edge = outline.readInt16BE(2 + side * 2) + move;
      box[side] = (side < 2 ? Math.min : Math.max)(box[side] as number, edge);
    });
  });
  data.writeInt16BE(-1, 0);
  box.forEach((edge, side) => data.writeInt16BE(edge, 2 + side * 2));
  return data;
}

/** Widths of all glyphs; the left bearing is where the outline begins. */
function metrics(tables: FontTables, all: readonly Buffer[], composed: readonly ComposedGlyph[]): Buffer {
  const count = glyphCount(tables);
  const data = Buffer.alloc(all.length * 4);
  all.forEach((outline, glyph) => {
    data.writeUInt16BE(composed[glyph - count]?.advance ?? nominalAdvance(tables, glyph), glyph * 4);
    data.writeInt16BE(outline.length > 0 ? outline.readInt16BE(2) : 0, glyph * 4 + 2);
  });
  return data;
}

/** Copies of the three tables that count and bound the glyphs, brought up to date. */
function headers(tables: FontTables, count: number, parts: number): [string, Buffer][] {
  const head = Buffer.from(table(tables, 'head'));
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(table(tables, 'hhea'));
  hhea.writeUInt16BE(count, 34);
  const maxp = Buffer.from(table(tables, 'maxp'));
  maxp.writeUInt16BE(count, 4);
  for (const [simple, composite] of [
    [6, 10],
    [8, 12],
  ] as const) {
    const most = Math.max(maxp.readUInt16BE(simple), maxp.readUInt16BE(composite));
    maxp.writeUInt16BE(Math.min(most * Math.max(parts, 1), 0xffff), composite);
  }
  maxp.writeUInt16BE(Math.max(maxp.readUInt16BE(28), parts), 28);
  maxp.writeUInt16BE(maxp.readUInt16BE(30) + 1, 30);
  return [
    ['head', head],
    ['hhea', hhea],
    ['maxp', maxp],
  ];
}

/**
 * TrueType file with the outlines of some glyphs only; their numbers stay what they are.
 *
 * @param glyphs    Numbers of the glyphs used; 0 (no such character) and components are added.
 * @param composed  Glyphs to add; the first gets the number `glyphCount(tables)`.
 */
export function subsetFont(
  tables: FontTables,
  glyphs: Iterable<number>,
  composed: readonly ComposedGlyph[],
): Buffer {
  const own = outlines(tables);
  const all = [...own, ...composed.map(({ parts }) => compose(parts, own))];
  const used = new Set<number>();
  const add = (glyph: number): void => {
    const outline = all[glyph];
    if (!outline || used.has(glyph)) return;
    used.add(glyph);
    components(outline).forEach(add);
  };
  add(0);
  for (const glyph of glyphs) add(glyph);
  composed.forEach((_, index) => add(own.length + index));

  const loca = Buffer.alloc((all.length + 1) * 4);
  const parts: Buffer[] = [];
  let offset = 0;
  all.forEach((outline, glyph) => {
    if (used.has(glyph)) {
      const padding = Buffer.alloc((4 - (outline.length % 4)) % 4);
      parts.push(outline, padding);
      offset += outline.length + padding.length;
    }
    loca.writeUInt32BE(offset, (glyph + 1) * 4);
  });
  const most = composed.reduce((max, glyph) => Math.max(max, glyph.parts.length), 0);
  return writeTrueType(
    new Map([
      ...headers(tables, all.length, most),
      ['hmtx', metrics(tables, all, composed)],
      ['loca', loca],
      ['glyf', Buffer.concat(parts)],
    ]),
  );
}
