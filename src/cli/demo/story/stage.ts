import type { ProgrammeId, StaffId, UnitId } from '../../../kernel/index.js';
import { demoId } from '../lippe-directory.js';
import type { Narrator } from './narrator.js';
import { logOfProcess, revisionBefore } from './process-log.js';
import type { Actor } from './story-actors.js';
import type { StoryClient } from './story-client.js';
import type { StoryDates } from './story-dates.js';

/** What every chapter works with. */
export interface Stage {
  readonly client: StoryClient;
  readonly narrator: Narrator;
}

/** The case of the story once it is opened. */
export interface StoryCase {
  readonly id: string;
  readonly number: string;
  readonly dates: StoryDates;
}

/** Programme of the demonstration. */
export const PROGRAMME_ID = demoId<ProgrammeId>('programme');

/** Unit of the demonstration by its key in the directory. */
export function unit(key: string): UnitId {
  return demoId(`unit:${key}`);
}

/** Staff member of the demonstration by their account. */
export function staff(subject: string): StaffId {
  return demoId(`staff:${subject}`);
}

/** Reports a step of a process. */
export async function sendEvent(
  { client }: Stage,
  event: {
    readonly actor: Actor;
    readonly step: string;
    readonly processId: string;
    readonly type: string;
    readonly payload?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { actor, step, processId, type, payload = {} } = event;
  const log = await logOfProcess(client, actor, processId);
  await client.command({
    actor,
    step,
    name: 'sendProcessEvent',
    input: { processId, type, payload, expectedRevision: revisionBefore(log, type) },
    select: '... on SendProcessEventPayload { process { id } }',
  });
}
