import { PAGE, PageFlow, tallest } from './page-flow.js';
import { setLines } from './paragraph.js';
import type { PdfBlock, PdfDocument, PdfList, PdfNote, PdfText } from './pdf-document.js';
import { StructureNode, type StructureType } from './structure.js';
import { layOutKeyValues, layOutTable } from './table-layout.js';
import { arrange, FULL, TextSetter, type Look } from './text-setter.js';

const BODY: Look = { size: 10.5, weight: 400, gapBefore: 6 };
const ITEM: Look = { ...BODY, gapBefore: 3 };
const HEADINGS: Readonly<Record<'H1' | 'H2' | 'H3', Look>> = {
  H1: { size: 18, weight: 700, gapBefore: 0 },
  H2: { size: 13, weight: 700, gapBefore: 18 },
  H3: { size: 11, weight: 700, gapBefore: 12 },
};
const FOOT = { size: 8.5, weight: 400 } as const;
/** Room that must be left for what follows a heading. */
const AFTER_HEADING = 48;
/** Texts of at most so much height are not torn apart. */
const KEPT_TOGETHER = 52;
const NOTE_INDENT = 12;
const BAR = 2.5;

/** A document with every line in its place. */
export interface LaidOut {
  readonly flow: PageFlow;
  readonly root: StructureNode;
}

function assertNever(block: never): never {
  throw new Error(`Unknown block ${JSON.stringify(block)}`);
}

class DocumentLayout {
  readonly flow = new PageFlow();
  readonly root = new StructureNode('Document');
  private readonly setter: TextSetter;

  constructor(private readonly document: PdfDocument) {
    this.setter = new TextSetter(document);
  }

  run(): LaidOut {
    this.heading(this.document.title, 'H1', this.root);
    this.flow.skip(6);
    for (const section of this.document.sections) {
      const parent = this.root.add('Sect');
      if (section.heading !== undefined) this.heading(section.heading, 'H2', parent);
      for (const block of section.blocks) this.block(block, parent);
    }
    this.feet();
    return { flow: this.flow, root: this.root };
  }

  private block(block: PdfBlock, parent: StructureNode): void {
    switch (block.kind) {
      case 'heading':
        return this.heading(block.text, 'H3', parent);
      case 'paragraph':
        return this.text(block.text, BODY, parent, 'P');
      case 'list':
        return this.list(block, parent);
      case 'keyValues':
        return layOutKeyValues(this.flow, this.setter, block, parent);
      case 'table':
        return layOutTable(this.flow, this.setter, block, parent);
      case 'note':
        return this.note(block, parent);
      default:
        return assertNever(block);
    }
  }

  private heading(text: PdfText, type: 'H1' | 'H2' | 'H3', parent: StructureNode): void {
    const columns = this.setter.columns(text, HEADINGS[type], parent, type);
    this.flow.ensure(tallest(columns) + AFTER_HEADING);
    this.flow.place(columns);
  }

  private text(text: PdfText, look: Look, parent: StructureNode, type: StructureType, edges = FULL): void {
    const columns = this.setter.columns(text, look, parent, type, edges);
    if (tallest(columns) <= KEPT_TOGETHER) this.flow.ensure(tallest(columns));
    this.flow.place(columns);
  }

  private note(note: PdfNote, parent: StructureNode): void {
    this.flow.skip(10);
    const parts = parent.add('Div');
    const boxes = this.setter.versions(note.text, FULL, this.setter.beside).map((version, order) => {
      const look = order > 0 && version.column === 0 ? BODY : { ...BODY, gapBefore: 0 };
      const owner = parts.add('P', version.language);
      return { column: version.column, box: this.setter.indented(version, look, NOTE_INDENT, owner) };
    });
    const columns = arrange(boxes);
    this.flow.ensure(Math.min(tallest(columns), this.flow.pageRoom));
    const from = this.flow.cursor;
    this.flow.place(columns);
    for (const { box } of boxes) {
      this.flow.bar(from, box.rightToLeft ? box.right + NOTE_INDENT - BAR : box.left - NOTE_INDENT, BAR);
    }
    this.flow.skip(6);
  }

  /** One list per language, each whole for a screen reader; on paper the items stand beside one another. */
  private list(list: PdfList, parent: StructureNode): void {
    const numbering = `/O /List /ListNumbering /${list.ordered ? 'Decimal' : 'Disc'}`;
    const lists: StructureNode[] = [];
    list.items.forEach((text, index) => {
      const mark = list.ordered ? `${index + 1}.` : '•';
      const boxes = this.setter.versions(text, FULL, this.setter.beside).map((version, order) => {
        const element = (lists[order] ??= parent.add('L', undefined, numbering));
        const item = element.add('LI', version.language);
        const box = this.setter.itemBox(version, mark, index === 0 ? BODY : ITEM, item);
        return { column: version.column, box };
      });
      const columns = arrange(boxes);
      if (tallest(columns) <= KEPT_TOGETHER) this.flow.ensure(tallest(columns));
      this.flow.place(columns);
    });
  }

  /** Page numbers last, when their count is known. */
  private feet(): void {
    const style = { language: this.document.language, weight: FOOT.weight, width: 60 };
    const [reference] = setLines(this.document.footer ?? '', style);
    const total = this.flow.pages.length;
    for (let page = 0; page < total; page += 1) {
      const [number] = setLines(`Seite ${page + 1} von ${total}`, { ...style, language: 'de' });
      if (reference) this.flow.foot(page, reference, PAGE.left, FOOT.size);
      if (number) this.flow.foot(page, number, PAGE.right - number.width * FOOT.size, FOOT.size);
    }
  }
}

/** Puts every line of a document in its place. */
export function layOut(document: PdfDocument): LaidOut {
  return new DocumentLayout(document).run();
}
