import { definitionHash } from '../domain/definition-hash.js';
import type { ProcessDefinition } from '../domain/definition.js';
import type { ProcessView } from '../domain/process.js';
import { storedState } from '../application/process-state.js';
import { decide } from '../kernel/kernel.js';
import {
  beginsInside,
  JOURNAL_FORMAT,
  JOURNAL_REGION,
  type Journal,
  type JournalCourse,
  type JournalRefusal,
} from './journal.js';
import { ProcessReplay } from './process-replay.js';
import { replayDefinition, type ReplayDefinition } from './replay-definition.js';
import { sameJson, type ReplayDifference } from './replay-difference.js';

/**
 * Replays a golden journal with this build.
 *
 * @returns One line per course that differs, and for what the envelope says; empty when this build does as the one
 *   that wrote it.
 */
export function replayJournal(journal: Journal, definition: ProcessDefinition): readonly string[] {
  const envelope = envelopeProblems(journal, definition);
  if (envelope.length > 0) return envelope;
  const known = replayDefinition(definition);
  return journal.courses.flatMap((course) => {
    const difference = courseDifference(journal, course, known);
    return difference === undefined ? [] : [`${course.scenario}: ${difference}`];
  });
}

/** What the envelope names that is not there (trap 20). */
function envelopeProblems(journal: Journal, definition: ProcessDefinition): readonly string[] {
  const hash = definitionHash(definition);
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ['format', journal.format, JOURNAL_FORMAT],
    ['key', journal.key, definition.key],
    ['version', journal.version, definition.version],
    ['definitionHash', journal.definitionHash, hash],
  ];
  return checks
    .filter(([, written, present]) => written !== present)
    .map(([name, written, present]) => `${name}: expected ${String(written)}, found ${String(present)}`);
}

function courseDifference(
  journal: Journal,
  course: JournalCourse,
  known: ReplayDefinition,
): string | undefined {
  const replay = new ProcessReplay({
    regionId: JOURNAL_REGION,
    process: course.start,
    definition: (hash) => (hash === journal.definitionHash ? known : undefined),
    ...(beginsInside(course) ? { from: { process: course.start, deadlines: [] } } : {}),
  });
  for (let seq = 0; seq <= course.entries.length; seq += 1) {
    const entry = course.entries[seq - 1];
    if (entry) replay.take(entry);
    if (replay.difference) break;
    const refusal = course.refusals
      .filter(({ after }) => after === seq)
      .map((each) => refusalDifference(known, replay.present.process, each))
      .find((difference) => difference !== undefined);
    if (refusal !== undefined) return refusal;
  }
  // Columns that came after the journal was written are in no journal of that time.
  const { process } = replay.present;
  const difference = replay.finish({ ...process, ...course.end }, course.deadlines);
  return difference && inWords(difference);
}

function refusalDifference(
  known: ReplayDefinition,
  process: ProcessView,
  refusal: JournalRefusal,
): string | undefined {
  const { type, payload, by, at, facts, code, guards } = refusal;
  const meta = { at, ...(by === undefined ? { source: 'clock' as const } : { actorCodes: [by] }) };
  const decision = decide(known.compiled, storedState(process), { type, payload }, facts, meta);
  if (decision.kind === 'accepted') return `${type} is taken, was refused with ${code}`;
  const failed = decision.failedGuards.map(({ guard }) => guard);
  if (decision.code === code && sameJson(failed, guards)) return undefined;
  return `${type} is refused with ${decision.code} (${failed.join()}), was ${code} (${guards.join()})`;
}

function inWords({ place, seq, field, expected, found }: ReplayDifference): string {
  return `${place} ${String(seq)}, ${field}: this build ${expected}, journal ${found}`;
}
