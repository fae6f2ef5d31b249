import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId, UnitId } from '../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  RevisionConflict,
  TransitionRejected,
} from '../../platform/graphql/index.js';
import type { DeclineGround, Statute } from '../domain/conference-kinds.js';
import { DeclineGroundEnum, StatuteEnum } from './conference-kind.type.js';
import { ConferencePayload } from './conference.type.js';

/** Why a request was declined. */
@ObjectType({ description: 'Why a request was declined «Ablehnung».' })
export class ConferenceDecline {
  @Field(() => DeclineGroundEnum, { description: 'Which of the permitted grounds.' })
  readonly ground!: DeclineGround;

  @Field(() => String, { description: 'Norm, as it stood when it was declined.' })
  readonly norm!: string;

  @Field(() => String, { nullable: true, description: 'Why, in words; null once the person was erased.' })
  readonly reasons!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the person was heard.' })
  readonly personHeardOn!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was declined.' })
  readonly declinedAt!: Date;
}

/** Quorum. */
@ObjectType({ description: 'How many bodies have to be there «Beschlussfähigkeit».' })
export class ConferenceQuorum {
  @Field(() => Int, { description: 'Bodies beside the one that leads the case.' })
  readonly bodies!: number;

  @Field(() => Int, { description: 'Percent of them that need a mandate.' })
  readonly mandatePercent!: number;
}

/** Conference of other law. */
@ObjectType({ description: 'Conference of other law, held by its authority, only linked here.' })
export class StatutoryConference {
  readonly authorityUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => StatuteEnum, { description: 'Statute that governs it.' })
  readonly statute!: Statute;

  @Field(() => String, { description: 'Norm.' })
  readonly norm!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Day for which it is planned.' })
  readonly plannedOn!: string | null;
}

/** What a change of the circle answers: whoever leaves reads the conference no more. */
@ObjectType({ description: 'The circle was changed.' })
export class ConferenceCirclePayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;
}

/** What setting the quorum answers. */
@ObjectType({ description: 'The quorum was set.' })
export class ConferenceQuorumPayload {
  @Field(() => DateScalar, { description: 'Day from which it holds.' })
  readonly validFrom!: string;
}

/** What linking answers. */
@ObjectType({ description: 'The conference was linked.' })
export class StatutoryConferencePayload {
  @Field(() => ID, { description: 'The link.' })
  readonly statutoryConferenceId!: string;
}

const moving = [TransitionRejected, RevisionConflict];
const step = (name: string) => createMutationResult(name, ConferencePayload, moving);
const circle = (name: string) => createMutationResult(name, ConferenceCirclePayload, moving);

export const ProposeConferenceResult = step('ProposeConference');
export const AcceptConferenceProposalResult = step('AcceptConferenceProposal');
export const WithdrawConferenceRequestResult = step('WithdrawConferenceRequest');
export const DeclineConferenceResult = step('DeclineConference');
export const ConvertConferenceToAnonymisedResult = step('ConvertConferenceToAnonymised');
export const DropConferenceBodyResult = circle('DropConferenceBody');
export const DeclineConferenceParticipationResult = circle('DeclineConferenceParticipation');
export const ReduceConferenceNeedsResult = circle('ReduceConferenceNeeds');
export const DeclareConferenceConflictResult = circle('DeclareConferenceConflict');
export const StateConferenceMandateResult = circle('StateConferenceMandate');
export const HoldConferenceAsConsultationResult = circle('HoldConferenceAsConsultation');
export const SetConferenceQuorumResult = createMutationResult('SetConferenceQuorum', ConferenceQuorumPayload);
export const LinkStatutoryConferenceResult = createMutationResult(
  'LinkStatutoryConference',
  StatutoryConferencePayload,
);
