import { ChangeChair } from './application/change-chair.js';
import { DeputySeat } from './application/deputy-seat.js';
import { ConditionReader } from './application/condition-reader.js';
import { DecisionConditions } from './application/decision-conditions.js';
import { EnterWords } from './application/enter-words.js';
import { KeepAttendance } from './application/keep-attendance.js';
import { PersonsPart } from './application/persons-part.js';
import { PlanSitting } from './application/plan-sitting.js';
import { RunItem } from './application/run-item.js';
import { SittingChanges } from './application/sitting-changes.js';
import { SittingDesk } from './application/sitting-desk.js';
import { SittingFacts } from './application/sitting-facts.js';
import { SittingReader } from './application/sitting-reader.js';
import { SittingRecords } from './application/sitting-records.js';
import { SittingRules } from './application/sitting-rules.js';
import { SittingSummaries } from './application/sitting-summary.js';
import { SittingStops } from './application/sitting-stops.js';
import {
  DecisionConditionsResolver,
  DecisionConditionUnitResolver,
} from './graphql/decision-condition.resolver.js';
import { SittingAnswers } from './graphql/sitting-answers.js';
import { SittingEntriesResolver } from './graphql/sitting-entries.resolver.js';
import {
  SittingAttendanceResolver,
  SittingContentResolver,
  SittingPositionResolver,
  SittingSealedEntryResolver,
} from './graphql/sitting-parties.resolver.js';
import { SittingCourseResolver, SittingResolver } from './graphql/sitting.resolver.js';
import { EntriesRepository } from './persistence/entries.repository.js';
import { PersonPartRepository } from './persistence/person-part.repository.js';

/** Parts of the sitting, for the module of conferences. */
export const sittingProviders = [
  ChangeChair,
  DeputySeat,
  ConditionReader,
  DecisionConditions,
  DecisionConditionsResolver,
  DecisionConditionUnitResolver,
  EnterWords,
  EntriesRepository,
  KeepAttendance,
  PersonPartRepository,
  PersonsPart,
  PlanSitting,
  RunItem,
  SittingAnswers,
  SittingAttendanceResolver,
  SittingChanges,
  SittingContentResolver,
  SittingCourseResolver,
  SittingDesk,
  SittingEntriesResolver,
  SittingFacts,
  SittingPositionResolver,
  SittingReader,
  SittingRecords,
  SittingResolver,
  SittingRules,
  SittingSealedEntryResolver,
  SittingStops,
  SittingSummaries,
];
