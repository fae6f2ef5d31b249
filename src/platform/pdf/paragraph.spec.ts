import { describe, expect, it } from '@jest/globals';

import { isRightToLeft, missingCharacters, setLines, type LineRun, type TextLine } from './paragraph.js';

const textOf = (run: LineRun): string =>
  [...run.glyphs]
    .sort((a, b) => a.start - b.start)
    .map((glyph) => glyph.text)
    .join('');
const lineText = (line: TextLine): string =>
  line.runs
    .filter((run) => run.kind !== 'hyphen')
    .map(textOf)
    .join('');
const set = (text: string, language: string, width: number): TextLine[] =>
  setLines(text, { language, weight: 400, width });

describe('lines of a text', () => {
  it('hold all characters in reading order, spaces at line ends included, and fit the width', () => {
    const text = 'Sie können die Einwilligung jederzeit und ohne Angabe von Gründen widerrufen.';
    const lines = set(text, 'de', 12);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.map(lineText).join('')).toBe(text);
    // The space that ends a line may reach beyond it.
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(12 + 0.3);
  });

  it('keep together what a no-break space joins', () => {
    const lines = set('nach §\u00a067b\u00a0SGB\u00a0X', 'de', 6);
    expect(lines.map(lineText)).toEqual(['nach ', '§\u00a067b\u00a0SGB\u00a0X']);
  });

  it('cut a word that is too long, with a hyphen that is no part of the text', () => {
    const word = 'Berufsausbildungsvorbereitungsmaßnahmenkoordination';
    const lines = set(word, 'de', 17);
    expect(lines.length).toBe(2);
    expect(lines.map(lineText).join('')).toBe(word);
    expect(lines[0]?.runs.at(-1)?.kind).toBe('hyphen');
    expect(lines[1]?.runs.at(-1)?.kind).toBe('plain');
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(17);
  });

  it('break at a soft hyphen only where it is needed', () => {
    const text = 'Schweige\u00adpflicht\u00adentbindung';
    const [whole] = set(text, 'de', 40);
    expect(whole?.runs.map(({ kind }) => kind)).toEqual(['plain']);
    const broken = set(text, 'de', 9);
    expect(broken.map(lineText)).toEqual(['Schweigepflicht', 'entbindung']);
    expect(broken[0]?.runs.at(-1)?.kind).toBe('hyphen');
  });

  it('begin anew at a line feed and give nothing for an empty text', () => {
    expect(set('eins\nzwei', 'de', 40).map(lineText)).toEqual(['eins', 'zwei']);
    expect(set(' \n', 'de', 40)).toEqual([]);
  });

  it('join Arabic letters and keep letters apart that differ by dots only', () => {
    const glyphs = (text: string) =>
      set(text, 'ar', 40).flatMap((line) => line.runs.flatMap((run) => run.glyphs));
    const [alone] = glyphs('ب');
    const joined = glyphs('ببب');
    expect(new Set([alone, ...joined].map((glyph) => JSON.stringify(glyph?.parts))).size).toBe(4);
    expect(glyphs('بتث').map((glyph) => glyph.text)).toEqual(['ث', 'ت', 'ب']);
  });

  it('run from right to left in Arabic, with Latin words and numbers from left to right among them', () => {
    const [line] = set('مركز Jobcenter 67 هنا', 'ar', 60);
    const order = line?.runs.map((run) => [textOf(run).trim(), run.kind, run.x] as const) ?? [];
    const place = (text: string): number => order.find(([run]) => run.includes(text))?.[2] ?? Number.NaN;
    expect(place('هنا')).toBeLessThan(place('Jobcenter'));
    expect(place('Jobcenter')).toBeLessThan(place('مركز'));
    expect(order.find(([run]) => run.includes('Jobcenter'))?.[1]).toBe('plain');
    expect(order.find(([run]) => run.includes('مركز'))?.[1]).toBe('reversed');
  });

  it('keep the joiner that Persian words need', () => {
    const [line] = set('داده\u200cاید', 'fa', 40);
    expect(lineText(line as TextLine)).toBe('داده\u200cاید');
  });

  it('drop characters that would make a text read otherwise than it is stored', () => {
    expect(set('nur\u202eniemand\u202c', 'de', 40).map(lineText)).toEqual(['nurniemand']);
  });

  it('show a character that no font has as replacement character, and tell which it is', () => {
    expect(set('Frau 王', 'de', 40).map(lineText)).toEqual(['Frau \ufffd']);
    expect(missingCharacters('Frau 王\u200c und 王')).toEqual(['王']);
  });

  it('cover the letters of the languages spoken most', () => {
    const samples =
      'ÄÖÜäöüßẞ ğışçİ ăîșțđ ąęłżź čšž ёыъэ їєґ ہےڑۆێڕڵ پچژگ ءآأإئة ሀለሐመ ጸፀ क्षि áảạơư Ωλ €§№„“‚‘–…';
    expect(missingCharacters(samples)).toEqual([]);
  });
});

describe('direction of a language', () => {
  it.each([
    ['ar', true],
    ['fa', true],
    ['fa-AF', true],
    ['ckb', true],
    ['ur', true],
    ['ku', false],
    ['ti', false],
    ['uk', false],
    ['de', false],
  ])('%s right to left: %s', (language, expected) => {
    expect(isRightToLeft(language)).toBe(expected);
  });
});
