import type { PdfFont } from './font-library.js';
import { glyphCount, nominalAdvance, subsetFont, type ComposedGlyph } from './glyph-subset.js';
import { decimal, reference, type ObjectNumber, type PdfFile } from './pdf-file.js';
import type { ShapedGlyph } from './shaping.js';

interface UsedGlyph {
  readonly glyph: number;
  readonly text: string;
  readonly nominal: number;
}

/** UTF-16 in hexadecimal without mark. */
function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/**
 * What one document uses of a font.
 *
 * Codes in the file are counted per pair of glyph and text, so that characters which share a shape are still told apart
 * by whoever reads the text out of the file.
 */
export class FontUse {
  private readonly codes = new Map<string, number>();
  private readonly used: UsedGlyph[] = [];
  private readonly composed: ComposedGlyph[] = [];
  private readonly composedNumbers = new Map<string, number>();

  /** @param resource  Name in the resources of the pages, for instance `F1`. */
  constructor(
    readonly font: PdfFont,
    readonly resource: string,
  ) {}

  /** Code of a glyph in text operators, four hexadecimal digits. */
  code(glyph: ShapedGlyph): string {
    const key = `${glyph.parts.map((part) => `${part.glyph},${part.x},${part.y}`).join(';')}|${glyph.text}`;
    let code = this.codes.get(key);
    if (code === undefined) {
      this.used.push({ glyph: this.numberOf(glyph), text: glyph.text, nominal: glyph.nominal });
      code = this.used.length;
      this.codes.set(key, code);
    }
    return hex4(code);
  }

  private numberOf({ parts, nominal }: ShapedGlyph): number {
    const [only] = parts;
    if (parts.length === 1 && only?.x === 0 && only.y === 0) {
      if (nominal === nominalAdvance(this.font.tables, only.glyph)) return only.glyph;
    }
    const key = JSON.stringify([parts, nominal]);
    let number = this.composedNumbers.get(key);
    if (number === undefined) {
      number = glyphCount(this.font.tables) + this.composed.length;
      this.composed.push({ parts, advance: nominal });
      this.composedNumbers.set(key, number);
    }
    return number;
  }

  /** Writes the font with the glyphs used so far: outlines, widths, and the text each code stands for. */
  write(file: PdfFile): ObjectNumber {
    const { font } = this;
    const name = `${tag(this.resource)}+${font.name}`;
    const scaled = (units: number): string => decimal((units * 1000) / font.unitsPerEm);
    const program = subsetFont(
      font.tables,
      this.used.map(({ glyph }) => glyph),
      this.composed,
    );
    const programFile = file.stream(program, { entries: `/Length1 ${program.length}` });
    const box = [0, 2, 4, 6].map((at) => scaled(font.tables.get('head')?.readInt16BE(36 + at) ?? 0));
    const descriptor = file.write(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box.join(' ')}] /ItalicAngle 0 ` +
        `/Ascent ${scaled(font.ascent)} /Descent ${scaled(font.descent)} /CapHeight 714 ` +
        `/StemV ${font.weight === 700 ? 140 : 80} /FontFile2 ${reference(programFile)} >>`,
    );
    const map = Buffer.alloc((this.used.length + 1) * 2);
    this.used.forEach(({ glyph }, index) => map.writeUInt16BE(glyph, (index + 1) * 2));
    const widths = this.used.map(({ nominal }) => scaled(nominal)).join(' ');
    const descendant = file.write(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} ` +
        `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
        `/FontDescriptor ${reference(descriptor)} /DW 0 /W [1 [${widths}]] ` +
        `/CIDToGIDMap ${reference(file.stream(map))} >>`,
    );
    return file.write(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
        `/DescendantFonts [${reference(descendant)}] /ToUnicode ${reference(file.stream(this.unicodeMap()))} >>`,
    );
  }

  private unicodeMap(): Buffer {
    const rows = this.used.map(({ text }, index) => `<${hex4(index + 1)}> <${utf16(text)}>`);
    const blocks: string[] = [];
    for (let at = 0; at < rows.length; at += 100) {
      const block = rows.slice(at, at + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return Buffer.from(
      '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
        '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
        `1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join('\n')}\n` +
        'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n',
    );
  }
}

/** Six letters that mark a subset, from the number of the resource. */
function tag(resource: string): string {
  const number = Number(resource.slice(1));
  return `AAAA${String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26))}`;
}
