import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** Number of an object in the file. */
export type ObjectNumber = number;

/** Writes `5 0 R`. */
export const reference = (object: ObjectNumber): string => `${object} 0 R`;

/** Text of any script as a string object. */
export function textString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** Number with at most three decimals and no exponent. */
export function decimal(value: number): string {
  const text = value.toFixed(3).replace(/\.?0+$/u, '');
  return text === '-0' ? '0' : text;
}

/** Instant as a string object, in UTC. */
export function dateString(instant: string): string {
  return `(D:${new Date(instant).toISOString().slice(0, 19).replace(/[-:T]/gu, '')}Z)`;
}

/** Objects of a PDF file; knows their form, not their meaning. */
export class PdfFile {
  private readonly objects: (Buffer | undefined)[] = [];

  /** Number for an object that is written later. */
  reserve(): ObjectNumber {
    this.objects.push(undefined);
    return this.objects.length;
  }

  /** Writes an object; without number a new one. */
  write(body: string, object = this.reserve()): ObjectNumber {
    this.objects[object - 1] = Buffer.from(body, 'latin1');
    return object;
  }

  /** Writes a stream; `packed` is for everything except the metadata, which search tools read as it is. */
  stream(data: Buffer, options: { readonly entries?: string; readonly packed?: boolean } = {}): ObjectNumber {
    const packed = options.packed ?? true;
    const body = packed ? deflateSync(data, { level: 9 }) : data;
    const entries = `${options.entries ?? ''}${packed ? ' /Filter /FlateDecode' : ''}`;
    this.objects.push(
      Buffer.concat([
        Buffer.from(`<< /Length ${body.length} ${entries} >>\nstream\n`),
        body,
        Buffer.from('\nendstream'),
      ]),
    );
    return this.objects.length;
  }

  /** The finished file; its identifier is a hash of its content. */
  finish(catalog: ObjectNumber, info: ObjectNumber): Buffer {
    const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let length = parts[0]?.length ?? 0;
    const offsets = this.objects.map((body, index) => {
      if (!body) throw new Error(`Object ${index + 1} was reserved and never written`);
      const at = length;
      const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
      parts.push(object);
      length += object.length;
      return at;
    });
    const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32).toUpperCase();
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const size = offsets.length + 1;
    parts.push(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n` +
          `<< /Size ${size} /Root ${reference(catalog)} /Info ${reference(info)} /ID [<${id}> <${id}>] >>\n` +
          `startxref\n${length}\n%%EOF\n`,
      ),
    );
    return Buffer.concat(parts);
  }
}
