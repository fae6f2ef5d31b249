import type { Point, TextLine } from './picture.js';
import { INK } from './palette.js';
import { CLOCK_WIDTH, LINE_STYLES } from './text-block.js';
import { textWidth } from './text-metrics.js';

/** Letters of the same widths on all systems; no font is loaded from anywhere. */
export const FONT = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";

/** Text inside an element or attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A coordinate with at most one decimal. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** An element; `undefined` attributes are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const list = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? px(value) : escaped(value)}"`],
  );
  return content === '' ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content}</${name}>`;
}

/** The sign of a deadline: a clock, upper left corner given. */
function clock(x: number, y: number): string {
  const [cx, cy] = [x + 6, y + 6];
  return [
    element('circle', { cx, cy, r: 5.5, fill: INK.ground, stroke: INK.text, 'stroke-width': '1.3' }),
    element('path', {
      d: `M${px(cx)} ${px(cy - 3.5)}V${px(cy)}H${px(cx + 3)}`,
      fill: 'none',
      stroke: INK.text,
      'stroke-width': '1.3',
    }),
  ].join('');
}

/** One line of text, fixed in its computed width so that another font cannot run over the border. */
export function textLine(line: TextLine, centre: number, top: number, colour: string = INK.text): string {
  const style = LINE_STYLES[line.style];
  const width = textWidth(line.text, style);
  const whole = width + (line.clock ? CLOCK_WIDTH : 0);
  const x = centre - whole / 2 + (line.clock ? CLOCK_WIDTH : 0);
  const sign = line.clock ? clock(centre - whole / 2, top + (style.height - 12) / 2) : '';
  const attributes = {
    x,
    y: top + style.height - (style.height - style.size) / 2 - style.size * 0.18,
    'font-size': style.size === 12 ? undefined : style.size,
    'font-weight': style.bold ? 'bold' : undefined,
    fill: colour === INK.text ? undefined : colour,
    textLength: width,
    lengthAdjust: 'spacingAndGlyphs',
  };
  return sign + element('text', attributes, escaped(line.text));
}

/** Lines of text under each other, each centred. */
export function textBlock(lines: readonly TextLine[], centre: number, top: number): string {
  let y = top;
  return lines
    .map((line) => {
      const drawn = textLine(line, centre, y);
      y += LINE_STYLES[line.style].height;
      return drawn;
    })
    .join('');
}

/** A way through corners, the corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, index) => {
    const next = rest[index + 1];
    if (!next) return `L${px(point.x)} ${px(point.y)}`;
    const before = index === 0 ? first : (rest[index - 1] ?? first);
    const [from, to] = [towards(point, before), towards(point, next)];
    return `L${px(from.x)} ${px(from.y)}Q${px(point.x)} ${px(point.y)} ${px(to.x)} ${px(to.y)}`;
  });
  return `M${px(first.x)} ${px(first.y)}${parts.join('')}`;
}

/** A point near a corner on the way to another point. */
function towards(corner: Point, other: Point): Point {
  const [dx, dy] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(dx, dy) || 1;
  const reach = Math.min(6, length / 2);
  return { x: corner.x + (dx / length) * reach, y: corner.y + (dy / length) * reach };
}
