import { colourOf, INK } from './palette.js';
import type { Picture, TextLine } from './picture.js';
import { element, textLine } from './svg-elements.js';
import { blockSize, lineWidth, linesOf } from './text-block.js';

/** Something drawn with its height. */
export interface Drawing {
  readonly svg: string;
  readonly height: number;
}

const ROW = 16;

/** One entry: a sign and lines of text beside it. */
interface Entry {
  readonly sign: (y: number) => string;
  readonly lines: readonly TextLine[];
}

function ownerEntries({ owners }: Picture, width: number): readonly Entry[] {
  const colour = colourOf(owners);
  return owners.map(({ code, label, states }) => {
    const { fill, border } = colour(code);
    return {
      sign: (y) =>
        element('rect', {
          x: 16,
          y: y + 1,
          width: 22,
          height: 14,
          rx: 3,
          fill,
          stroke: border,
          'stroke-width': '1.5',
        }),
      lines: linesOf(`${label}: ${[...new Set(states)].join(' · ')}`, 'inner', width - 64),
    };
  });
}

function arrowSign(dashed: boolean): Entry['sign'] {
  return (y) =>
    element('path', {
      d: `M14 ${y + 8}H38`,
      fill: 'none',
      stroke: INK.line,
      'stroke-width': '1.6',
      'stroke-dasharray': dashed ? '5 4' : undefined,
      'marker-end': 'url(#tip)',
    });
}

/** What the signs mean that the picture uses. */
function signEntries({ boxes, arrows }: Picture, width: number): readonly Entry[] {
  const has = (shape: string) => boxes.some((box) => box.shape === shape);
  const text = (words: string) => linesOf(words, 'inner', width - 64);
  const box = (extra: Readonly<Record<string, string>>) => (y: number) =>
    element('rect', {
      x: 16,
      y: y + 1,
      width: 22,
      height: 14,
      rx: 3,
      fill: INK.ground,
      stroke: INK.line,
      'stroke-width': '1.5',
      ...extra,
    });
  const final: Entry['sign'] = (y) =>
    box({ rx: '7' })(y) +
    element('rect', {
      x: 19,
      y: y + 4,
      width: 16,
      height: 8,
      rx: 4,
      fill: 'none',
      stroke: INK.line,
      'stroke-width': '1.2',
    });
  const timers = arrows.some(({ label }) => label?.lines.some(({ clock }) => clock));
  const all: readonly (readonly [boolean, Entry])[] = [
    [
      arrows.some(({ automatic }) => !automatic),
      { sign: arrowSign(false), lines: text('jemand meldet etwas; in Klammern die Bedingung') },
    ],
    [
      arrows.some(({ automatic, transitions }) => automatic && transitions.length > 0),
      { sign: arrowSign(true), lines: text('geht von selbst') },
    ],
    [
      timers,
      {
        sign: (y) => textLine({ text: '', style: 'inner', clock: true }, 27, y),
        lines: text('wenn diese Frist abgelaufen ist'),
      },
    ],
    [has('final'), { sign: final, lines: text('Ende') }],
    [
      has('region'),
      { sign: box({ 'stroke-dasharray': '4 3' }), lines: text('Teile, die gleichzeitig laufen') },
    ],
    [
      has('anywhere'),
      { sign: box({ rx: '7', fill: INK.frame }), lines: text('„jederzeit“: gilt in allem, was darum liegt') },
    ],
    [
      has('jump'),
      {
        sign: box({ 'stroke-dasharray': '2 2', rx: '7' }),
        lines: text('„→“: weiter außerhalb dieses Teils'),
      },
    ],
    [
      has('history'),
      {
        sign: (y) =>
          element('circle', {
            cx: 27,
            cy: y + 8,
            r: 7,
            fill: INK.ground,
            stroke: INK.line,
            'stroke-width': '1.5',
          }),
        lines: text('„H“: weiter, wo man zuletzt war'),
      },
    ],
  ];
  return all.filter(([used]) => used).map(([, entry]) => entry);
}

/** Who is meant by which colour, with the states of each, and what the signs mean. */
export function legend(picture: Picture, top: number, width: number): Drawing {
  const heading = (text: string): Entry => ({ sign: () => '', lines: [{ text, style: 'title' }] });
  const entries = [
    heading('Am Zug'),
    ...ownerEntries(picture, width),
    heading('Zeichen'),
    ...signEntries(picture, width),
  ];
  let y = top;
  const parts = entries.flatMap(({ sign, lines }) => {
    const isHeading = lines[0]?.style === 'title';
    const left = isHeading ? 16 : 50;
    if (isHeading) y += 8;
    const drawn = [
      sign(y),
      ...lines.map((line, index) => textLine(line, left + lineWidth(line) / 2, y + index * ROW)),
    ];
    y += Math.max(blockSize(lines).height, ROW) + 5;
    return drawn;
  });
  return { svg: parts.join('\n'), height: y - top };
}
