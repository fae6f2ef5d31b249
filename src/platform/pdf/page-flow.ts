import type { PdfFont } from './font-library.js';
import { FontUse } from './font-use.js';
import { PageContent } from './page-content.js';
import type { TextLine } from './paragraph.js';
import type { StructureNode } from './structure.js';

/** A4 and its margins in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 539.28, top: 56, bottom: 64 } as const;

/** A text with its place: lines between two edges, under what was placed before. Lengths in points. */
export interface TextBox {
  readonly lines: readonly TextLine[];
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly rightToLeft: boolean;
  readonly owner: StructureNode;
  readonly gapBefore: number;
  /** Bullet or number at the side of the first line, an element of its own. */
  readonly marker?: { readonly line: TextLine; readonly owner: StructureNode };
}

/** Boxes under one another. */
export type Column = readonly TextBox[];

/** A place in the document; `y` is the distance from the upper edge of the page. */
export interface Cursor {
  readonly page: number;
  readonly y: number;
}

/** Distance of the base line from the top of a line in em; the same in all scripts, so that columns align. */
const BASELINE = 1.05;

/** Room from a list's edge to its text. */
export const MARKER_ROOM = 16;

/** Height of a box with the gap before it. */
export function heightOf(box: TextBox): number {
  return box.lines.reduce((sum, line) => sum + line.height * box.size, box.gapBefore);
}

/** Height of the tallest column. */
export function tallest(columns: readonly Column[]): number {
  return Math.max(0, ...columns.map((column) => column.reduce((sum, box) => sum + heightOf(box), 0)));
}

/** Pages that grow as boxes are placed on them. */
export class PageFlow {
  readonly pages: PageContent[] = [];
  private readonly fonts = new Map<PdfFont, FontUse>();
  private at: Cursor = { page: 0, y: PAGE.top };
  private onNewPage: (() => void) | undefined;

  constructor() {
    this.page(0);
  }

  /** Where the next box begins. */
  get cursor(): Cursor {
    return this.at;
  }

  /** What the document uses of its fonts, in the order of their first use. */
  get fontUses(): readonly FontUse[] {
    return [...this.fonts.values()];
  }

  /** Room from the upper margin to the lower one. */
  get pageRoom(): number {
    return PAGE.height - PAGE.top - PAGE.bottom;
  }

  /** Begins a new page unless so much room is left; what is taller than a page begins where it is. */
  ensure(room: number): void {
    if (this.at.y === PAGE.top || this.at.y + room <= PAGE.height - PAGE.bottom || room > this.pageRoom)
      return;
    this.at = { page: this.at.page + 1, y: PAGE.top };
    this.page(this.at.page);
    this.onNewPage?.();
  }

  /** Leaves room, none at the top of a page. */
  skip(room: number): void {
    if (this.at.y > PAGE.top) this.at = { ...this.at, y: this.at.y + room };
  }

  /** Repeats something at the top of every page that `ensure` begins, until called without it. */
  repeatOnNewPage(repeat: (() => void) | undefined): void {
    this.onNewPage = repeat;
  }

  /** Places columns side by side, over several pages if need be, and goes on under the longest. */
  place(columns: readonly Column[]): void {
    const ends = columns.map((column) => this.placeColumn(column));
    this.at = ends.reduce(
      (last, end) => (end.page > last.page || (end.page === last.page && end.y > last.y) ? end : last),
      this.at,
    );
  }

  /** Draws columns at the cursor without making them part of the structure. */
  placeArtifact(columns: readonly Column[]): void {
    const start = this.at;
    for (const column of columns) {
      let { y } = start;
      for (const box of column) {
        y += box.gapBefore;
        for (const line of box.lines) {
          const baseline = y + BASELINE * box.size;
          const position = { x: leftEnd(box, line), y: PAGE.height - baseline, size: box.size };
          this.page(start.page).artifactText(line, position);
          y += line.height * box.size;
        }
      }
    }
    this.at = { ...start, y: start.y + tallest(columns) };
  }

  /** Draws a line of one size at the foot of a page, from a left end. */
  foot(page: number, line: TextLine, x: number, size: number): void {
    this.page(page).artifactText(line, { x, y: PAGE.bottom / 2, size });
  }

  /** Draws a bar from a place to the cursor, on every page between them. */
  bar(from: Cursor, x: number, width: number): void {
    for (let page = from.page; page <= this.at.page; page += 1) {
      const top = page === from.page ? from.y : PAGE.top;
      const bottom = page === this.at.page ? this.at.y : PAGE.height - PAGE.bottom;
      if (bottom <= top) continue;
      this.page(page).decoration({ x, y: PAGE.height - bottom, width, height: bottom - top }, 0.35);
    }
  }

  /** Draws a thin line across the page at the cursor. */
  rule(gray: number): void {
    const width = PAGE.right - PAGE.left;
    this.page(this.at.page).decoration(
      { x: PAGE.left, y: PAGE.height - this.at.y, width, height: 0.5 },
      gray,
    );
  }

  private placeColumn(column: Column): Cursor {
    let { page, y } = this.at;
    for (const box of column) {
      y += y > PAGE.top ? box.gapBefore : 0;
      box.lines.forEach((line, index) => {
        const height = line.height * box.size;
        if (y + height > PAGE.height - PAGE.bottom) {
          page += 1;
          y = PAGE.top;
        }
        this.drawLine(box, index, { page, y });
        y += height;
      });
    }
    return { page, y };
  }

  private drawLine(box: TextBox, index: number, at: Cursor): void {
    const line = box.lines[index];
    if (!line) return;
    const page = this.page(at.page);
    const y = PAGE.height - (at.y + BASELINE * box.size);
    if (index === 0 && box.marker) {
      const width = box.marker.line.width * box.size;
      const x = box.rightToLeft ? box.right + MARKER_ROOM - width : box.left - MARKER_ROOM;
      page.text(box.marker.line, { x, y, size: box.size }, box.marker.owner);
    }
    page.text(line, { x: leftEnd(box, line), y, size: box.size }, box.owner);
  }

  private page(index: number): PageContent {
    for (let next = this.pages.length; next <= index; next += 1) {
      this.pages.push(new PageContent(next, (font) => this.use(font)));
    }
    return this.pages[index] as PageContent;
  }

  private use(font: PdfFont): FontUse {
    let use = this.fonts.get(font);
    if (!use) {
      use = new FontUse(font, `F${this.fonts.size}`);
      this.fonts.set(font, use);
    }
    return use;
  }
}

function leftEnd(box: TextBox, line: TextLine): number {
  return box.rightToLeft ? box.right - line.width * box.size : box.left;
}
