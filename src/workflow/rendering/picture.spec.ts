import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { statechartOf } from '../domain/statechart.js';
import { allTransitions, targetsOf } from '../domain/transitions.js';
import { INK } from './palette.js';
import { layOutForMarks, PictureMaker } from './picture-layout.js';
import type { Box, Picture } from './picture.js';
import { pictureSvg } from './svg-picture.js';
import { blockSize } from './text-block.js';
import { textWidth, wrapText } from './text-metrics.js';

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(projectRoot, ...path), 'utf8')) as T;
}

const folders = ['workflows', 'test/fixtures/workflows'];
const definitions = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      key: name,
      vocabulary: readJson<Vocabulary>(folder, 'vocabulary.json'),
      definition: readJson<ProcessDefinition>(folder, name, '1.json'),
    })),
);

async function layOutPicture(
  definition: ProcessDefinition,
  vocabulary: Vocabulary,
  scopeId?: string,
): Promise<Picture> {
  return (await PictureMaker.of(definition, vocabulary)).picture(scopeId);
}

const FRAMES = ['frame', 'parallel', 'region'];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function contains(outer: Pick<Picture, 'width' | 'height'>, { x, y, width, height }: Box): boolean {
  return x >= 0 && y >= 0 && x + width <= outer.width + 0.1 && y + height <= outer.height + 0.1;
}

/** Laid out once: it is the slow part. */
const drawings = definitions.map((each) => ({
  ...each,
  laidOut: layOutPicture(each.definition, each.vocabulary),
}));

describe.each(drawings)('picture of $key', ({ definition, laidOut }) => {
  const chart = statechartOf(definition.machine);

  it('draws every state once, and every transition on an arrow or in its box', async () => {
    const { boxes, arrows } = await laidOut;
    const states = chart.nodes.filter(({ parent }) => parent).map(({ id }) => id);
    expect(boxes.flatMap(({ stateId }) => stateId ?? []).sort()).toEqual(states.sort());
    const drawn = [...arrows, ...boxes].flatMap(({ transitions = [] }) => transitions);
    expect([...new Set(drawn)].sort()).toEqual(
      allTransitions(chart)
        .map(({ id }) => id)
        .sort(),
    );
    const several = allTransitions(chart).filter((site) => targetsOf(site.definition).length > 1).length;
    expect(drawn.length).toBeLessThanOrEqual(allTransitions(chart).length + several);
  });

  it('keeps boxes apart, inside the picture, and wide enough for their text', async () => {
    const picture = await laidOut;
    const boxes = picture.boxes.filter(({ shape }) => !FRAMES.includes(shape));
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
    for (const box of picture.boxes) {
      expect(contains(picture, box)).toBe(true);
      expect(box.width).toBeGreaterThanOrEqual(blockSize(box.lines).width);
      expect(box.height).toBeGreaterThanOrEqual(blockSize(box.lines).height);
    }
  });

  it('lays no arrow text over a state', async () => {
    const { boxes, arrows } = await laidOut;
    const solid = boxes.filter(({ shape }) => !FRAMES.includes(shape));
    const covered = arrows.flatMap(({ label }) =>
      label ? solid.filter((box) => overlap(box, { ...box, ...label })) : [],
    );
    expect(covered).toEqual([]);
  });

  it('tells title, owners and signs to those who listen and to those who see no colours', async () => {
    const picture = await laidOut;
    const svg = pictureSvg(picture);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
    expect(svg).toContain(`<title id="title">${definition.title.de}`);
    for (const { label } of picture.owners) expect(svg.split(label.slice(0, 12)).length).toBeGreaterThan(2);
    expect(svg).not.toMatch(/undefined|NaN|\[object|<script|href=/);
  });
});

describe('pictures', () => {
  const { definition, vocabulary } = definitions.find(({ key }) => key === 'library-loan')!;
  const other = definitions.find(({ key }) => key === 'theme')!;

  it('have the same bytes every time, whatever was drawn before', async () => {
    const first = pictureSvg(await layOutPicture(definition, vocabulary));
    await layOutPicture(other.definition, other.vocabulary);
    expect(pictureSvg(await layOutPicture(definition, vocabulary))).toBe(first);
  });

  it('keep long titles inside', async () => {
    const long = { ...definition, title: { ...definition.title, de: 'Ausleihe '.repeat(30).trim() } };
    const svg = pictureSvg(await layOutPicture(long, vocabulary));
    const [, width = '0'] = /width="([\d.]+)"/.exec(svg) ?? [];
    const lengths = [...svg.matchAll(/<text x="([\d.]+)"[^>]*textLength="([\d.]+)"/g)];
    const titles = lengths.filter(([text]) => text.includes('bold')).slice(0, 3);
    for (const [, x, length] of titles) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x) + Number(length)).toBeLessThanOrEqual(Number(width));
    }
  });

  it('give a body the same colour in every picture of a process', async () => {
    const whole = await layOutPicture(definition, vocabulary);
    const part = await layOutPicture(definition, vocabulary, 'library-loan.lent.book');
    for (const { code, index } of part.owners) {
      expect(whole.owners.find((owner) => owner.code === code)?.index).toBe(index);
    }
  });

  it('refuse a state that has nothing inside', async () => {
    await expect(layOutPicture(definition, vocabulary, 'library-loan.wanted')).rejects.toThrow(RangeError);
    await expect(layOutPicture(definition, vocabulary, 'nowhere')).rejects.toThrow(RangeError);
  });

  it('mark the place and the way, in words and numbers beside the colour', async () => {
    const marks = {
      present: new Set(['library-loan.ready']),
      states: new Map([['library-loan.ready', '2 · 03.09.2026']]),
      taken: new Map([['library-loan.wanted/REQUESTED/0', [2]]]),
      description: 'Der Vorgang steht in „Liegt bereit“.',
    };
    const svg = pictureSvg(await layOutForMarks(definition, vocabulary), marks);
    expect(svg).toContain('hier: 2 · 03.09.2026');
    expect(svg).toContain('Der Vorgang steht in „Liegt bereit“.</desc>');
    expect(svg).toContain('url(#way)"');
    expect(svg).toContain(`stroke="${INK.present}"`);
  });
});

/** Relative luminance and contrast by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    const [red = 0, green = 0, blue = 0] = parts.map((part) =>
      part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('colours', () => {
  it('reach the contrast of WCAG: text 7 : 1, borders 4.5 : 1', async () => {
    for (const { laidOut } of drawings) {
      const svg = pictureSvg(await laidOut);
      const fills = [...svg.matchAll(/fill="(#[0-9a-f]{6})" stroke="(#[0-9a-f]{6})"/g)];
      for (const [, fill = '', border = ''] of fills) {
        expect(contrast(INK.text, fill)).toBeGreaterThan(7);
        expect(contrast(INK.ground, border)).toBeGreaterThan(4.5);
      }
    }
    expect(contrast(INK.present, INK.presentText)).toBeGreaterThan(7);
  });
});

describe('text', () => {
  it('is broken so that no line is too wide, and nothing is lost', () => {
    const text = 'Vorläufige Bewilligung Rindfleischetikettierungsüberwachungsaufgabenübertragung gilt';
    const style = { size: 12 };
    const lines = wrapText(text, style, 120);
    for (const line of lines) expect(textWidth(line, style)).toBeLessThanOrEqual(120);
    expect(lines.join(' ').replaceAll('- ', '')).toBe(text);
  });

  it('is as wide as the font makes it', () => {
    expect(textWidth('Ausländerbehörde', { size: 10 })).toBeCloseTo(81.7, 0);
    expect(textWidth('漢', { size: 10 })).toBe(9);
  });
});
