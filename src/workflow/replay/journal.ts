import type { DeadlineView, ChainedEvent, ProcessView } from '../domain/process.js';
import type { JsonObject } from '../domain/definition.js';
import type { RejectionCode } from '../domain/decision.js';
import type { Facts } from '../domain/registry.js';

/** Version of the format of journals. */
export const JOURNAL_FORMAT = 1;

/** Region in which journals take place; part of every hash. */
export const JOURNAL_REGION = 'journal';

/**
 * A golden journal, `workflows/<key>/journals/<version>.json`: what the scenarios of a version became when it was
 * released, entry by entry. Later builds must make the same of it, whatever changed in the kernel or in XState.
 *
 * The envelope names what XState's own snapshots lack (trap 20): format, definition by key, version and hash; every
 * entry has its sequence number.
 */
export interface Journal {
  readonly format: number;
  readonly key: string;
  readonly version: number;
  /** Hash of the definition, see `definitionHash`. */
  readonly definitionHash: string;
  /** Version of Fallwerk that wrote it. */
  readonly writtenBy: string;
  readonly courses: readonly JournalCourse[];
}

/** One scenario as it went. */
export interface JournalCourse {
  /** Name of the scenario's file without ending. */
  readonly scenario: string;
  /** Before the first entry; its value is empty unless the scenario takes a state for given. */
  readonly start: ProcessView;
  readonly entries: readonly ChainedEvent[];
  readonly refusals: readonly JournalRefusal[];
  /** After the last entry. */
  readonly end: ProcessView;
  /** Ids are empty: nobody refers to them. */
  readonly deadlines: readonly DeadlineView[];
}

/** An event of the scenario that was refused, and so is in no log. */
export interface JournalRefusal {
  /** Number of entries before it. */
  readonly after: number;
  readonly type: string;
  readonly payload: JsonObject;
  /** Code of the sender; absent: the clock. */
  readonly by?: string;
  readonly at: string;
  readonly facts: Facts;
  readonly code: RejectionCode;
  /** Names of the guards that stood in the way. */
  readonly guards: readonly string[];
}

/** Whether a course begins with a given state instead of a start. */
export function beginsInside(course: JournalCourse): boolean {
  return course.start.value !== '';
}

/** A journal as text: one line per entry, so that a difference is read line by line. */
export function journalText(journal: Journal): string {
  const { courses, ...head } = journal;
  const fields = Object.entries(head).map(([name, value]) => `  ${line(name)}: ${line(value)},`);
  const list = courses.map((course) => courseText(course)).join(',\n');
  return `{\n${fields.join('\n')}\n  "courses": [\n${list}\n  ]\n}\n`;
}

function courseText(course: JournalCourse): string {
  const members = Object.entries(course).map(([name, value]) =>
    Array.isArray(value) ? `      ${line(name)}: ${listText(value)}` : `      ${line(name)}: ${line(value)}`,
  );
  return `    {\n${members.join(',\n')}\n    }`;
}

function listText(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => `        ${line(item)}`).join(',\n')}\n      ]`;
}

function line(value: unknown): string {
  return JSON.stringify(value);
}
