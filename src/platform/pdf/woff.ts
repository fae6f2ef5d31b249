import { inflateSync } from 'node:zlib';

/** The tables of a font file by their four letters. */
export type FontTables = ReadonlyMap<string, Buffer>;

const WOFF = 0x774f4646;
const HEADER = 44;
const ENTRY = 20;

/**
 * Unpacks a WOFF 1 file.
 *
 * @throws {Error} The file is not WOFF 1: a broken installation, nothing a user can cause.
 */
export function readWoff(file: Buffer): FontTables {
  if (file.readUInt32BE(0) !== WOFF) throw new Error('Not a WOFF 1 font');
  const count = file.readUInt16BE(12);
  const tables = new Map<string, Buffer>();
  for (let entry = HEADER; entry < HEADER + count * ENTRY; entry += ENTRY) {
    const offset = file.readUInt32BE(entry + 4);
    const packed = file.readUInt32BE(entry + 8);
    const length = file.readUInt32BE(entry + 12);
    const data = file.subarray(offset, offset + packed);
    tables.set(file.toString('latin1', entry, entry + 4), packed < length ? inflateSync(data) : data);
  }
  return tables;
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 4 <= data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}

/** Packs tables into a TrueType file, ordered by their letters. */
export function writeTrueType(tables: FontTables): Buffer {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const log = Math.floor(Math.log2(entries.length));
  const header = Buffer.alloc(12 + entries.length * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(entries.length, 4);
  header.writeUInt16BE(2 ** log * 16, 6);
  header.writeUInt16BE(log, 8);
  header.writeUInt16BE((entries.length - 2 ** log) * 16, 10);
  let offset = header.length;
  const bodies = entries.map(([tag, data], index) => {
    const body = padded(data);
    const at = 12 + index * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum(body), at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(data.length, at + 12);
    offset += body.length;
    return body;
  });
  return Buffer.concat([header, ...bodies]);
}
