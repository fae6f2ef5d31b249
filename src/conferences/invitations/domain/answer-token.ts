/** What a link for answering says: whose answer to which state of an invitation it carries, and until when. */
export interface AnswerTicket {
  readonly regionId: string;
  /** Row of the invited, random. */
  readonly inviteeId: string;
  readonly sequence: number;
  /** Seconds since 1970; the link means nothing afterwards. */
  readonly expiresAt: number;
}

/** Signs bytes: 32 bytes that only this installation can make. */
export type Sign = (payload: string) => Buffer;
/** Compares in a time that tells nothing. */
export type SameBytes = (a: Buffer, b: Buffer) => boolean;

/** 128 bits of the signature: the token has to fit into a path. */
const SIGNATURE_BYTES = 16;
const ID_BYTES = 16;
/** Identifier, sequence and end of validity; the region follows. */
const HEAD_BYTES = ID_BYTES + 4 + 4;
const REGION = /^[a-z][a-z0-9-]{1,30}$/;
const TOKEN = /^([\w-]{34,74})\.([\w-]{22})$/;

/** The token of a link, at most 97 characters; it says nothing about anybody. */
export function writeToken({ regionId, inviteeId, sequence, expiresAt }: AnswerTicket, sign: Sign): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(inviteeId.replaceAll('-', ''), 0, 'hex');
  head.writeUInt32BE(sequence, ID_BYTES);
  head.writeUInt32BE(expiresAt, ID_BYTES + 4);
  const payload = Buffer.concat([head, Buffer.from(regionId)]).toString('base64url');
  return `${payload}.${signature(payload, sign).toString('base64url')}`;
}

/** @returns `undefined` when it was not signed here. Whether it has expired is for the caller to see. */
export function readToken(token: string, sign: Sign, same: SameBytes): AnswerTicket | undefined {
  const [, payload = '', given = ''] = TOKEN.exec(token) ?? [];
  const expected = signature(payload, sign).toString('base64url');
  // Compared as text: several texts stand for the same bytes, only one was written.
  if (given.length !== expected.length || !same(Buffer.from(given), Buffer.from(expected))) return undefined;
  const bytes = Buffer.from(payload, 'base64url');
  const regionId = bytes.subarray(HEAD_BYTES).toString();
  if (!REGION.test(regionId)) return undefined;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const inviteeId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const sequence = bytes.readUInt32BE(ID_BYTES);
  return { regionId, inviteeId, sequence, expiresAt: bytes.readUInt32BE(ID_BYTES + 4) };
}

function signature(payload: string, sign: Sign): Buffer {
  return sign(payload).subarray(0, SIGNATURE_BYTES);
}
