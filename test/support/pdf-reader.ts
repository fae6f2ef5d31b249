import { getDocumentProxy } from 'unpdf';

/** Element of a file's structure tree with the text that belongs to it, as another program reads it. */
export interface ReadElement {
  readonly role: string;
  readonly language: string | undefined;
  /** Text of the element's own content in reading order, without that of elements below it. */
  readonly text: string;
  readonly children: readonly ReadElement[];
}

/** A PDF as pdf.js reads it. */
export interface ReadPdf {
  readonly pages: number;
  readonly language: string | undefined;
  readonly marked: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  readonly metadata: string;
  /** One tree per page: elements with content on that page. */
  readonly trees: readonly ReadElement[];
  /** Text on each page that belongs to no element. */
  readonly artifacts: readonly string[];
}

interface TreeNode {
  readonly role?: string;
  readonly lang?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly TreeNode[];
}

interface TextPiece {
  readonly type?: string;
  readonly id?: string | null;
  readonly str?: string;
}

/** Text by the identifier of its marked content; what has none is under ''. */
function textsById(pieces: readonly TextPiece[]): Map<string, string> {
  const texts = new Map<string, string>();
  const open: string[] = [];
  for (const piece of pieces) {
    if (piece.type?.startsWith('beginMarkedContent')) open.push(piece.id ?? '');
    else if (piece.type === 'endMarkedContent') open.pop();
    else {
      const id = open.findLast((one) => one !== '') ?? '';
      texts.set(id, `${texts.get(id) ?? ''}${piece.str ?? ''}`);
    }
  }
  return texts;
}

function element(node: TreeNode, texts: ReadonlyMap<string, string>): ReadElement {
  const children = node.children ?? [];
  return {
    role: node.role ?? '',
    language: node.lang,
    text: children
      .filter((child) => child.type === 'content')
      .map((child) => texts.get(child.id ?? '') ?? '')
      .join(''),
    children: children.filter((child) => child.type === undefined).map((child) => element(child, texts)),
  };
}

/** Reads a PDF with pdf.js: metadata, structure, text. */
export async function readPdf(file: Buffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(file));
  const { info, metadata } = await document.getMetadata();
  const trees: ReadElement[] = [];
  const artifacts: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const texts = textsById(items);
    const tree = (await page.getStructTree()) as TreeNode | null;
    trees.push(element(tree ?? {}, texts));
    artifacts.push(texts.get('') ?? '');
  }
  const details = info as Readonly<Record<string, unknown>>;
  return {
    pages: document.numPages,
    language: details['Language'] as string | undefined,
    marked: (await document.getMarkInfo())?.['Marked'] === true,
    info: details,
    metadata: (metadata as { getRaw(): string } | null)?.getRaw() ?? '',
    trees,
    artifacts,
  };
}

/** All elements of a tree in reading order. */
export function elementsOf(tree: ReadElement): ReadElement[] {
  return [tree, ...tree.children.flatMap(elementsOf)];
}

/** Text of an element with all below it, white space made single. */
export function fullText(tree: ReadElement): string {
  const text = elementsOf(tree)
    .map((one) => one.text)
    .join(' ');
  return text.replace(/\s+/gu, ' ').trim();
}
