import { colourOf, INK, type OwnerColour } from './palette.js';
import { legend } from './picture-legend.js';
import type { Arrow, Box, Picture, TextLine } from './picture.js';
import { NO_MARKS, type PictureMarks } from './picture-marks.js';
import { element, escaped, FONT, px, roundedPath, textBlock, textLine } from './svg-elements.js';
import { blockSize, linesOf, lineWidth } from './text-block.js';

const MIN_WIDTH = 460;

/** Draws one picture with what is marked in it. */
class SvgWriter {
  private readonly colour: (code: string | undefined) => OwnerColour;

  constructor(
    private readonly picture: Picture,
    private readonly marks: PictureMarks,
  ) {
    this.colour = colourOf(picture.owners);
  }

  write(): string {
    const { picture } = this;
    const width = Math.max(picture.width, MIN_WIDTH);
    const title = linesOf(picture.title, 'title', width - 32);
    const top = 26 + blockSize(title).height;
    const below = legend(picture, top + picture.height + 8, width);
    const height = top + picture.height + 8 + below.height + 12;
    const left = (width - picture.width) / 2;
    const size = { width, height, viewBox: `0 0 ${px(width)} ${px(height)}` };
    const attributes = { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img' };
    const names = { 'aria-labelledby': 'title desc', 'font-family': FONT, 'font-size': '12', fill: INK.text };
    return `${element('svg', { ...attributes, ...names }, ['', this.head(title), this.body(left, top), below.svg, ''].join('\n'))}\n`;
  }

  private head(lines: readonly TextLine[]): string {
    const { title, description } = this.picture;
    const marker = (id: string, colour: string) =>
      `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10Z" fill="${colour}"/></marker>`;
    return [
      `<title id="title">${escaped(title)}</title>`,
      `<desc id="desc">${escaped([description, this.marks.description].join(' ').trim())}</desc>`,
      `<defs>${marker('tip', INK.line)}${marker('way', INK.present)}</defs>`,
      element('rect', { width: '100%', height: '100%', fill: INK.ground }),
      ...lines.map((line, index) => textLine(line, 16 + lineWidth(line) / 2, 14 + index * 18)),
    ].join('\n');
  }

  private body(left: number, top: number): string {
    const { boxes, arrows } = this.picture;
    const frames = boxes.filter(({ shape }) => ['frame', 'parallel', 'region'].includes(shape));
    const others = boxes.filter((box) => !frames.includes(box));
    const parts = [
      ...frames.map((box) => this.box(box)),
      ...arrows.map((arrow) => this.line(arrow)),
      ...others.map((box) => this.box(box)),
      ...arrows.map((arrow) => this.label(arrow)),
      ...boxes.map((box) => this.mark(box)),
    ];
    const drawn = parts.filter((part) => part !== '').join('\n');
    return element('g', { transform: `translate(${px(left)} ${px(top)})` }, `\n${drawn}\n`);
  }

  private isTaken({ transitions }: Pick<Arrow, 'transitions'>): boolean {
    return transitions.some((id) => this.marks.taken.has(id));
  }

  private line(arrow: Arrow): string {
    const taken = this.isTaken(arrow);
    return element('path', {
      d: roundedPath(arrow.points),
      fill: 'none',
      stroke: taken ? INK.present : INK.line,
      'stroke-width': taken ? '3' : '1.6',
      'stroke-dasharray': arrow.automatic && arrow.transitions.length > 0 ? '6 4' : undefined,
      'marker-end': taken ? 'url(#way)' : 'url(#tip)',
    });
  }

  private label({ label, transitions }: Arrow): string {
    if (!label) return '';
    const { x, y, width, height, lines } = label;
    const ground = { x: x + 1, y, width: width - 2, height, rx: 3, fill: INK.ground };
    const numbers = transitions.flatMap((id) => this.marks.taken.get(id) ?? []);
    const badge = numbers.length > 0 ? this.badge(numbers.join(', '), x + width / 2, y - 7) : '';
    return (
      element('rect', { ...ground, 'fill-opacity': '0.94' }) + textBlock(lines, x + width / 2, y + 2) + badge
    );
  }

  private box(box: Box): string {
    const { x, y, width, height } = box;
    if (box.shape === 'start')
      return element('circle', { cx: x + width / 2, cy: y + height / 2, r: width / 2, fill: INK.text });
    if (box.shape === 'history') {
      const circle = {
        cx: x + width / 2,
        cy: y + height / 2,
        r: width / 2 - 1,
        fill: INK.ground,
        stroke: INK.line,
        'stroke-width': '1.5',
      };
      return element('circle', circle) + textBlock(box.lines, x + width / 2, y + height / 2 - 9);
    }
    return this.outline(box) + textBlock(box.lines, x + width / 2, y + this.textTop(box));
  }

  /** Text of boxes with something inside stands at the top, any other in the middle. */
  private textTop({ shape, height, lines, markRoom = 0, stateId = '' }: Box): number {
    if (['frame', 'parallel', 'region'].includes(shape)) return 9;
    const room = this.marks.states.has(stateId) ? markRoom : 0;
    return (height - room - blockSize(lines).height) / 2;
  }

  private outline({ shape, x, y, width, height, owner }: Box): string {
    const own = this.colour(owner);
    const place = { x, y, width, height };
    const line = { stroke: INK.line, 'stroke-width': '1.5' };
    if (shape === 'state') {
      return element('rect', { ...place, rx: 8, fill: own.fill, stroke: own.border, 'stroke-width': '1.8' });
    }
    if (shape === 'final') {
      const inner = { x: x + 4, y: y + 4, width: width - 8, height: height - 8, rx: 14 };
      const outer = element('rect', { ...place, rx: 18, fill: INK.ground, ...line });
      return outer + element('rect', { ...inner, fill: INK.ground, ...line });
    }
    const looks: Partial<Record<Box['shape'], Readonly<Record<string, string | number>>>> = {
      region: { rx: 6, fill: INK.ground, 'stroke-dasharray': '7 5' },
      jump: { rx: 14, fill: INK.ground, 'stroke-dasharray': '3 3' },
      anywhere: { rx: 14, fill: INK.frame },
    };
    return element('rect', { ...place, ...line, ...(looks[shape] ?? { rx: 8, fill: INK.frame }) });
  }

  /** What a running process has to do with a state: here now, or passed, and when. */
  private mark({ stateId, x, y, width, height, markRoom = 0 }: Box): string {
    const text = stateId === undefined ? undefined : this.marks.states.get(stateId);
    if (text === undefined) return '';
    const isPresent = this.marks.present.has(stateId ?? '');
    const distance = isPresent ? 4 : 0;
    const ring = {
      x: x - distance,
      y: y - distance,
      width: width + 2 * distance,
      height: height + 2 * distance,
      rx: 8 + distance,
      fill: 'none',
      stroke: INK.present,
      'stroke-width': isPresent ? '4' : '2.4',
    };
    const middle = y + height - markRoom / 2 - 5;
    return element('rect', ring) + this.badge(isPresent ? `hier: ${text}` : text, x + width / 2, middle);
  }

  private badge(text: string, centre: number, middle: number): string {
    const [line] = linesOf(text, 'inner', Number.MAX_SAFE_INTEGER);
    if (!line) return '';
    const width = lineWidth(line) + 14;
    const plate = { x: centre - width / 2, y: middle - 8, width, height: 17, rx: 8, fill: INK.present };
    return element('rect', plate) + textLine(line, centre, middle - 8, INK.presentText);
  }
}

/**
 * A picture as SVG text: one file without fonts, scripts or links, with title and description for readers who listen.
 * The same picture and marks give the same bytes; ends in a newline.
 */
export function pictureSvg(picture: Picture, marks: PictureMarks = NO_MARKS): string {
  return new SvgWriter(picture, marks).write();
}
