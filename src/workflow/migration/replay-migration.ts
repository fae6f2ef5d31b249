import { deadlinesAfter, effectsOf } from '../replay/course.js';
import { shown } from '../replay/replay-difference.js';
import type { Replayer, ReplayerOutcome } from '../replay/replayers.js';
import { migrationStep, type MigratedPayload } from './migration-step.js';

/** Recomputes a migration from its log entry: versions and mapping stand in its payload. */
export const replayMigration: Replayer = ({ regionId, before, entry, definition }) => {
  const payload = entry.payload as unknown as MigratedPayload;
  const { definitionHash } = before.process;
  if (payload.fromHash !== definitionHash) return differs('fromHash', definitionHash, payload.fromHash);
  const [from, to] = [definition(payload.fromHash), definition(payload.toHash)];
  if (!from) return differs('definition', payload.fromHash, '–');
  if (!to) return differs('definition', payload.toHash, '–');
  const { id, at, actorKind: kind, actorId, actorUnitId: unitId, actorCode } = entry;
  const step = migrationStep({
    regionId,
    from: from.compiled,
    to: to.compiled,
    payload,
    process: before.process,
    deadlines: before.deadlines,
    actor: { kind, id: actorId, unitId, codes: [actorCode] },
    id,
    at,
    newId: () => '',
  });
  if (step.kind !== 'step') return differs('mapping', 'fits', step.problems[0]?.code);
  const { process, plan } = step;
  const deadlines = deadlinesAfter(before.deadlines, plan, entry.type, process.status);
  const effects = effectsOf(step.accepted);
  return { kind: 'replayed', entry: step.entry, after: { process, deadlines }, effects };
};

function differs(field: string, expected: unknown, found: unknown): ReplayerOutcome {
  return { kind: 'differs', field, expected: shown(expected), found: shown(found) };
}
