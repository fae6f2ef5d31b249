import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { Allow, IsBoolean, IsIn, IsOptional, IsUUID, Length, ValidateNested } from 'class-validator';
import type { CaseId, DataItemId, UnitId } from '../../../kernel/index.js';
import { ListOfIds, DateScalar, MutationInput } from '../../../platform/graphql/index.js';
import type { ItemKind, ItemSource } from '../../domain/index.js';
import { DataItemKindEnum, DataItemSourceEnum } from '../../graphql/sharing.enums.js';
import {
  requestChannels,
  requestKinds,
  requestOutcomes,
  type DataSubjectRequestId,
  type IdentityCheck,
  type RequestChannel,
  type RequestKind,
  type RequestOutcome,
} from '../domain/request.js';
import * as enums from './rights.enums.js';

/** Input of `requestMyRight`. */
@InputType({ description: 'Uses a right at one or more controllers; each answers on its own.' })
export class RequestMyRightInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => enums.RequestKindEnum, { description: 'Which right.' })
  @IsIn(Object.keys(requestKinds))
  readonly kind!: RequestKind;

  @Field(() => [ID], {
    nullable: true,
    description: 'Controllers asked, up to 50; left out: that of the item, else all that hold something.',
  })
  @IsOptional()
  @ListOfIds({ max: 50 })
  readonly controllerUnitIds?: UnitId[] | null;

  @Field(() => ID, { nullable: true, description: 'The one item it is about.' })
  @IsOptional()
  @IsUUID()
  readonly itemId?: DataItemId | null;

  @Field(() => String, { nullable: true, description: 'Words of the person; 1 to 2000 characters.' })
  @IsOptional()
  @Length(1, 2_000)
  readonly words?: string | null;

  @Field(() => enums.RequestChannelEnum, {
    nullable: true,
    description: 'Staff: how it came; left out: orally.',
  })
  @IsOptional()
  @IsIn(Object.keys(requestChannels))
  readonly channel?: RequestChannel | null;

  @Field(() => DateScalar, { nullable: true, description: 'Staff: day on which it came; left out: today.' })
  @Allow()
  readonly receivedOn?: string | null;
}

/** Input of steps that need nothing but the request. */
@InputType({ isAbstract: true })
abstract class RequestStepInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  @IsUUID()
  readonly requestId!: DataSubjectRequestId;
}

/** Input of `checkRequestIdentity`. */
@InputType({ description: 'It was made sure that the request comes from the person.' })
export class CheckRequestIdentityInput extends RequestStepInput {
  @Field(() => enums.IdentityCheckEnum, { description: 'How.' })
  @IsIn(Object.keys(enums.IdentityCheckEnum))
  readonly how!: Exclude<IdentityCheck, 'ACCOUNT'>;
}

/** Input of `extendRequest`. */
@InputType({ description: 'Two months more, once.' })
export class ExtendRequestInput extends RequestStepInput {
  @Field(() => String, { description: 'Why, for the person; 3 to 2000 characters.' })
  @Length(3, 2_000)
  readonly reasons!: string;
}

/** Input of `withdrawRequest`. */
@InputType({ description: 'The person takes the request back.' })
export class WithdrawRequestInput extends RequestStepInput {}

/** Input of `noteRequestDelay`. */
@InputType({ description: 'The officer takes note of an overdue request.' })
export class NoteRequestDelayInput extends RequestStepInput {}

/** What is right. */
@InputType({ description: 'What is right instead of the item.' })
export class CorrectionInput {
  @Field(() => String, { description: 'Text; 1 to 4000 characters.' })
  @Length(1, 4_000)
  readonly text!: string;

  @Field(() => DataItemKindEnum, { description: 'What kind of sentence it is.' })
  @IsIn(Object.keys(DataItemKindEnum))
  readonly kind!: ItemKind;

  @Field(() => DataItemSourceEnum, { description: 'Where it comes from.' })
  @IsIn(Object.keys(DataItemSourceEnum))
  readonly source!: ItemSource;
}

/** Input of `answerRequest`. */
@InputType({ description: 'Answers a request and carries out what is granted.' })
export class AnswerRequestInput extends RequestStepInput {
  @Field(() => enums.RequestOutcomeEnum, { description: 'What is decided.' })
  @IsIn(Object.keys(requestOutcomes))
  readonly outcome!: RequestOutcome;

  @Field(() => String, {
    description: 'What the person is told, with a refusal the reasons; 3 to 4000 characters.',
  })
  @Length(3, 4_000)
  readonly answer!: string;

  @Field(() => String, { nullable: true, description: 'Norm of a refusal; only with it.' })
  @IsOptional()
  @Length(3, 200)
  readonly refusalNorm?: string | null;

  @Field(() => CorrectionInput, {
    nullable: true,
    description: 'What is right; with a granted rectification.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => CorrectionInput)
  readonly correction?: CorrectionInput | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Items erased or restricted when it is granted in part, up to 1000.',
  })
  @IsOptional()
  @ListOfIds({ max: 1_000 })
  readonly itemIds?: DataItemId[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Erase the person as a whole, not only the items.' })
  @IsOptional()
  @IsBoolean()
  readonly wholePerson?: boolean | null;
}

/** Input of `acknowledgeRecipientNotice`. */
@InputType({ description: 'Your unit has read a notice and acted on it.' })
export class AcknowledgeRecipientNoticeInput extends MutationInput {
  @Field(() => ID, { description: 'The notice.' })
  @IsUUID()
  readonly noticeId!: string;
}
