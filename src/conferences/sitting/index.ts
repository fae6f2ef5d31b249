export { SittingRules } from './application/sitting-rules.js';
export { DecisionConditions, type DecisionCondition } from './application/decision-conditions.js';
export { sittingErrors } from './domain/sitting.errors.js';
export { SittingSummaries, type SittingSummary } from './application/sitting-summary.js';
