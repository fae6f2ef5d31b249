import type { LineStyle, TextLine } from './picture.js';
import { textWidth, wrapText, type TextStyle } from './text-metrics.js';

/** How each kind of line is set; sizes in pixels. */
export const LINE_STYLES: Readonly<Record<LineStyle, TextStyle & { readonly height: number }>> = {
  title: { size: 14, bold: true, height: 18 },
  owner: { size: 12, height: 16 },
  inner: { size: 12, height: 16 },
  arrow: { size: 12, height: 16 },
};

/** Room for the sign of a deadline before a line. */
export const CLOCK_WIDTH = 17;

/** Lines of a text in one style; the sign of a deadline stands before the first. */
export function linesOf(text: string, style: LineStyle, limit: number, clock = false): readonly TextLine[] {
  if (text === '') return [];
  const room = clock ? limit - CLOCK_WIDTH : limit;
  return wrapText(text, LINE_STYLES[style], room).map((line, index) =>
    clock && index === 0 ? { text: line, style, clock } : { text: line, style },
  );
}

/** Width of a line with its sign. */
export function lineWidth({ text, style, clock }: TextLine): number {
  return textWidth(text, LINE_STYLES[style]) + (clock ? CLOCK_WIDTH : 0);
}

/** Width of the widest and height of all lines. */
export function blockSize(lines: readonly TextLine[]): { readonly width: number; readonly height: number } {
  return {
    width: Math.ceil(Math.max(0, ...lines.map(lineWidth))),
    height: lines.reduce((sum, { style }) => sum + LINE_STYLES[style].height, 0),
  };
}
