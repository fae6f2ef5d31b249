import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId } from '../../../kernel/index.js';
import {
  createMutationResult,
  RevisionConflict,
  TransitionRejected,
  UserFacingError,
} from '../../../platform/graphql/index.js';
import { ConferenceBlocked } from '../../graphql/conference.type.js';
import { Sitting } from './sitting.type.js';

/** What a successful command on a sitting answers. */
@ObjectType({ description: 'The sitting after the entry.' })
export class SittingPayload {
  @Field(() => Sitting, { description: 'The sitting.' })
  readonly sitting!: Sitting;
}

/** Somebody else was faster. */
@ObjectType({
  implements: () => [UserFacingError],
  description:
    'Somebody else entered something meanwhile; the newer state comes with this answer, nothing was lost.',
})
export class SittingConflict extends UserFacingError {
  readonly conferenceId!: ConferenceId;

  @Field(() => Int, { description: 'Revision that holds now.' })
  readonly actualRevision!: number;

  @Field(() => Sitting, { nullable: true, description: 'The newer state.' })
  readonly sitting!: Sitting | null;
}

const changing = [SittingConflict];

export const PlanSittingResult = createMutationResult('PlanSitting', SittingPayload);
export const StartSittingItemResult = createMutationResult('StartSittingItem', SittingPayload, [
  ...changing,
  ConferenceBlocked,
  TransitionRejected,
  RevisionConflict,
]);
export const EnterSittingBoxResult = createMutationResult('EnterSittingBox', SittingPayload, changing);
export const PauseSittingResult = createMutationResult('PauseSitting', SittingPayload, changing);
export const ResumeSittingResult = createMutationResult('ResumeSitting', SittingPayload, changing);
export const ReportRecognisedResult = createMutationResult('ReportRecognised', SittingPayload, changing);
export const EndSittingItemResult = createMutationResult('EndSittingItem', SittingPayload, changing);
export const RecordAttendanceResult = createMutationResult('RecordAttendance', SittingPayload, changing);
export const RecordSittingHelperResult = createMutationResult(
  'RecordSittingHelper',
  SittingPayload,
  changing,
);
export const ChoosePersonFormResult = createMutationResult('ChoosePersonForm', SittingPayload, changing);
export const MarkPersonTurnResult = createMutationResult('MarkPersonTurn', SittingPayload, changing);
export const RecordReadBackResult = createMutationResult('RecordReadBack', SittingPayload, changing);
export const RecordBodyPositionResult = createMutationResult('RecordBodyPosition', SittingPayload, changing);
export const AddSealedEntryResult = createMutationResult('AddSealedEntry', SittingPayload, changing);
export const DecideSealedAccessResult = createMutationResult('DecideSealedAccess', SittingPayload, changing);
export const AnswerFindingQuestionResult = createMutationResult(
  'AnswerFindingQuestion',
  SittingPayload,
  changing,
);
export const AppointDeputyChairResult = createMutationResult('AppointDeputyChair', SittingPayload, changing);
export const HandOverChairResult = createMutationResult('HandOverChair', SittingPayload, changing);
