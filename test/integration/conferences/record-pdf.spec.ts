import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import { elementsOf, fullText, readPdf, type ReadElement } from '#test/support/pdf-reader.js';
import { TestApp } from '#test/support/test-app.js';
import { letterDocument } from '../../../src/conferences/record/application/letter-document.js';
import { RecordFiles } from '../../../src/conferences/record/application/record-files.js';
import { RecordSheets } from '../../../src/conferences/record/application/record-sheets.js';
import { letterTexts } from '../../../src/conferences/record/texts/index.js';
import { renderPdf, UnitOfWork } from '../../../src/platform/index.js';
import { letters, spoken } from '../sharing/copy-reader.js';

let test: TestApp;
/** Every kind of file of one record; the letter in languages of both directions. */
const files = new Map<string, Buffer>();

beforeAll(async () => {
  test = await TestApp.start();
  const work = new ConferenceWork(test);
  const { id } = await work.identified();
  const dissent = 'Das Sozialamt sieht die Frist anders.';
  await work.hold(id, { decisions: [aDecision()], dissent, interpreterLevel: 'QUALIFIED' });
  await work.approve(id);
  const lead = await test.staff('lead');
  files.set('record', await test.get(RecordFiles).get(lead, id, 'record'));
  files.set('extract', await test.get(RecordFiles).get(await test.staff('jobcenter'), id, 'extract'));
  const sheet = await test.get(UnitOfWork).run(lead, (tx) => test.get(RecordSheets).get(tx, id));
  for (const language of ['ar', 'ti', 'uk']) {
    const text = letterTexts.find((one) => one.language === language);
    files.set(`letter-${language}`, await renderPdf(letterDocument(sheet, text)));
  }
});

afterAll(async () => test?.stop());

const FILES = ['record', 'extract', 'letter-ar', 'letter-ti', 'letter-uk'] as const;

function fileOf(name: string): Buffer {
  const file = files.get(name);
  if (!file) throw new Error(`No file ${name}`);
  return file;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Elements of all pages, with where each stands. */
async function treeOf(name: string): Promise<readonly ReadElement[]> {
  return (await readPdf(fileOf(name))).trees.flatMap(elementsOf);
}

describe.each(FILES)('the file %s, as PDF/UA-1 asks', (name) => {
  it('says that it is tagged, its language and its title, which the window shows instead of a file name', async () => {
    const pdf = await readPdf(fileOf(name));
    const raw = fileOf(name).toString('latin1');
    expect(pdf).toMatchObject({ marked: true, language: 'de' });
    expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.metadata).toContain('<dc:title>');
    expect(String(pdf.info['Title'])).not.toBe('');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(count(raw, /\/Tabs \/S/gu)).toBe(pdf.pages);
  });

  it('has headings without a gap, the first of level one and only one of it in each language', async () => {
    const levels = (await treeOf(name)).flatMap(({ role }) =>
      /^H\d$/u.test(role) ? [Number(role.slice(1))] : [],
    );
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(name.startsWith('letter') ? 2 : 1);
    expect(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it('has tables of rows with headers, and no cell outside a row', async () => {
    const tables = (await treeOf(name)).filter(({ role }) => role === 'Table');
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const below = elementsOf(table).slice(1);
      expect(below.some(({ role }) => role === 'TH')).toBe(true);
      const rows = below.filter(({ role }) => role === 'TR');
      const cells = rows.flatMap(({ children }) => children.map(({ role }) => role));
      expect(cells.every((role) => role === 'TH' || role === 'TD')).toBe(true);
      expect(cells).toHaveLength(below.filter(({ role }) => role === 'TH' || role === 'TD').length);
    }
    expect(count(fileOf(name).toString('latin1'), /\/O \/Table \/Scope/gu)).toBeGreaterThan(0);
  });

  it('brings every font with it, with a way back to characters', () => {
    const raw = fileOf(name).toString('latin1');
    const descriptors = count(raw, /\/Type \/FontDescriptor/gu);
    expect(descriptors).toBeGreaterThan(0);
    expect(count(raw, /\/FontFile[23]? /gu)).toBe(descriptors);
    expect(count(raw, /\/ToUnicode /gu)).toBe(count(raw, /\/Subtype \/Type0/gu));
  });

  it('has nothing outside its structure but page numbers and what repeats on paper', async () => {
    const pdf = await readPdf(fileOf(name));
    const inside = pdf.trees.map(fullText).join(' ');
    for (const text of pdf.artifacts) {
      expect(text).toMatch(/Seite \d+ von \d+/u);
      const rest = text
        .replace(/Seite \d+ von \d+/u, '')
        .replace(/FK-\S+/u, '')
        .trim();
      expect(rest === '' || rest.length < 80).toBe(true);
    }
    expect(letters(inside)).toContain(letters('Der Antrag wird vor Monatsende gestellt.'));
  });
});

describe('the letter in a language that runs from right to left', () => {
  it('is read in the order in which it is spoken, and marked as Arabic', async () => {
    const text = letterTexts.find(({ language }) => language === 'ar');
    const pdf = await readPdf(fileOf('letter-ar'));
    const said = spoken(pdf, 'ar');
    for (const words of [text?.title, text?.nothingDecided, text?.original])
      expect(said).toContain(letters(words ?? '?'));
    expect(spoken(pdf, 'de')).toContain(letters('Das Gespräch selbst entscheidet nichts.'));
  });
});
