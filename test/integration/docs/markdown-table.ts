/** Rows of the tables in a document, as lists of cells without markup; heads and separators are left out. */
export function tableRows(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  return lines
    .filter(
      (line, index) => line.startsWith('|') && !isSeparator(line) && !isSeparator(lines[index + 1] ?? ''),
    )
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** The part of a document below a heading, up to the next heading of the same level. */
export function section(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`No heading "${heading}"`);
  const rest = text.slice(start + heading.length + 2);
  const level = heading.split(' ')[0] ?? '##';
  const end = rest.indexOf(`\n${level} `);
  return end < 0 ? rest : rest.slice(0, end);
}

function isSeparator(line: string): boolean {
  return /^\|[\s:|-]+\|$/.test(line.trim());
}
