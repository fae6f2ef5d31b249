import type { PdfBlock, PdfDocument, PdfText } from './pdf-document.js';

/**
 * Makes an accessible PDF (PDF 1.7, tagged, PDF/UA-1) of a document.
 *
 * Shaping and fonts are loaded with the first call, never at start-up. The same document gives the same bytes. A
 * character that no font has is shown as U+FFFD; `unprintableCharacters` tells which, beforehand.
 */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  const [{ layOut }, { assemble }] = await Promise.all([import('./layout.js'), import('./assemble.js')]);
  const { title } = document;
  return assemble(layOut(document), {
    title: document.metadataTitle ?? (typeof title === 'string' ? title : title.text),
    language: document.language,
    createdAt: document.createdAt,
  });
}

function textsOf(block: PdfBlock): readonly PdfText[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'keyValues':
      return block.rows.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...block.columns, ...block.rows.flat()];
    case 'heading':
    case 'paragraph':
    case 'note':
      return [block.text];
  }
}

/** Characters of a document that no font has (Chinese and Georgian letters, for instance), each once, sorted. */
export async function unprintableCharacters(document: PdfDocument): Promise<string[]> {
  const { missingCharacters } = await import('./paragraph.js');
  const texts = [
    document.title,
    document.footer ?? '',
    ...document.sections.flatMap(({ heading, blocks }) => [heading ?? '', ...blocks.flatMap(textsOf)]),
  ];
  const all = texts.flatMap((text) =>
    typeof text === 'string' ? [text] : [text.text, text.translation ?? ''],
  );
  return missingCharacters(all.join('\n')).sort();
}
