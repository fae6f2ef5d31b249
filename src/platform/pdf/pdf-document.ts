/**
 * A text in the language of the document and, where there is one, the same text in the second language.
 *
 * A plain string is a text without translation. `\n` begins a new line. Texts are set as they are: no markup.
 */
export type PdfText =
  | string
  | {
      readonly text: string;
      /** The same in `translationLanguage` of the document; stands beside or below the text. */
      readonly translation?: string;
      /** Language of `text` when it is not that of the document (BCP 47), for instance words a person wrote. */
      readonly language?: string;
    };

/** A heading below that of its section (level 3). */
export interface PdfHeading {
  readonly kind: 'heading';
  readonly text: PdfText;
}

/** Running text. */
export interface PdfParagraph {
  readonly kind: 'paragraph';
  readonly text: PdfText;
}

/** A list, with numbers from 1 when `ordered`. */
export interface PdfList {
  readonly kind: 'list';
  readonly items: readonly PdfText[];
  readonly ordered?: boolean;
}

/** Labels with their values, one row each; the label is the header of its row. */
export interface PdfKeyValues {
  readonly kind: 'keyValues';
  readonly rows: readonly { readonly label: PdfText; readonly value: PdfText }[];
}

/** A table with a header row that is repeated on every page. Every row has as many cells as `columns`. */
export interface PdfTable {
  readonly kind: 'table';
  readonly columns: readonly PdfText[];
  readonly rows: readonly (readonly PdfText[])[];
}

/** A text set off by a bar at its side, for what must not be overlooked. */
export interface PdfNote {
  readonly kind: 'note';
  readonly text: PdfText;
}

export type PdfBlock = PdfHeading | PdfParagraph | PdfList | PdfKeyValues | PdfTable | PdfNote;

/** A part of the document under a heading of level 2; without heading it continues what is before it. */
export interface PdfSection {
  readonly heading?: PdfText;
  readonly blocks: readonly PdfBlock[];
}

/** What `renderPdf` makes a file of. A4, portrait; the same document always gives the same bytes. */
export interface PdfDocument {
  /** Heading of level 1. */
  readonly title: PdfText;
  /**
   * Title in the file's metadata, which viewers show in the window and search engines of file shares index: no names
   * of persons. Default: the text of `title`.
   */
  readonly metadataTitle?: string;
  /** Language of the texts (BCP 47), for instance `de`. */
  readonly language: string;
  /** Language of the translations (BCP 47), for instance `ar`, `fa`, `ti`. Without it translations are left out. */
  readonly translationLanguage?: string;
  /** Translations beside their text (two columns; default) or below it. Tables always have them below, in the cell. */
  readonly arrangement?: 'BESIDE' | 'STACKED';
  /** Instant the file says it was made (ISO 8601, UTC, whole seconds are kept), given by the caller's clock. */
  readonly createdAt: string;
  readonly sections: readonly PdfSection[];
  /** Small text at the foot of every page beside the page number, for instance a reference number. Not read aloud. */
  readonly footer?: string;
}
