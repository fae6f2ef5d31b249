import type { Finding, FindingCode } from './finding.js';

/** Findings about ways through the machine: they say nothing while a state or transition is missing. */
const ABOUT_WAYS: readonly FindingCode[] = [
  'UNREACHABLE_STATE',
  'NO_WAY_TO_END',
  'COMPLETION_IMPOSSIBLE',
  'ALWAYS_LOOP',
  'TRANSITION_SHADOWED',
  'REGION_CONFLICT',
  'DEADLINE_WITHOUT_EXPIRY',
  'EXPIRY_UNHANDLED',
  'DEADLINE_NEVER_FIRES',
  'DEADLINE_ALREADY_OVER',
  'EVENT_UNUSED',
  'DELAY_UNUSED',
  'START_NEVER_RECORDED',
  'CONTEXT_NEVER_WRITTEN',
  'OWNER_MISSING',
];

/** Those among them that a transition to an unknown state may refute, because it may be meant to lead anywhere. */
const ABOUT_REACH: readonly FindingCode[] = [
  'UNREACHABLE_STATE',
  'NO_WAY_TO_END',
  'COMPLETION_IMPOSSIBLE',
  'DEADLINE_ALREADY_OVER',
  'START_NEVER_RECORDED',
];

/** Findings that a wrong action may be the cause of: it may be meant to record the field. */
const WRONG_ACTIONS: readonly FindingCode[] = [
  'INVALID_PARAMS',
  'UNKNOWN_PAYLOAD_FIELD',
  'UNDECLARED_CONTEXT',
  'UNKNOWN_ACTION',
];

/** What else is wrong with a definition, and so may be the cause of a finding. */
export interface Causes {
  /** JSON pointers of what was left out, because it does not fit the format. */
  readonly taken: readonly string[];
  /** Whether all states and transitions are there. */
  readonly isWhole: boolean;
}

/**
 * Leaves out findings that would not be there without another one.
 *
 * @param findings  What was found in what is left of the document.
 * @param told      Findings that stand by themselves, besides these.
 */
export function withoutFollowUps(
  findings: readonly Finding[],
  causes: Causes,
  told: readonly Finding[] = [],
): readonly Finding[] {
  const codes = new Set([...findings, ...told].map(({ code }) => code));
  const leadsNowhere = codes.has('UNKNOWN_TARGET') || codes.has('STRUCTURE');
  const isWrongAction = WRONG_ACTIONS.some((code) => codes.has(code));
  const names = causes.taken.flatMap(namesOf).map((name) => name.toLowerCase());
  return findings.filter((found) => {
    if (!causes.isWhole && ABOUT_WAYS.includes(found.code)) return false;
    if (leadsNowhere && ABOUT_REACH.includes(found.code)) return false;
    if (isWrongAction && ['CONTEXT_NEVER_WRITTEN', 'START_NEVER_RECORDED'].includes(found.code)) return false;
    if (causes.taken.some((place) => touches(place, found.path))) return false;
    // A name in the wrong case is one that does not fit the format.
    const text = found.en.toLowerCase();
    return !names.some((name) => text.includes(`“${name}”`) || text.includes(`(${name})`));
  });
}

/** Names whose declaration was left out, or is not complete. */
function namesOf(place: string): readonly string[] {
  const [part, name, member, ...rest] = place.split('/').slice(1);
  if (part === undefined || name === undefined || part === 'machine') return [];
  const last = rest.at(-1);
  return member === 'payload' ? [name, ...(last === undefined ? [] : [last])] : member ? [] : [name];
}

/** Whether a finding lies at what was left out, below it, or at the guard or action it was a part of. */
function touches(place: string, path: string): boolean {
  const around = place.slice(0, place.lastIndexOf('/'));
  const isPart = /\/(guard|guards\/\d+|actions\/\d+|entry\/\d+|exit\/\d+|rule)$/.test(around);
  const within = (outer: string): boolean => path === outer || path.startsWith(`${outer}/`);
  const state = /^(.*)\/meta(\/owner)?$/.exec(place)?.[1];
  const inherits = state !== undefined && within(state) && path.endsWith('/meta/owner');
  return within(place) || (isPart && within(around)) || inherits;
}
