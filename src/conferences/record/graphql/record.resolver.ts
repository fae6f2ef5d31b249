import { Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Task } from '../../../cases/index.js';
import type { ConferenceId, DomainError, Result } from '../../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../../platform/index.js';
import { InputArg, type UserFacingError } from '../../../platform/graphql/index.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { ConferenceDecision } from '../../graphql/conference-record.type.js';
import { CaseConference, type ConferencePayload } from '../../graphql/conference.type.js';
import { AddAddendum } from '../application/add-addendum.js';
import { AnswerCorrection } from '../application/answer-correction.js';
import { AnswerDecision } from '../application/answer-decision.js';
import { CorrectRecord } from '../application/correct-record.js';
import { PurgeUnneeded } from '../application/purge-unneeded.js';
import { RecordReader } from '../application/record-reader.js';
import { RequestReview } from '../application/request-review.js';
import { SubmitRecord } from '../application/submit-record.js';
import * as inputs from './record.input.js';
import * as types from './record.type.js';

/** Agreement on the record, and what follows it. */
@Resolver(() => CaseConference)
export class ConferenceRecordResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: RecordReader,
    private readonly purge: PurgeUnneeded,
    private readonly review: RequestReview,
  ) {}

  @ResolveField(() => types.RecordAgreement, {
    nullable: true,
    description: 'How the agreement on the record stands; null for those who may not read it.',
  })
  async recordAgreement(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.RecordAgreement | null> {
    return this.unitOfWork.run(principal, (tx) => this.reader.agreement(tx, parent.id));
  }

  @ResolveField(() => [types.RecordAddendum], {
    description: 'Addenda of the approved record; for a body those that concern it.',
  })
  async recordAddenda(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.RecordAddendum[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.addenda(tx, parent.id));
  }

  @ResolveField(() => [types.RecordDoubtNote], {
    description: 'What chair and recorder should look at again; empty for others.',
  })
  async recordDoubts(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.RecordDoubtNote[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.doubts(tx, parent.id));
  }

  @ResolveField(() => [types.DisclosedForConference], {
    description:
      'What was disclosed for it and is not decided on; for chair, recorder and convening side, empty for others.',
  })
  async disclosedForConference(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.DisclosedForConference[]> {
    return this.unitOfWork.run(principal, (tx) => this.purge.proposals(tx, parent.id));
  }

  @ResolveField(() => [Task], {
    description:
      'First agenda point of a review: tasks of the conference it looks back at that have not ended, as far as you may know them.',
  })
  async openTasksToReview(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly Task[]> {
    return this.unitOfWork.run(principal, (tx) => this.review.openTasks(tx, parent.id));
  }
}

/** Bescheide of a decision. */
@Resolver(() => ConferenceDecision)
export class DecisionBescheidResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: RecordReader,
  ) {}

  @ResolveField(() => [types.BescheidReference], {
    description: 'Where the body’s Bescheid is found, and what can be done against it.',
  })
  async bescheide(
    @Parent() decision: ConferenceDecision,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.BescheidReference[]> {
    return this.unitOfWork.run(principal, (tx) =>
      this.reader.bescheide(tx, decision.conferenceId, decision.id),
    );
  }
}

/** Steps of the record from submission to review. */
@Resolver()
export class RecordCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conferences: ConferenceReader,
    private readonly submit: SubmitRecord,
    private readonly correct: CorrectRecord,
    private readonly answerOf: AnswerCorrection,
    private readonly purge: PurgeUnneeded,
  ) {}

  @Mutation(() => types.SubmitConferenceRecordResult, {
    description: 'The recorder submits the record; five working days for corrections begin.',
  })
  async submitConferenceRecord(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.SubmitConferenceRecordInput,
  ) {
    return payload(this.unitOfWork, this.conferences, principal, await this.submit.execute(principal, input));
  }

  @Mutation(() => types.ReportRecordCorrectionResult, {
    description: 'Somebody who was there, or the person, reports an error of the record.',
  })
  async reportRecordCorrection(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ReportRecordCorrectionInput,
  ) {
    return payload(this.unitOfWork, this.conferences, principal, await this.correct.report(principal, input));
  }

  @Mutation(() => types.AgreeToConferenceRecordResult, {
    description: 'Somebody who was there, or the person, has nothing to correct.',
  })
  async agreeToConferenceRecord(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AgreeToConferenceRecordInput,
  ) {
    return payload(this.unitOfWork, this.conferences, principal, await this.correct.agree(principal, input));
  }

  @Mutation(() => types.AnswerRecordCorrectionResult, {
    description: 'Recorder or chair accept or reject a correction, with words.',
  })
  async answerRecordCorrection(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerRecordCorrectionInput,
  ) {
    const answered = await this.answerOf.execute(principal, input);
    return payload(this.unitOfWork, this.conferences, principal, answered);
  }

  @Mutation(() => types.PurgeUnneededResult, {
    description: 'Takes back what was disclosed and turned out unneeded; before the record is approved.',
  })
  async purgeUnneeded(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.PurgeUnneededInput,
  ) {
    return payload(this.unitOfWork, this.conferences, principal, await this.purge.execute(principal, input));
  }
}

/** What follows an approved record. */
@Resolver()
export class RecordFollowUpResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conferences: ConferenceReader,
    private readonly addendum: AddAddendum,
    private readonly decision: AnswerDecision,
    private readonly review: RequestReview,
  ) {}

  @Mutation(() => types.AddRecordAddendumResult, {
    description: 'Recorder, chair or convening side set something right; the approved record itself stays.',
  })
  async addRecordAddendum(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AddRecordAddendumInput,
  ) {
    const added = await this.addendum.execute(principal, input);
    return payload(this.unitOfWork, this.conferences, principal, added);
  }

  @Mutation(() => types.AnswerConferenceDecisionResult, {
    description: 'A body with mandate confirms a decision that was taken down for it, or does not.',
  })
  async answerConferenceDecision(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerConferenceDecisionInput,
  ) {
    const answered = await this.decision.answer(principal, input);
    return payload(this.unitOfWork, this.conferences, principal, answered);
  }

  @Mutation(() => types.AddBescheidReferenceResult, {
    description: 'A body with mandate says where its Bescheid is found and what can be done against it.',
  })
  async addBescheidReference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AddBescheidReferenceInput,
  ) {
    const added = await this.decision.addBescheid(principal, input);
    return payload(this.unitOfWork, this.conferences, principal, added);
  }

  @Mutation(() => types.RequestReviewConferenceResult, {
    description: 'Requests the conference that looks back, with the same bodies and the open tasks first.',
  })
  async requestReviewConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RequestReviewConferenceInput,
  ) {
    const requested = await this.review.execute(principal, input);
    return payload(this.unitOfWork, this.conferences, principal, requested);
  }
}

async function payload(
  unitOfWork: UnitOfWork,
  conferences: ConferenceReader,
  principal: Principal,
  result: Result<{ readonly conferenceId: ConferenceId }, DomainError>,
): Promise<ConferencePayload | UserFacingError> {
  if (!result.ok) return result.error;
  const { conferenceId } = result.value;
  return { conference: await unitOfWork.run(principal, (tx) => conferences.get(tx, conferenceId)) };
}
