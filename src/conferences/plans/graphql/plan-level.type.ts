import { describedEnum } from '../../../platform/graphql/index.js';
import type { ScoreLevel } from '../../planning/index.js';

export const PlanLevelEnum = describedEnum<ScoreLevel>(
  'ConferencePlanLevel',
  'Level of a score; a better lower level makes up for nothing.',
  {
    hard: 'Whether the plan can be held «Durchführbarkeit»',
    medium: 'Those who wish to come, and blocks',
    soft: 'Waiting time, spread and wishes',
  },
);
