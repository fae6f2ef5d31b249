import { planningRules } from '../../calendar-planning/application/planning-rules.js';
import type { ProofLimits } from '../../planning/index.js';

const { atMostMeetings, atMostPlaces, atMostChoices, seconds } = planningRules.proof;

/** Up to which size and for how long plans are proved: `policies/conference-planning.json`. */
export const proofLimits: ProofLimits = {
  meetings: atMostMeetings,
  looked: atMostPlaces,
  choices: atMostChoices,
  milliseconds: seconds * 1_000,
};
