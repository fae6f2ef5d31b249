const WIDTH = 92;

/** Tells the story on the terminal: chapters, paragraphs, lists; wrapped, without colours or technical words. */
export class Narrator {
  /** @param write Takes finished text, line breaks included. */
  constructor(private readonly write: (text: string) => void) {}

  title(text: string): void {
    this.write(`\n${text}\n${'='.repeat(text.length)}\n\n`);
  }

  chapter(number: number, title: string): void {
    const heading = `${number}. ${title}`;
    this.write(`\n${heading}\n${'-'.repeat(heading.length)}\n\n`);
  }

  /** A paragraph. */
  tell(text: string): void {
    this.write(`${wrap(text, '', '')}\n\n`);
  }

  /** Lines with a dash each, closed by an empty line. */
  list(items: readonly string[]): void {
    this.write(`${items.map((item) => wrap(item, '  – ', '    ')).join('\n')}\n\n`);
  }

  /** What somebody said, indented; optional translation below it. */
  quote(text: string, translation?: string): void {
    const lines = [
      wrap(text, '    ', '    '),
      ...(translation ? [wrap(`„${translation}“`, '    ', '    ')] : []),
    ];
    this.write(`${lines.join('\n')}\n\n`);
  }
}

/** A norm is not torn apart at the end of a line. */
function withFirmNorms(text: string): string {
  return text.replaceAll('§ ', '§\u00a0').replace(/(Abs\.|S\.|Nr\.) (?=\d)/g, '$1\u00a0');
}

function wrap(text: string, first: string, next: string): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of withFirmNorms(text).split(' ')) {
    if (!isEmpty && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
