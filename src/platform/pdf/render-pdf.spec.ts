import { describe, expect, it } from '@jest/globals';
import { elementsOf, fullText, readPdf, type ReadElement, type ReadPdf } from '#test/support/pdf-reader.js';

import { renderPdf, unprintableCharacters, type PdfBlock, type PdfDocument } from './index.js';

const aDocument = (blocks: readonly PdfBlock[], more: Partial<PdfDocument> = {}): PdfDocument => ({
  title: 'Auskunft',
  language: 'de',
  createdAt: '2026-03-02T09:30:00Z',
  sections: [{ heading: 'Abschnitt', blocks }],
  ...more,
});

const read = async (document: PdfDocument): Promise<ReadPdf> => readPdf(await renderPdf(document));
const roles = (elements: readonly ReadElement[]): string[] => elements.map(({ role }) => role);
const firstPage = (pdf: ReadPdf): ReadElement => pdf.trees[0] as ReadElement;
const section = (pdf: ReadPdf): ReadElement =>
  elementsOf(firstPage(pdf)).find(({ role }) => role === 'Sect') as ReadElement;

describe('a rendered document', () => {
  it('says title, language and date, and that it is tagged and PDF/UA-1', async () => {
    const pdf = await read(aDocument([], { title: 'Müller & Söhne', metadataTitle: 'Auskunft <1>' }));
    expect(pdf.marked).toBe(true);
    expect(pdf.language).toBe('de');
    expect(pdf.info).toMatchObject({ Title: 'Auskunft <1>', CreationDate: 'D:20260302093000Z' });
    expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.metadata).toContain('Auskunft &lt;1&gt;');
    expect(pdf.metadata).not.toContain('Müller');
  });

  it('shows the title in the window', async () => {
    expect((await renderPdf(aDocument([]))).toString('latin1')).toContain('/DisplayDocTitle true');
  });

  it('is the same, byte for byte, for the same content', async () => {
    const document = aDocument([{ kind: 'paragraph', text: 'Gleich' }], { translationLanguage: 'ar' });
    const first = await renderPdf(document);
    expect((await renderPdf(document)).equals(first)).toBe(true);
    expect((await renderPdf({ ...document, createdAt: '2026-03-02T09:30:01Z' })).equals(first)).toBe(false);
  });

  it('has headings of three levels without a gap, in reading order', async () => {
    const pdf = await read(aDocument([{ kind: 'heading', text: 'Unterpunkt' }]));
    const headings = elementsOf(firstPage(pdf)).filter(({ role }) => role.startsWith('H'));
    expect(headings.map((one) => `${one.role} ${fullText(one)}`)).toEqual([
      'H1 Auskunft',
      'H2 Abschnitt',
      'H3 Unterpunkt',
    ]);
  });

  it('has lists of items with mark and body, a whole list for each language', async () => {
    const pdf = await read(
      aDocument(
        [
          {
            kind: 'list',
            ordered: true,
            items: [
              { text: 'Jobcenter', translation: 'Центр зайнятості' },
              { text: 'Schule', translation: 'Школа' },
            ],
          },
        ],
        { translationLanguage: 'uk' },
      ),
    );
    const lists = section(pdf).children.filter(({ role }) => role === 'L');
    expect(lists.map(fullText)).toEqual(['1. Jobcenter 2. Schule', '1. Центр зайнятості 2. Школа']);
    expect(lists.flatMap(({ children }) => roles(children.flatMap((item) => item.children)))).toEqual(
      Array.from({ length: 4 }, () => ['Lbl', 'LBody']).flat(),
    );
    expect(lists[1]?.children.map(({ language }) => language)).toEqual(['uk', 'uk']);
  });

  it('has labels as headers of their rows', async () => {
    const file = await renderPdf(
      aDocument([{ kind: 'keyValues', rows: [{ label: 'Gültig bis', value: '31.12.2026' }] }]),
    );
    expect(file.toString('latin1')).toContain('/S /TH /P');
    expect(file.toString('latin1')).toContain('/O /Table /Scope /Row');
    const table = section(await readPdf(file)).children.find(({ role }) => role === 'Table') as ReadElement;
    expect(roles(elementsOf(table))).toEqual(['Table', 'TR', 'TH', 'P', 'TD', 'P']);
    expect(fullText(table)).toBe('Gültig bis 31.12.2026');
  });

  it('marks text of a third language as such', async () => {
    const pdf = await read(aDocument([{ kind: 'paragraph', text: { text: 'Je viens', language: 'fr' } }]));
    const paragraph = elementsOf(firstPage(pdf)).find(({ role }) => role === 'P');
    expect(paragraph?.language).toBe('fr');
  });

  it('tells characters apart that look the same', async () => {
    // Persian yeh and Arabic alef maksura are drawn by the same glyph.
    const text = { text: 'ی ى', language: 'fa' };
    const pdf = await read(aDocument([{ kind: 'paragraph', text }]));
    expect(fullText(section(pdf))).toBe('Abschnitt ی ى');
  });

  it('leaves translations out when no second language is named', async () => {
    const pdf = await read(aDocument([{ kind: 'note', text: { text: 'Wichtig', translation: 'Важливо' } }]));
    expect(fullText(section(pdf))).toBe('Abschnitt Wichtig');
  });

  it('tells which characters it cannot show', async () => {
    const text = { text: 'Frau 王', translation: 'მარიამ' };
    expect(await unprintableCharacters(aDocument([{ kind: 'list', items: [text] }]))).toEqual(
      [...new Set('მარიამ王')].sort(),
    );
    expect(await unprintableCharacters(aDocument([{ kind: 'paragraph', text: 'Frau Ağaoğlu' }]))).toEqual([]);
  });
});

describe('a document over several pages', () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`Stelle ${index}`, 'Auskunft erteilt']);
  const long = aDocument([
    { kind: 'paragraph', text: 'Sehr lang. '.repeat(900) },
    { kind: 'table', columns: ['Stelle', 'Was'], rows },
  ]);

  it('loses no word at a page break and numbers its pages for the eye only', async () => {
    const pdf = await read({ ...long, footer: 'Az. 1/26' });
    expect(pdf.pages).toBeGreaterThan(3);
    const all = pdf.trees.map(fullText).join(' ');
    expect(all.match(/Sehr lang\./gu)).toHaveLength(900);
    expect(all).not.toContain('Seite 1 von');
    pdf.artifacts.forEach((text, index) => expect(text).toContain(`Seite ${index + 1} von ${pdf.pages}`));
    for (const text of pdf.artifacts) expect(text).toContain('Az. 1/26');
  });

  it('repeats the header of a table on paper and has it once in the structure', async () => {
    const pdf = await read(long);
    const cells = pdf.trees.flatMap(elementsOf).filter(({ role }) => role === 'TH' || role === 'TD');
    const own = (role: string): string[] => cells.filter((one) => one.role === role).map(fullText);
    expect(own('TH').filter((text) => text !== '')).toEqual(['Stelle', 'Was']);
    expect(own('TD').filter((text) => text !== '')).toEqual(rows.flat());
    expect(pdf.artifacts.filter((text) => text.includes('Was')).length).toBeGreaterThan(0);
  });
});
