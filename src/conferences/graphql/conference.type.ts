import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  RevisionConflict,
  TransitionRejected,
  UserFacingError,
} from '../../platform/graphql/index.js';
import { SharingCategoryEnum, type SharingCategory } from '../../sharing/index.js';
import { ConferenceBlock } from './conference-block.type.js';
import type { ShortNoticeGround } from '../domain/short-notice.js';
import { ConferenceKindEnum, ConferenceModeEnum, ShortNoticeGroundEnum } from './conference.enums.js';
import type { ResourceKind } from '../calendar-planning/domain/resource.js';
import type {
  CancelReason,
  ConferenceKind,
  ConferenceMode,
  ConferenceTrigger,
} from '../domain/conference.js';

export { ConferenceKindEnum, ConferenceModeEnum };

export const ConferenceTriggerEnum = describedEnum<ConferenceTrigger>(
  'ConferenceTrigger',
  'Why it is convened «Anlass».',
  {
    SERVICES_INTERLOCK: 'Services of several bodies must interlock',
    CONTRADICTORY_INFORMATION: 'Contradictory or incomplete information',
    STUCK_CASE: 'The case is stuck',
    LEGAL_SPHERE_TRANSITION: 'A change of legal sphere lies ahead «Rechtskreiswechsel»',
    PERSON_ASKS: 'The person asks for it',
    THEME_SATURATION: 'Several cases show the same problem',
  },
);

export const CancelReasonEnum = describedEnum<CancelReason>(
  'ConferenceCancelReason',
  'Why it is cancelled.',
  {
    REQUEST_WITHDRAWN: 'The request was withdrawn',
    PERSON_OBJECTS: 'The person does not want it',
    CONSENT_MISSING: 'Consent is missing',
    CLARIFIED_IN_WRITING: 'The facts were clarified in writing',
    DISPROPORTIONATE: 'The effort is out of proportion',
    OTHER: 'Other',
  },
);

export const ResourceKindEnum = describedEnum<ResourceKind>('BookedResourceKind', 'What is taken.', {
  STAFF: 'A staff member',
  ROOM: 'A room',
  INTERPRETER: 'An interpreter «Sprachmittlung»',
});

/** A conference that may not take place yet. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'Something stands in the way; the conference cannot be scheduled or opened.',
})
export class ConferenceBlocked extends UserFacingError {
  @Field(() => [ConferenceBlock], { description: 'What stands in the way.' })
  readonly blocks!: readonly ConferenceBlock[];
}

/** Something is taken. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'Somebody, or the room, is taken at that time; by what is not told.',
})
export class DoubleBooked extends UserFacingError {
  @Field(() => ResourceKindEnum, { description: 'What is taken.' })
  readonly resourceKind!: ResourceKind;

  @Field(() => ID, { description: 'Which staff member, room or interpreter.' })
  readonly resourceId!: string;
}

/** Body in a conference. */
@ObjectType({ description: 'A body that takes part.' })
export class ConferenceParticipant {
  readonly unitId!: UnitId;
  readonly staffId!: StaffId | null;

  @Field(() => [SharingCategoryEnum], {
    description: 'What it would have to learn; empty for those who need not know.',
  })
  readonly neededCategories!: readonly SharingCategory[];

  @Field(() => Boolean, { nullable: true, description: 'Whether it was there; null before the sitting.' })
  readonly attended!: boolean | null;
}

/** Conference. */
@ObjectType({ description: 'Case conference «Fallkonferenz».' })
export class CaseConference {
  readonly convenerUnitId!: UnitId;
  readonly chairId!: StaffId | null;
  readonly recorderId!: StaffId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: ConferenceId;

  @Field(() => String, { description: 'Own random number, never the case number «Konferenznummer».' })
  readonly number!: string;

  @Field(() => ConferenceKindEnum, { description: 'Kind.' })
  readonly kind!: ConferenceKind;

  @Field(() => ConferenceModeEnum, { description: 'Whether the person is named.' })
  readonly mode!: ConferenceMode;

  @Field(() => Boolean, {
    description: 'Held as a consultation: nothing is decided «Beratung ohne Beschlüsse».',
  })
  readonly isConsultation!: boolean;

  @Field(() => ShortNoticeGroundEnum, { nullable: true, description: 'Why people were invited late.' })
  readonly shortNoticeGround!: ShortNoticeGround | null;

  @Field(() => String, { description: 'Subject as in invitations, without a person.' })
  readonly topic!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The question it must answer «Leitfrage»; null for bodies that are not cleared, and once the person was erased.',
  })
  readonly guidingQuestion!: string | null;

  @Field(() => ID, { nullable: true, description: 'The case; for the convening side and the person only.' })
  readonly caseId!: CaseId | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Begin; null while no date is set.' })
  readonly startsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'End; null while no date is set.' })
  readonly endsAt!: Date | null;

  @Field(() => DateScalar, { nullable: true, description: 'Review fixed in the sitting «Wiedervorlage».' })
  readonly reviewOn!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was requested.' })
  readonly requestedAt!: Date;
}

/** Page of conferences. */
export const CaseConferenceConnection = createConnection(CaseConference);

/** Room. */
@ObjectType({ description: 'Room for conferences.' })
export class Room {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Reachable without steps «barrierefrei».' })
  readonly stepFree!: boolean;

  @Field(() => Int, { description: 'Chairs.' })
  readonly capacity!: number;

  @Field(() => Boolean, { description: 'Equipped for those who join by video.' })
  readonly hasVideo!: boolean;

  @Field(() => Boolean, { description: 'Has a hearing loop «Höranlage».' })
  readonly hearingLoop!: boolean;

  @Field(() => ID, { nullable: true, description: 'Place, for the way there.' })
  readonly placeId!: string | null;
}

/** What a successful command on a conference answers. */
@ObjectType({ description: 'The conference after the change.' })
export class ConferencePayload {
  @Field(() => CaseConference, { description: 'The conference.' })
  readonly conference!: CaseConference;
}

const moving = [TransitionRejected, RevisionConflict];
export const RequestConferenceResult = createMutationResult('RequestConference', ConferencePayload, moving);
export const ScheduleConferenceResult = createMutationResult('ScheduleConference', ConferencePayload, [
  ...moving,
  ConferenceBlocked,
  DoubleBooked,
]);
export const OpenConferenceSessionResult = createMutationResult('OpenConferenceSession', ConferencePayload, [
  ...moving,
  ConferenceBlocked,
]);
export const RecordConferenceResult = createMutationResult('RecordConference', ConferencePayload, moving);
export const ApproveConferenceRecordResult = createMutationResult(
  'ApproveConferenceRecord',
  ConferencePayload,
  moving,
);
export const CloseConferenceResult = createMutationResult('CloseConference', ConferencePayload, moving);
export const PostponeConferenceResult = createMutationResult('PostponeConference', ConferencePayload, moving);
export const CancelConferenceResult = createMutationResult('CancelConference', ConferencePayload, moving);
export const ObjectToConferenceResult = createMutationResult('ObjectToConference', ConferencePayload, moving);
export const AgreeToConferenceResult = createMutationResult('AgreeToConference', ConferencePayload, moving);
