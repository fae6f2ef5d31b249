import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { DataItemId, UnitId } from '../../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
} from '../../../platform/graphql/index.js';
import { TransitionRejected } from '../../../platform/graphql/index.js';
import type { SharingCategory } from '../../domain/index.js';
import { SharingCategoryEnum } from '../../graphql/consent.type.js';
import type { ErasureMethod } from '../domain/erasure.js';
import { noticeKinds, type NoticeKind } from '../domain/notice.js';
import type {
  DataSubjectRequestId,
  RequestChannel,
  RequestKind,
  RequestOutcome,
  RequestState,
} from '../domain/request.js';
import type { NoticeRow } from '../persistence/notice.repository.js';
import * as enums from './rights.enums.js';

/** Proof of an erasure. */
@ObjectType('ErasureProof', {
  description: 'Proof that something was erased, without content «Löschnachweis».',
})
export class ErasureProofType {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => enums.ErasureMethodEnum, { description: 'How.' })
  readonly method!: ErasureMethod;

  @Field(() => String, { description: 'Kind of record.' })
  readonly recordKind!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly records!: number;

  @Field(() => String, { description: 'Norm.' })
  readonly norm!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly erasedAt!: Date;
}

/** Request to one controller. */
@ObjectType('DataSubjectRequest', {
  description: 'Request of a person to one controller «Betroffenenantrag».',
})
export class DataSubjectRequestType {
  readonly controllerUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: DataSubjectRequestId;

  @Field(() => ID, { description: 'What the person asked of several controllers at once.' })
  readonly submissionId!: string;

  @Field(() => enums.RequestKindEnum, { description: 'Which right.' })
  readonly kind!: RequestKind;

  @Field(() => ID, { nullable: true, description: 'The one item it is about; null: everything.' })
  readonly itemId!: DataItemId | null;

  @Field(() => enums.RequestChannelEnum, { description: 'How it came.' })
  readonly channel!: RequestChannel;

  @Field(() => DateScalar, { description: 'Day from which the period counts.' })
  readonly receivedOn!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly recordedAt!: Date;

  @Field(() => enums.RequestStateEnum, { description: 'Where it stands.' })
  readonly state!: RequestState;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day for the answer; null when it is ended or overdue.',
  })
  readonly dueOn!: string | null;

  @Field(() => String, { description: 'One sentence in plain German.' })
  readonly inPlainWords!: string;

  @Field(() => String, { nullable: true, description: 'Words of the person; null for the officer.' })
  readonly words!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it takes longer.' })
  readonly extensionReasons!: string | null;

  @Field(() => enums.RequestOutcomeEnum, { nullable: true, description: 'What was decided.' })
  readonly outcome!: RequestOutcome | null;

  @Field(() => String, { nullable: true, description: 'Answer to the person.' })
  readonly answer!: string | null;

  @Field(() => String, { nullable: true, description: 'Norm of a refusal.' })
  readonly refusalNorm!: string | null;

  @Field(() => String, { nullable: true, description: 'Where to complain, with delays and refusals.' })
  readonly authorityHint!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: Date | null;

  @Field(() => Boolean, {
    description: 'A report is ready at `/data-subject-requests/{id}/report.json` and `report.pdf`.',
  })
  readonly hasReport!: boolean;

  @Field(() => [ErasureProofType], { description: 'What was erased, without content.' })
  readonly proofs!: readonly ErasureProofType[];
}

/** Notice to a recipient. */
@ObjectType('RecipientNotice', { description: 'What became of an item your unit received (Art. 19 DSGVO).' })
export class RecipientNoticeType {
  readonly fromUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The item.' })
  readonly itemId!: DataItemId;

  @Field(() => SharingCategoryEnum, { description: 'What it was about.' })
  readonly category!: SharingCategory;

  @Field(() => enums.NoticeKindEnum, { description: 'What became of it.' })
  readonly kind!: NoticeKind;

  @Field(() => String, { description: 'What to do, one German sentence.' })
  readonly sentence!: string;

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  readonly sentAt!: Date;
}

/** The notice with its sentence. */
export function toNotice(row: NoticeRow): RecipientNoticeType {
  return { ...row, sentence: noticeKinds[row.kind] };
}

export const DataSubjectRequestConnection = createConnection(DataSubjectRequestType);
export const RecipientNoticeConnection = createConnection(RecipientNoticeType);

/** What asking answers. */
@ObjectType({ description: 'Requests that were made, one per controller.' })
export class RequestMyRightPayload {
  @Field(() => ID, { description: 'The submission.' })
  readonly submissionId!: string;

  @Field(() => [DataSubjectRequestType], { description: 'Requests, as you see them.' })
  readonly requests!: readonly DataSubjectRequestType[];
}

/** What a step of a request answers. */
@ObjectType({ description: 'The request after the step.' })
export class DataSubjectRequestPayload {
  @Field(() => DataSubjectRequestType, { description: 'The request.' })
  readonly request!: DataSubjectRequestType;
}

/** What an acknowledgement answers. */
@ObjectType({ description: 'The notice was acknowledged.' })
export class AcknowledgeNoticePayload {
  @Field(() => ID, { description: 'The notice.' })
  readonly noticeId!: string;
}

export const RequestMyRightResult = createMutationResult('RequestMyRight', RequestMyRightPayload, [
  TransitionRejected,
]);
export const CheckRequestIdentityResult = createMutationResult(
  'CheckRequestIdentity',
  DataSubjectRequestPayload,
  [TransitionRejected],
);
export const ExtendRequestResult = createMutationResult('ExtendRequest', DataSubjectRequestPayload, [
  TransitionRejected,
]);
export const AnswerRequestResult = createMutationResult('AnswerRequest', DataSubjectRequestPayload, [
  TransitionRejected,
]);
export const WithdrawRequestResult = createMutationResult('WithdrawRequest', DataSubjectRequestPayload, [
  TransitionRejected,
]);
export const NoteRequestDelayResult = createMutationResult('NoteRequestDelay', DataSubjectRequestPayload, [
  TransitionRejected,
]);
export const AcknowledgeRecipientNoticeResult = createMutationResult(
  'AcknowledgeRecipientNotice',
  AcknowledgeNoticePayload,
);
