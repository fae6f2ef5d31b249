import type { LaidOut } from './layout.js';
import { PAGE } from './page-flow.js';
import { dateString, PdfFile, reference, textString, type ObjectNumber } from './pdf-file.js';
import { StructureNode, type MarkedContent } from './structure.js';

/** What the file says about itself. */
export interface FileMetadata {
  readonly title: string;
  readonly language: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const PRODUCER = 'Fallwerk';

function xml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

/** Metadata packet; names the file as PDF/UA-1 (ISO 14289-1, 5). */
function packet({ title, language, createdAt }: FileMetadata): string {
  const date = `${new Date(createdAt).toISOString().slice(0, 19)}Z`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>${xml(language)}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>${date}</xmp:CreateDate>
   <xmp:ModifyDate>${date}</xmp:ModifyDate>
   <pdf:Producer>${PRODUCER}</pdf:Producer>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

/** Writes the structure tree and remembers which object became which element. */
class StructureWriter {
  private readonly numbers = new Map<StructureNode, ObjectNumber>();

  constructor(
    private readonly file: PdfFile,
    private readonly pages: readonly ObjectNumber[],
  ) {}

  /** Writes an element and all below it. */
  write(node: StructureNode, parent: ObjectNumber): ObjectNumber {
    const own = this.file.reserve();
    this.numbers.set(node, own);
    const kids = node.children.map((child) =>
      child instanceof StructureNode ? reference(this.write(child, own)) : this.marked(child),
    );
    const language = node.language === undefined ? '' : ` /Lang ${textString(node.language)}`;
    const attributes = node.attributes === undefined ? '' : ` /A << ${node.attributes} >>`;
    return this.file.write(
      `<< /Type /StructElem /S /${node.type} /P ${reference(parent)}${language}${attributes} /K [${kids.join(' ')}] >>`,
      own,
    );
  }

  numberOf(node: StructureNode): ObjectNumber {
    const number = this.numbers.get(node);
    if (number === undefined) throw new Error(`Element ${node.type} is not in the structure tree`);
    return number;
  }

  private marked({ page, id }: MarkedContent): string {
    return `<< /Type /MCR /Pg ${reference(this.pages[page] ?? 0)} /MCID ${id} >>`;
  }
}

function writeStructure(
  file: PdfFile,
  { flow, root }: LaidOut,
  pages: readonly ObjectNumber[],
): ObjectNumber {
  const tree = file.reserve();
  const writer = new StructureWriter(file, pages);
  const document = writer.write(root, tree);
  const parents = flow.pages.map(
    (page, index) => `${index} [${page.owners.map((owner) => reference(writer.numberOf(owner))).join(' ')}]`,
  );
  const parentTree = file.write(`<< /Nums [${parents.join(' ')}] >>`);
  return file.write(
    `<< /Type /StructTreeRoot /K [${reference(document)}] /ParentTree ${reference(parentTree)} ` +
      `/ParentTreeNextKey ${pages.length} >>`,
    tree,
  );
}

/** Writes the file of a document that was laid out. */
export function assemble(laidOut: LaidOut, metadata: FileMetadata): Buffer {
  const file = new PdfFile();
  const { flow } = laidOut;
  const tree = file.reserve();
  const pages = flow.pages.map(() => file.reserve());
  const fonts = flow.fontUses.map((use) => `/${use.resource} ${reference(use.write(file))}`);
  const resources = file.write(`<< /Font << ${fonts.join(' ')} >> >>`);
  flow.pages.forEach((page, index) => {
    const content = file.stream(page.toBuffer());
    file.write(
      `<< /Type /Page /Parent ${reference(tree)} /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
        `/Resources ${reference(resources)} /Contents ${reference(content)} /StructParents ${index} /Tabs /S >>`,
      pages[index],
    );
  });
  file.write(`<< /Type /Pages /Kids [${pages.map(reference).join(' ')}] /Count ${pages.length} >>`, tree);
  const structure = writeStructure(file, laidOut, pages);
  const xmp = file.stream(Buffer.from(packet(metadata)), {
    entries: '/Type /Metadata /Subtype /XML',
    packed: false,
  });
  const date = dateString(metadata.createdAt);
  const info = file.write(
    `<< /Title ${textString(metadata.title)} /Producer (${PRODUCER}) /CreationDate ${date} /ModDate ${date} >>`,
  );
  const catalog = file.write(
    `<< /Type /Catalog /Pages ${reference(tree)} /Lang ${textString(metadata.language)} ` +
      `/MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> ` +
      `/StructTreeRoot ${reference(structure)} /Metadata ${reference(xmp)} >>`,
  );
  return file.finish(catalog, info);
}
