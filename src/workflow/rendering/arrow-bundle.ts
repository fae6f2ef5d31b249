import type { ElkExtendedEdge } from 'elkjs/lib/elk-api.js';
import type { TextLine } from './picture.js';
import { blockSize, linesOf } from './text-block.js';

/** An arrow without its way. */
export interface UnplacedArrow {
  readonly transitions: readonly string[];
  readonly automatic: boolean;
  readonly lines: readonly TextLine[];
}

/** Transitions between the same two boxes, while they are collected. */
export interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly automatic: boolean;
  readonly transitions: string[];
  readonly texts: { readonly text: string; readonly clock: boolean }[];
}

/** Widest text at an arrow. */
const WIDTH = 150;

/** A label lies on its arrow, so that it cannot be taken for that of the one beside it. */
const LABEL = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' };

/** Lines of an arrow; several transitions are told apart by dots. */
export function arrowOf({ transitions, automatic, texts }: Bundle): UnplacedArrow {
  const lines = texts.flatMap(({ text, clock }) =>
    linesOf(texts.length > 1 && !clock ? `• ${text}` : text, 'arrow', WIDTH, clock),
  );
  return { transitions, automatic, lines };
}

/** The same for the layout engine. */
export function edgeOf(id: string, { from, to }: Bundle, lines: readonly TextLine[]): ElkExtendedEdge {
  if (lines.length === 0) return { id, sources: [from], targets: [to] };
  const { width, height } = blockSize(lines);
  const label = { id: `${id} label`, text: 'x', layoutOptions: LABEL, width: width + 10, height: height + 4 };
  return { id, sources: [from], targets: [to], labels: [label] };
}
