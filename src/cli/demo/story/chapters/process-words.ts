import type { Actor } from '../story-actors.js';
import { dayText } from '../story-dates.js';
import type { Stage } from '../stage.js';

interface Deadline {
  readonly key: string;
  readonly label: string;
  readonly endsOn: string;
  readonly legalBasis: string | null;
  readonly explanation: string;
  readonly hint: string;
}

/** Prints deadlines of a process with norm, day and how it was computed; in the given order. */
export async function tellDeadlines(
  { client, narrator }: Stage,
  actor: Actor,
  processId: string,
  keys: readonly string[],
): Promise<void> {
  const { process } = await client.read<{ process: { deadlines: readonly Deadline[] } }>(
    actor,
    'query ($id: ID!) { process(id: $id) { deadlines { key label endsOn legalBasis explanation hint } } }',
    { id: processId },
  );
  const shown = keys.flatMap((key) =>
    process.deadlines.filter((deadline) => deadline.key === key).slice(0, 1),
  );
  narrator.list(
    shown.map(
      ({ label, endsOn, legalBasis, explanation }) =>
        `${label}: ${dayText(endsOn)} (${legalBasis ?? 'ohne Norm'}). ${explanation}`,
    ),
  );
  if (shown[0]) narrator.tell(shown[0].hint);
}

/** Prints what the person reads about where a process stands, up to `limit` sentences. */
export async function tellPlain(
  { client, narrator }: Stage,
  processId: string,
  limit: number,
): Promise<void> {
  const { process } = await client.read<{ process: { activeStates: readonly { plain: string | null }[] } }>(
    'person',
    'query ($id: ID!) { process(id: $id) { activeStates { plain } } }',
    { id: processId },
  );
  const sentences = process.activeStates.flatMap(({ plain }) => (plain === null ? [] : [plain]));
  for (const sentence of [...new Set(sentences)].slice(0, limit)) narrator.quote(`„${sentence}“`);
}

/** Prints what an actor may do next in a process, and why not the rest, up to `limit` of those. */
export async function tellAvailable(
  { client, narrator }: Stage,
  actor: Actor,
  processId: string,
  limit: number,
): Promise<void> {
  interface Event {
    readonly label: string;
    readonly allowed: boolean;
    readonly reasons: readonly string[];
  }
  const { process } = await client.read<{ process: { availableEvents: readonly Event[] } }>(
    actor,
    'query ($id: ID!) { process(id: $id) { availableEvents { label allowed reasons } } }',
    { id: processId },
  );
  const open = process.availableEvents.filter(({ allowed }) => allowed);
  const closed = process.availableEvents.filter(({ allowed }) => !allowed);
  narrator.list([
    ...open.map(({ label }) => `möglich: ${label}`),
    ...closed.slice(0, limit).map(({ label, reasons }) => `nicht möglich: ${label}. ${reasons.join(' ')}`),
  ]);
}
