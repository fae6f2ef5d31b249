import type { FontWeight } from './font-library.js';
import { MARKER_ROOM, PAGE, type Column, type TextBox } from './page-flow.js';
import { isRightToLeft, setLines } from './paragraph.js';
import type { PdfDocument, PdfText } from './pdf-document.js';
import type { StructureNode, StructureType } from './structure.js';

/** Look of a text. Lengths in points. */
export interface Look {
  readonly size: number;
  readonly weight: FontWeight;
  readonly gapBefore: number;
}

/** Left and right edge. */
export interface Edges {
  readonly left: number;
  readonly right: number;
}

/** A text in one of the languages of the document, with the edges it is set between. */
export interface Version extends Edges {
  readonly text: string;
  /** Undefined when it is that of the document. */
  readonly language: string | undefined;
  /** 0 for the first language, 1 for the second: side by side they are two columns. */
  readonly column: number;
}

/** Room between the two columns. */
const GUTTER = 26;
/** Gap between a text and its translation below it. */
const STACK_GAP = 2;

/** The whole width between the margins. */
export const FULL: Edges = { left: PAGE.left, right: PAGE.right };

/** Turns the texts of a document into boxes: which languages, where, how they look. */
export class TextSetter {
  constructor(private readonly document: PdfDocument) {}

  /** Whether translations stand beside their texts. */
  get beside(): boolean {
    return this.document.translationLanguage !== undefined && this.document.arrangement !== 'STACKED';
  }

  /** The text and, if there is one, its translation; side by side only where `beside` is wanted and there are both. */
  versions(text: PdfText, edges: Edges, beside: boolean): Version[] {
    const own = typeof text === 'string' ? { text } : text;
    const language = 'language' in own ? own.language : undefined;
    const second = this.document.translationLanguage;
    const translation = 'translation' in own ? own.translation : undefined;
    if (second === undefined || translation === undefined || translation.trim() === '') {
      return [{ text: own.text, language, column: 0, ...edges }];
    }
    const middle = (edges.left + edges.right) / 2;
    const first = beside ? { left: edges.left, right: middle - GUTTER / 2 } : edges;
    const other = beside ? { left: middle + GUTTER / 2, right: edges.right } : edges;
    return [
      { text: own.text, language, column: 0, ...first },
      { text: translation, language: second, column: beside ? 1 : 0, ...other },
    ];
  }

  /** Sets one version of a text for an element. */
  box(version: Version, look: Look, owner: StructureNode): TextBox {
    const language = version.language ?? this.document.language;
    const width = (version.right - version.left) / look.size;
    return {
      lines: setLines(version.text, { language, weight: look.weight, width }),
      size: look.size,
      left: version.left,
      right: version.right,
      rightToLeft: isRightToLeft(language),
      owner,
      gapBefore: look.gapBefore,
    };
  }

  /** Sets all versions of a text, each as an element of this type under the parent. */
  columns(text: PdfText, look: Look, parent: StructureNode, type: StructureType, edges = FULL): Column[] {
    return arrange(
      this.versions(text, edges, this.beside && type !== 'H1').flatMap((version, index) => {
        if (version.text.trim() === '') return [];
        const stacked = index > 0 && version.column === 0;
        const gapBefore = stacked ? STACK_GAP : look.gapBefore;
        const owner = parent.add(type, version.language);
        return [{ column: version.column, box: this.box(version, { ...look, gapBefore }, owner) }];
      }),
    );
  }

  /** Sets all versions of a text below one another, as in the cell of a table. */
  stacked(text: PdfText, look: Look, parent: StructureNode, edges: Edges): Column {
    return this.versions(text, edges, false).flatMap((version, index) => {
      if (version.text.trim() === '') return [];
      const gapBefore = index > 0 ? STACK_GAP : look.gapBefore;
      return [this.box(version, { ...look, gapBefore }, parent.add('P', version.language))];
    });
  }

  /** Sets a text indented at the side where its lines begin. */
  indented(version: Version, look: Look, indent: number, owner: StructureNode): TextBox {
    const rightToLeft = isRightToLeft(version.language ?? this.document.language);
    const inner = rightToLeft
      ? { ...version, right: version.right - indent }
      : { ...version, left: version.left + indent };
    return this.box(inner, look, owner);
  }

  /** Sets an item of a list with its mark; `item` is the element LI of this version. */
  itemBox(version: Version, mark: string, look: Look, item: StructureNode): TextBox {
    const label = item.add('Lbl');
    const box = this.indented(version, look, MARKER_ROOM, item.add('LBody'));
    const [line] = setLines(mark, {
      language: version.language ?? this.document.language,
      weight: look.weight,
      width: 10,
    });
    return line ? { ...box, marker: { line, owner: label } } : box;
  }
}

/** Sorts boxes into their columns. */
export function arrange(placed: readonly { readonly column: number; readonly box: TextBox }[]): Column[] {
  return [0, 1]
    .map((column) => placed.filter((one) => one.column === column).map(({ box }) => box))
    .filter((boxes) => boxes.length > 0);
}
