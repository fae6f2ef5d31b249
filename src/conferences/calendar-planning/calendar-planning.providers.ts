import { AvailabilityAccess } from './application/availability-access.js';
import { BestConferenceSlots } from './application/best-conference-slots.js';
import { DateProposals } from './application/date-proposals.js';
import { FixDate } from './application/fix-date.js';
import { InterpreterOfConference } from './application/interpreter-fact.js';
import { KeepAvailability } from './application/keep-availability.js';
import { KeepNeeds } from './application/keep-needs.js';
import { KeepPool } from './application/keep-pool.js';
import { KeepWishes } from './application/keep-wishes.js';
import { PlanningRecords } from './application/planning-records.js';
import { ProposeDates } from './application/propose-dates.js';
import { ReleaseHolds } from './application/release-holds.js';
import { SlotInputs } from './application/slot-inputs.js';
import { VoteMails } from './application/vote-mails.js';
import { VoteOnDates } from './application/vote-on-dates.js';
import {
  AvailabilityResolver,
  PlanningWishesResolver,
  PoolResolver,
} from './graphql/availability.resolver.js';
import { ConferenceDatesResolver, DateProposalResolver } from './graphql/dates.resolver.js';

/** Availability, best dates, and proposals with votes. */
export const calendarPlanningProviders = [
  AvailabilityAccess,
  BestConferenceSlots,
  DateProposals,
  FixDate,
  InterpreterOfConference,
  KeepAvailability,
  KeepNeeds,
  KeepPool,
  KeepWishes,
  PlanningRecords,
  ProposeDates,
  ReleaseHolds,
  SlotInputs,
  VoteMails,
  VoteOnDates,
  AvailabilityResolver,
  PoolResolver,
  PlanningWishesResolver,
  ConferenceDatesResolver,
  DateProposalResolver,
];
