import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MediationLevelEnum } from '../../cases/index.js';
import type { ConferenceId, UnitId } from '../../kernel/index.js';
import { DateTimeScalar, describedEnum } from '../../platform/graphql/index.js';
import type { DecisionKind } from '../domain/conference.js';
import { DecisionStandingEnum } from '../record/graphql/record.type.js';
import type { DecisionStanding } from '../record/persistence/decision-answer.repository.js';

export const DecisionKindEnum = describedEnum<DecisionKind>(
  'DecisionKind',
  'What was decided; the conference itself has no power.',
  {
    DECISION_OF_BODY: 'Decision of a body within its competence «Entscheidung einer Stelle»',
    AGREEMENT: 'Agreement between bodies «Vereinbarung»',
    RECOMMENDATION: 'Recommendation «Empfehlung»',
    REQUEST_TO_STEERING: 'Request to the steering group «Bitte an die Lenkungsgruppe»',
  },
);

/** Record. */
@ObjectType({ description: 'Record: result, not a transcript «Protokoll». Bodies receive an extract.' })
export class ConferenceRecord {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Common result; null when masked and, as all texts of the record, once the person was erased.',
  })
  readonly result!: string | null;

  @Field(() => Boolean, {
    description: 'Something your body was told there has no basis any more «verdeckt»; the record stays.',
  })
  readonly isMasked!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'View of the person; null in the extract of a body.',
  })
  readonly personsView!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Resources that were named; null in the extract of a body.',
  })
  readonly resourcesNamed!: string | null;

  @Field(() => Boolean, { description: 'Whether the person was there.' })
  readonly personPresent!: boolean;

  @Field(() => String, { nullable: true, description: 'Why not, how their view came; null in extracts.' })
  readonly personAbsentReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Dissent; null when there was none, or in an extract.',
  })
  readonly dissent!: string | null;

  @Field(() => Boolean, { description: 'The chair reminded all of confidentiality.' })
  readonly confidentialityReminded!: boolean;

  @Field(() => MediationLevelEnum, { nullable: true, description: 'Level of interpreting, if any.' })
  readonly interpreterLevel!: 'LAY' | 'QUALIFIED' | 'SWORN' | null;

  @Field(() => String, { nullable: true, description: 'Language of interpreting (BCP 47), if any.' })
  readonly interpreterLanguage!: string | null;

  @Field(() => Boolean, { description: 'Whether somebody came with the person «Beistand».' })
  readonly companionPresent!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was submitted for corrections.' })
  readonly submittedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly recordedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the chair approved it; null until then.',
  })
  readonly approvedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'The basis on which chair and recorder read it had ended when it was approved.',
  })
  readonly approvedUnread!: boolean;

  @Field(() => Int, {
    description: 'Corrections nobody could answer before approval; they stay with the record, like dissent.',
  })
  readonly correctionsUnresolved!: number;
}

/** Decision. */
@ObjectType({
  description: 'What a body decided, or what was agreed. Never an administrative act «Beschluss».',
})
export class ConferenceDecision {
  readonly conferenceId!: ConferenceId;
  readonly unitId!: UnitId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DecisionKindEnum, { description: 'Kind.' })
  readonly kind!: DecisionKind;

  @Field(() => String, {
    nullable: true,
    description: 'Wording; null when masked, and once the person was erased.',
  })
  readonly text!: string | null;

  @Field(() => DecisionStandingEnum, { description: 'Whether the body stands behind it.' })
  readonly standing!: DecisionStanding;

  @Field(() => Boolean, {
    description: 'Something your body was told in it has no basis any more «verdeckt».',
  })
  readonly isMasked!: boolean;
}
