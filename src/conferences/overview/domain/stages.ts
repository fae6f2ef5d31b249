import type { OverviewStage } from './overview.js';

/** Stage by leaf state of the process; what has no date yet and may be held is open. */
const STAGES: Readonly<Record<string, OverviewStage>> = {
  proposed: 'OPEN',
  draft: 'OPEN',
  consentCheck: 'OPEN',
  postponed: 'OPEN',
  blocked: 'BLOCKED',
  scheduled: 'PLANNED',
  inSession: 'PLANNED',
  recordDraft: 'HELD',
  recordReview: 'HELD',
  recordReady: 'HELD',
  recordOverdue: 'HELD',
  recordApproved: 'HELD',
  reviewDue: 'HELD',
  underReview: 'HELD',
  closed: 'HELD',
  cancelled: 'CANCELLED',
  declined: 'DECLINED',
  convertedToAnonymised: 'CONVERTED',
};

/** States that have a stage; all of the process definition. */
export const STAGED_STATES: readonly string[] = Object.keys(STAGES);

/** How far a conference is. @throws {Error} a state that the overview does not know – a programming error. */
export function stageOf(activeStates: readonly string[]): OverviewStage {
  const [state = ''] = activeStates;
  const stage = STAGES[state.replace('case-conference.', '')];
  if (stage === undefined) throw new Error(`State without a stage: ${state}`);
  return stage;
}
