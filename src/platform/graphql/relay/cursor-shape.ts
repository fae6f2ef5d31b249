import { Temporal } from 'temporal-polyfill';
import { LONE_SURROGATE } from '../validation/input-validation.pipe.js';
import type { CursorKey } from './cursor.js';

/** What a part of a cursor is in the database: `date`, `timestamptz`, `text`, `integer` (32 bits, positive), `uuid`. */
export type CursorPart = 'date' | 'instant' | 'text' | 'integer' | 'uuid';

/** Types of the sort key and of the identifier of a list. */
export interface CursorShape {
  /** `text` when left out. */
  readonly sortKey?: CursorPart;
  /** `uuid` when left out. */
  readonly id?: Extract<CursorPart, 'text' | 'uuid'>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d(\.\d{1,9})?Z$/;
const MAX_INTEGER = 2_147_483_647;

function exists(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const checks: Readonly<Record<CursorPart, (value: string) => boolean>> = {
  date: (value) => DAY.test(value) && exists(() => Temporal.PlainDate.from(value, { overflow: 'reject' })),
  instant: (value) => INSTANT.test(value) && exists(() => Temporal.Instant.from(value)),
  text: (value) => !LONE_SURROGATE.test(value) && !value.includes('\u0000'),
  integer: (value) => /^\d{1,10}$/.test(value) && Number(value) <= MAX_INTEGER,
  uuid: (value) => UUID.test(value),
};

/** Whether both parts of a position can be compared with the columns of the list. */
export function fitsShape(key: CursorKey, { sortKey = 'text', id = 'uuid' }: CursorShape): boolean {
  return checks[sortKey](String(key.sortKey)) && checks[id](key.id);
}
