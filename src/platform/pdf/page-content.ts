import type { PdfFont } from './font-library.js';
import type { FontUse } from './font-use.js';
import type { LineRun, TextLine } from './paragraph.js';
import { decimal } from './pdf-file.js';
import type { StructureNode } from './structure.js';

/** Where a line of text stands: `x` of its left end, `y` of its base line, from the lower left corner in points. */
export interface LinePosition {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/**
 * Content of one page as it grows. Everything on it is either part of the structure or an artifact.
 *
 * Two kinds of runs say in their mark that they are not plain text in reading order: glyphs of right-to-left text stand
 * from left to right in the file (`ReversedChars`, ISO 32000-1, 14.8.2.3.3), and the hyphen of a cut word is not part
 * of it. Marks are not nested: readers differ in what they make of that.
 */
export class PageContent {
  /** Element each marked content belongs to, by its number. */
  readonly owners: StructureNode[] = [];
  private readonly operators: string[] = [];

  /**
   * @param index  Number of the page from 0.
   * @param fonts  Gives what the document uses of a font.
   */
  constructor(
    readonly index: number,
    private readonly fonts: (font: PdfFont) => FontUse,
  ) {}

  /** Draws a line as content of an element. */
  text(line: TextLine, at: LinePosition, owner: StructureNode): void {
    let open: LineRun['kind'] | undefined;
    for (const run of line.runs) {
      if (run.kind !== open) {
        if (open) this.operators.push('EMC');
        this.begin(run.kind, owner);
        open = run.kind;
      }
      this.run(run, at);
    }
    if (open) this.operators.push('EMC');
  }

  /** Draws a line that is not read aloud: page numbers, repeated table headers. */
  artifactText(line: TextLine, at: LinePosition): void {
    this.operators.push('/Artifact << /Type /Pagination >> BDC', '0.3 g');
    for (const run of line.runs) this.run(run, at);
    this.operators.push('0 g', 'EMC');
  }

  /** Draws a filled rectangle that only decorates; `gray` from 0 (black) to 1. */
  decoration(box: { x: number; y: number; width: number; height: number }, gray: number): void {
    const sides = [box.x, box.y, box.width, box.height].map(decimal).join(' ');
    this.operators.push('/Artifact << /Type /Layout >> BDC', `${decimal(gray)} g ${sides} re f 0 g`, 'EMC');
  }

  /** The operators as they stand in the file. */
  toBuffer(): Buffer {
    return Buffer.from(`${this.operators.join('\n')}\n`, 'latin1');
  }

  private begin(kind: LineRun['kind'], owner: StructureNode): void {
    const id = this.owners.length;
    this.owners.push(owner);
    owner.children.push({ page: this.index, id });
    const tag = kind === 'plain' ? owner.type : kind === 'reversed' ? 'ReversedChars' : 'Span';
    const actualText = kind === 'hyphen' ? ' /ActualText <FEFF00AD>' : '';
    this.operators.push(`/${tag} << /MCID ${id}${actualText} >> BDC`);
  }

  private run(run: LineRun, { x, y, size }: LinePosition): void {
    const use = this.fonts(run.font);
    let shown = '';
    for (const glyph of run.glyphs) {
      const kerning = ((glyph.nominal - glyph.advance) * 1000) / run.font.unitsPerEm;
      shown += `<${use.code(glyph)}>${kerning === 0 ? '' : decimal(kerning)}`;
    }
    this.operators.push(
      `BT /${use.resource} ${decimal(size)} Tf 1 0 0 1 ${decimal(x + run.x * size)} ${decimal(y)} Tm`,
      `[${shown.replaceAll('><', '')}] TJ ET`,
    );
  }
}
