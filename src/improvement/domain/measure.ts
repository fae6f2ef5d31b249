import type {
  MeasureId,
  ProcessId,
  ProgrammeId,
  ThemeId,
  UnitId,
  WorkingGroupId,
} from '../../kernel/index.js';

/** Where a measure stands: states of the definition `measure`, region of the work. */
export const MEASURE_STATES = {
  'measure.active.work.planned': 'PLANNED',
  'measure.active.work.inProgress': 'IN_PROGRESS',
  'measure.done': 'DONE',
  'measure.reviewOverdue': 'REVIEW_OVERDUE',
  'measure.reviewed': 'REVIEWED',
  'measure.stopped': 'STOPPED',
} as const;
export type MeasureState = (typeof MEASURE_STATES)[keyof typeof MEASURE_STATES];

/** How far reminding and escalation have come: region of the due date. */
export const MEASURE_DUE_STATES = {
  'measure.active.due.onTime': 'ON_TIME',
  'measure.active.due.reminded': 'REMINDED',
  'measure.active.due.escalated': 'ESCALATED',
  'measure.active.due.flagged': 'FLAGGED',
} as const;
export type MeasureDueState = (typeof MEASURE_DUE_STATES)[keyof typeof MEASURE_DUE_STATES];

export const MEASURE_HELPED = ['YES', 'PARTLY', 'NO', 'UNKNOWN'] as const;
export type MeasureHelped = (typeof MEASURE_HELPED)[number];

export const REVIEW_CONCLUSIONS = ['CLOSE', 'ADAPT', 'STOP'] as const;
export type ReviewConclusion = (typeof REVIEW_CONCLUSIONS)[number];

/** A measure as it is stored, with the state of its process. */
export interface MeasureRecord {
  readonly id: MeasureId;
  readonly themeId: ThemeId;
  readonly programmeId: ProgrammeId | null;
  readonly programmeLeadUnitId: UnitId | null;
  readonly workingGroupId: WorkingGroupId;
  readonly title: string;
  readonly ownerUnitId: UnitId;
  readonly dueOn: string;
  readonly reviewOn: string;
  readonly indicator: string;
  readonly indicatorBaseline: string;
  readonly indicatorTarget: string;
  readonly helped: MeasureHelped | null;
  readonly processId: ProcessId;
  readonly activeStates: readonly string[];
}

/** A measure as readers see it. */
export interface MeasureView extends Omit<
  MeasureRecord,
  'activeStates' | 'programmeId' | 'programmeLeadUnitId'
> {
  readonly state: MeasureState;
  /** `null` when the work is over. */
  readonly dueState: MeasureDueState | null;
}

function pick<States extends Readonly<Record<string, string>>>(
  states: States,
  active: readonly string[],
): States[keyof States] | undefined {
  const id = active.find((state): state is keyof States & string => Object.hasOwn(states, state));
  return id === undefined ? undefined : states[id];
}

/** What readers see of a stored measure. */
export function measureView(record: MeasureRecord): MeasureView {
  const { activeStates, programmeId: _programme, programmeLeadUnitId: _lead, ...shown } = record;
  const state = pick(MEASURE_STATES, activeStates);
  if (state === undefined) throw new Error(`Measure in an unknown state: ${activeStates.join(', ')}`);
  return { ...shown, state, dueState: pick(MEASURE_DUE_STATES, activeStates) ?? null };
}

/** Whether a plan is possible: due today or later, reviewed when it is due or later. */
export function arePlanDatesConsistent(
  plan: { readonly dueOn: string; readonly reviewOn: string },
  today: string,
): boolean {
  return plan.dueOn >= today && plan.reviewOn >= plan.dueOn;
}
