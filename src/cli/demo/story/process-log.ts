import type { Actor } from './story-actors.js';
import type { StoryClient } from './story-client.js';

/** Entry of a process's log. */
export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  readonly toStates: readonly string[];
}

/** Log of a process with its present revision. */
export interface ProcessLog {
  readonly id: string;
  readonly revision: number;
  readonly events: readonly LoggedEvent[];
}

/** Fields of a process that `toLog` reads. */
export const LOG_FIELDS = 'id revision events(first: 100) { edges { node { seq type toStates } } }';

interface ProcessAnswer {
  readonly id: string;
  readonly revision: number;
  readonly events: { readonly edges: readonly { readonly node: LoggedEvent }[] };
}

/** The log of a process as an actor may read it. */
export async function logOfProcess(client: StoryClient, actor: Actor, id: string): Promise<ProcessLog> {
  const { process } = await client.read<{ process: ProcessAnswer }>(
    actor,
    `query ($id: ID!) { process(id: $id) { ${LOG_FIELDS} } }`,
    { id },
  );
  return toLog(process);
}

/** The log of a conference. */
export async function logOfConference(client: StoryClient, actor: Actor, id: string): Promise<ProcessLog> {
  const { conference } = await client.read<{ conference: { process: ProcessAnswer } }>(
    actor,
    `query ($id: ID!) { conference(id: $id) { process { ${LOG_FIELDS} } } }`,
    { id },
  );
  return toLog(conference.process);
}

function toLog({ id, revision, events }: ProcessAnswer): ProcessLog {
  return { id, revision, events: events.edges.map(({ node }) => node) };
}

/** The entry of the n-th event of a type, counted from 1. */
export function nthEvent(log: ProcessLog, type: string, nth = 1): LoggedEvent | undefined {
  return log.events.filter((event) => event.type === type)[nth - 1];
}

/**
 * Revision to pass with the command that causes the n-th event of a type: the present one, or, when that event is in
 * the log already, the one that was passed then. A repeated command is then the same to the letter.
 */
export function revisionBefore(log: ProcessLog, type: string, nth = 1): number {
  const done = nthEvent(log, type, nth);
  return done ? done.seq - 1 : log.revision;
}
