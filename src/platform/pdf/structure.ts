/** Elements of the structure tree that are used (ISO 32000-1, 14.8.4). */
export type StructureType =
  | 'Document'
  | 'Sect'
  | 'Div'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD';

/** A piece of a page's content that belongs to an element. */
export interface MarkedContent {
  readonly page: number;
  readonly id: number;
}

/** Element of the structure tree: what a screen reader walks through. */
export class StructureNode {
  readonly children: (StructureNode | MarkedContent)[] = [];

  /**
   * @param language    BCP 47, when it differs from that of the document.
   * @param attributes  Body of an attribute dictionary, for instance `/O /Table /Scope /Row`.
   */
  constructor(
    readonly type: StructureType,
    readonly language?: string,
    readonly attributes?: string,
  ) {}

  /** Appends an element and returns it. */
  add(type: StructureType, language?: string, attributes?: string): StructureNode {
    const node = new StructureNode(type, language, attributes);
    this.children.push(node);
    return node;
  }
}
