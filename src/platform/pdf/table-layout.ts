import { PAGE, tallest, type Column, type PageFlow } from './page-flow.js';
import type { PdfKeyValues, PdfTable } from './pdf-document.js';
import type { StructureNode } from './structure.js';
import type { Edges, Look, TextSetter } from './text-setter.js';

const LABEL: Look = { size: 10.5, weight: 700, gapBefore: 0 };
const VALUE: Look = { size: 10.5, weight: 400, gapBefore: 0 };
/** Share of the width that labels get. */
const LABEL_SHARE = 0.34;
const CELL_GAP = 12;
const ROW_PADDING = 4;
const RULE_GRAY = 0.75;

/** Places a row whole, and a line under it; only a row taller than a page is torn apart. */
function placeRow(flow: PageFlow, columns: readonly Column[]): void {
  flow.ensure(tallest(columns) + 2 * ROW_PADDING);
  flow.skip(ROW_PADDING);
  flow.place(columns);
  flow.skip(ROW_PADDING);
  flow.rule(RULE_GRAY);
}

/**
 * Lays out labels and values as a table whose rows have their header at the left.
 *
 * Languages stand below one another in a cell: two columns in a column would leave no room for words.
 */
export function layOutKeyValues(
  flow: PageFlow,
  setter: TextSetter,
  block: PdfKeyValues,
  parent: StructureNode,
): void {
  if (block.rows.length === 0) return;
  const border = PAGE.left + (PAGE.right - PAGE.left) * LABEL_SHARE;
  const table = parent.add('Table');
  flow.skip(6);
  for (const { label, value } of block.rows) {
    const row = table.add('TR');
    const header = row.add('TH', undefined, '/O /Table /Scope /Row');
    const left = { left: PAGE.left, right: border - CELL_GAP };
    const right = { left: border, right: PAGE.right };
    placeRow(flow, [
      setter.stacked(label, LABEL, header, left),
      setter.stacked(value, VALUE, row.add('TD'), right),
    ]);
  }
}

/** Lays out a table with a header row; on later pages the header is repeated for the eye only. */
export function layOutTable(
  flow: PageFlow,
  setter: TextSetter,
  block: PdfTable,
  parent: StructureNode,
): void {
  const width = (PAGE.right - PAGE.left + CELL_GAP) / Math.max(block.columns.length, 1);
  const edges = (index: number): Edges => {
    const left = PAGE.left + index * width;
    return { left, right: left + width - CELL_GAP };
  };
  const table = parent.add('Table');
  const headers = table.add('THead').add('TR');
  const head = block.columns.map((text, index) =>
    setter.stacked(text, LABEL, headers.add('TH', undefined, '/O /Table /Scope /Column'), edges(index)),
  );
  flow.skip(6);
  flow.ensure(tallest(head) + 40);
  placeRow(flow, head);
  flow.repeatOnNewPage(() => {
    flow.placeArtifact(head);
    flow.skip(ROW_PADDING);
    flow.rule(RULE_GRAY);
  });
  const body = block.rows.length > 0 ? table.add('TBody') : undefined;
  for (const texts of block.rows) {
    const row = (body as StructureNode).add('TR');
    placeRow(
      flow,
      block.columns.map((_, index) => setter.stacked(texts[index] ?? '', VALUE, row.add('TD'), edges(index))),
    );
  }
  flow.repeatOnNewPage(undefined);
}
