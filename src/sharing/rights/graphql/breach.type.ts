import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { PersonId, UnitId } from '../../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateTimeScalar,
  TransitionRejected,
} from '../../../platform/graphql/index.js';
import type { BreachKind, BreachRisk, BreachState, DataBreachId, TellingWay } from '../domain/breach.js';
import * as enums from './rights.enums.js';

/** Breach. */
@ObjectType('DataBreach', {
  description: 'Breach of the protection of personal data, for the officer «Datenschutzverletzung».',
})
export class DataBreachType {
  readonly controllerUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: DataBreachId;

  @Field(() => [enums.BreachKindEnum], { description: 'What was breached.' })
  readonly kinds!: readonly BreachKind[];

  @Field(() => [String], { description: 'Codes of the categories of data concerned.' })
  readonly categories!: readonly string[];

  @Field(() => enums.BreachStateEnum, { description: 'Where it stands.' })
  readonly state!: BreachState;

  @Field(() => DateTimeScalar, { description: 'When the controller learned of it.' })
  readonly noticedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the 72 hours end.' })
  readonly reportDueAt!: Date;

  @Field(() => String, { description: 'What happened; without names.' })
  readonly facts!: string;

  @Field(() => Int, { description: 'Number of persons concerned, estimated.' })
  readonly personsEstimated!: number;

  @Field(() => [ID], { description: 'Persons concerned as far as known; identifiers only.' })
  readonly personIds!: readonly PersonId[];

  @Field(() => enums.BreachRiskEnum, { nullable: true, description: 'Risk, once assessed.' })
  readonly risk!: BreachRisk | null;

  @Field(() => String, { nullable: true, description: 'Likely effects.' })
  readonly effects!: string | null;

  @Field(() => String, { nullable: true, description: 'Measures taken or proposed.' })
  readonly measures!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reported.' })
  readonly reportedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Reference of the authority.' })
  readonly authorityReference!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was reported after the 72 hours.' })
  readonly delayReason!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the persons were told.' })
  readonly toldAt!: Date | null;

  @Field(() => enums.TellingWayEnum, { nullable: true, description: 'How the persons were told.' })
  readonly toldWay!: TellingWay | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' })
  readonly closedAt!: Date | null;
}

export const DataBreachConnection = createConnection(DataBreachType);

/** What a step of a breach answers. */
@ObjectType({ description: 'The breach after the step.' })
export class DataBreachPayload {
  @Field(() => DataBreachType, { description: 'The breach.' })
  readonly breach!: DataBreachType;
}

export const RecordDataBreachResult = createMutationResult('RecordDataBreach', DataBreachPayload, [
  TransitionRejected,
]);
export const AssessDataBreachResult = createMutationResult('AssessDataBreach', DataBreachPayload, [
  TransitionRejected,
]);
export const ReportDataBreachResult = createMutationResult('ReportDataBreach', DataBreachPayload, [
  TransitionRejected,
]);
export const TellBreachPersonsResult = createMutationResult('TellBreachPersons', DataBreachPayload, [
  TransitionRejected,
]);
export const CloseDataBreachResult = createMutationResult('CloseDataBreach', DataBreachPayload, [
  TransitionRejected,
]);
