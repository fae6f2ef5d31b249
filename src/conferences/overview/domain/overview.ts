import { BLOCK_CODES, type BlockCode } from '../../domain/blocks.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../../domain/conference.js';
import { shownCount, shownGroups, type ShownCount } from './suppress.js';

/** How far a conference is, as a project lead counts it. */
export const OVERVIEW_STAGES = [
  'HELD',
  'PLANNED',
  'OPEN',
  'BLOCKED',
  'CANCELLED',
  'DECLINED',
  'CONVERTED',
] as const;
export type OverviewStage = (typeof OVERVIEW_STAGES)[number];

/** A conference as it is counted: nothing that leads to it. */
export interface CountedConference {
  readonly kind: ConferenceKind;
  readonly stage: OverviewStage;
  /** Calendar dates, Europe/Berlin. */
  readonly requestedOn: string;
  /** Day of the sitting, of those that were held. */
  readonly heldOn: string | null;
  /** Last day for the record; `null` while nothing is due. */
  readonly recordDueOn: string | null;
  readonly recordApprovedOn: string | null;
  /** What stands in the way of a blocked one. */
  readonly blocks: readonly BlockCode[];
}

/** Days from the request to the sitting. `null` where too few were held. */
export interface WaitingDays {
  readonly median: number | null;
  readonly ninetyPercent: number | null;
}

/** Records by whether they were approved in time. */
export interface RecordFigures {
  readonly inTime: ShownCount;
  readonly late: ShownCount;
  /** Not yet due. */
  readonly running: ShownCount;
}

/** Numbers per stage. */
export type StageCounts = Readonly<Record<OverviewStage, ShownCount>>;

/** What a project lead sees: sums only, small ones hidden. */
export interface ConferenceOverviewFigures {
  /** Case studies that the programme aims at; `null` for a whole region. */
  readonly target: number | null;
  readonly requested: ShownCount;
  readonly stages: StageCounts;
  readonly blockReasons: readonly { readonly code: BlockCode; readonly count: ShownCount }[];
  readonly waitingDays: WaitingDays;
  readonly records: RecordFigures;
  readonly byKind: readonly { readonly kind: ConferenceKind; readonly stages: StageCounts }[];
  readonly byMonth: readonly {
    /** `YYYY-MM`. */
    readonly month: string;
    readonly requested: ShownCount;
    readonly held: ShownCount;
  }[];
}

/**
 * Counts.
 *
 * @param today     Europe/Berlin.
 * @param smallest  Numbers below it, other than zero, are hidden.
 */
export function overviewOf(
  conferences: readonly CountedConference[],
  options: { readonly target: number | null; readonly today: string; readonly smallest: number },
): ConferenceOverviewFigures {
  const { target, today, smallest } = options;
  const stages = stagesOf(conferences, smallest);
  const records = recordsOf(conferences, today, smallest);
  const byMonth = monthsOf(conferences, smallest);
  return {
    target,
    requested: shownCount(conferences.length, smallest),
    stages,
    blockReasons: reasonsOf(conferences, smallest).map((one) =>
      stages.BLOCKED === null ? { ...one, count: null } : one,
    ),
    waitingDays: waitingOf(conferences, smallest),
    records: stages.HELD === null ? hiddenRecords(records) : records,
    byKind: kindsOf(conferences, smallest).map(({ kind, stages: own }) => ({
      kind,
      stages: hiddenLike(stages, own),
    })),
    byMonth: stages.HELD === null ? byMonth.map((one) => ({ ...one, held: hide(one.held) })) : byMonth,
  };
}

/** What is hidden of a stage in all is hidden in its parts: their sum would tell it, and through it the small one beside. */
function hiddenLike(total: StageCounts, part: StageCounts): StageCounts {
  return asStages(OVERVIEW_STAGES.map((stage) => (total[stage] === null ? hide(part[stage]) : part[stage])));
}

function hiddenRecords({ inTime, late, running }: RecordFigures): RecordFigures {
  return { inTime: hide(inTime), late: hide(late), running: hide(running) };
}

function hide(count: ShownCount): ShownCount {
  return count === 0 ? 0 : null;
}

function stagesOf(conferences: readonly CountedConference[], smallest: number): StageCounts {
  const counts = OVERVIEW_STAGES.map((stage) => conferences.filter((one) => one.stage === stage).length);
  return asStages(shownGroups(counts, smallest));
}

function asStages(counts: readonly ShownCount[]): StageCounts {
  const entries = OVERVIEW_STAGES.map((stage, at) => [stage, counts[at] ?? null] as const);
  return Object.fromEntries(entries) as Record<OverviewStage, ShownCount>;
}

/** Conferences per reason; one may have several. */
function reasonsOf(
  conferences: readonly CountedConference[],
  smallest: number,
): ConferenceOverviewFigures['blockReasons'] {
  const blocked = conferences.filter(({ stage }) => stage === 'BLOCKED');
  return BLOCK_CODES.map((code) => ({ code, all: blocked.filter((one) => one.blocks.includes(code)) }))
    .filter(({ all }) => all.length > 0)
    .map(({ code, all }) => ({ code, count: hideComplement(all.length, blocked.length, smallest) }));
}

/** How many have a trait: hidden as well when so few have it not that these could be told. */
function hideComplement(count: number, total: number, smallest: number): ShownCount {
  return shownCount(total - count, smallest) === null ? null : shownCount(count, smallest);
}

/**
 * A table of kinds and stages, next to sums of both. Each kind hides among its own stages, and what is hidden of a stage in
 * one kind only is hidden in another one as well.
 */
function kindsOf(
  conferences: readonly CountedConference[],
  smallest: number,
): ConferenceOverviewFigures['byKind'] {
  const kinds = CONFERENCE_KINDS.filter((kind) => conferences.some((one) => one.kind === kind));
  const exact = kinds.map((kind) =>
    OVERVIEW_STAGES.map(
      (stage) => conferences.filter((one) => one.kind === kind && one.stage === stage).length,
    ),
  );
  // The row of a kind may be shown only where its total may; the sums of stages are shown above.
  const rows = exact.map((row) => [...shownGroups(row, smallest)]);
  OVERVIEW_STAGES.forEach((_, column) => {
    const shown = shownGroups(
      exact.map((row) => row[column] ?? 0),
      smallest,
    );
    rows.forEach((row, at) => {
      if (shown[at] === null) row[column] = null;
    });
  });
  return kinds.map((kind, at) => ({ kind, stages: asStages(rows[at] ?? []) }));
}

function monthsOf(
  conferences: readonly CountedConference[],
  smallest: number,
): ConferenceOverviewFigures['byMonth'] {
  const monthOf = (date: string): string => date.slice(0, 7);
  const requestedIn = conferences.map(({ requestedOn }) => monthOf(requestedOn));
  const heldIn = conferences.flatMap(({ heldOn }) => (heldOn === null ? [] : [monthOf(heldOn)]));
  const months = [...new Set([...requestedIn, ...heldIn])].sort();
  const countsOf = (all: readonly string[]): readonly ShownCount[] =>
    shownGroups(
      months.map((month) => all.filter((one) => one === month).length),
      smallest,
    );
  const requested = countsOf(requestedIn);
  const held = countsOf(heldIn);
  return months.map((month, at) => ({ month, requested: requested[at] ?? null, held: held[at] ?? null }));
}

function waitingOf(conferences: readonly CountedConference[], smallest: number): WaitingDays {
  const days = conferences
    .flatMap(({ requestedOn, heldOn }) => (heldOn === null ? [] : [daysBetween(requestedOn, heldOn)]))
    .sort((a, b) => a - b);
  if (days.length < smallest) return { median: null, ninetyPercent: null };
  return { median: quantile(days, 0.5), ninetyPercent: quantile(days, 0.9) };
}

/** Smallest value that at least this part does not exceed. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

function recordsOf(
  conferences: readonly CountedConference[],
  today: string,
  smallest: number,
): RecordFigures {
  const due = conferences.flatMap(({ recordDueOn, recordApprovedOn }) =>
    recordDueOn === null ? [] : [{ recordDueOn, approvedOn: recordApprovedOn }],
  );
  const inTime = due.filter(
    ({ recordDueOn, approvedOn }) => approvedOn !== null && approvedOn <= recordDueOn,
  );
  const late = due.filter(({ recordDueOn, approvedOn }) => (approvedOn ?? today) > recordDueOn);
  const counts = [inTime.length, late.length, due.length - inTime.length - late.length];
  const [shownInTime = null, shownLate = null, running = null] = shownGroups(counts, smallest);
  return { inTime: shownInTime, late: shownLate, running };
}
