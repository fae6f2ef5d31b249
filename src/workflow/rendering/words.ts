import type { LocalizedText, ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { ownerOf, type StateNode } from '../domain/statechart.js';

/** What a page is made from. */
export interface PageSubject {
  readonly definition: ProcessDefinition;
  readonly vocabulary: Vocabulary;
}

/** Text for one cell of a Markdown table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A Markdown table; `none` in its place when there are no rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): readonly string[] {
  if (rows.length === 0) return [none];
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}

/** Calendar date in German form: `2026-09-01` becomes `01.09.2026`. Anything else stays what it is. */
export function germanDate(isoDate: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate);
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : isoDate;
}

/** German name of a state. */
export function stateName(node: StateNode): string {
  return node.definition.meta?.label.de ?? node.key;
}

/** German name of a state with the names of the states around it, below a given one. */
export function statePathName(node: StateNode, below?: StateNode): string {
  const names: string[] = [];
  for (let each: StateNode | undefined = node; each?.parent && each !== below; each = each.parent) {
    names.unshift(stateName(each));
  }
  return names.join(' › ') || stateName(node);
}

/** German label of an owner code, or the code itself. */
export function ownerName(code: string, vocabulary: Vocabulary): string {
  return vocabulary.owners[code]?.de ?? code;
}

/** German label of who must act next in a state; empty at an end, and when nobody is named. */
export function ownerOfState(node: StateNode, vocabulary: Vocabulary): string {
  if (node.kind === 'final') return '';
  const code = ownerOf(node);
  return code === undefined ? '' : ownerName(code, vocabulary);
}

/** German name of a field the process remembers. */
export function fieldName(field: string, definition: ProcessDefinition): string {
  const label = definition.context[field]?.['label'] as LocalizedText | undefined;
  return label?.de ?? field;
}
