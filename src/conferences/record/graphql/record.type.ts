import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  RevisionConflict,
  TransitionRejected,
} from '../../../platform/graphql/index.js';
import { SharingCategoryEnum, type ItemCategory } from '../../../sharing/index.js';
import { ConferencePayload } from '../../graphql/conference.type.js';
import type { CorrectionOutcome, CorrectionVoice } from '../domain/agreement.js';
import type { RecordDoubt, RecordTarget } from '../domain/record-check.js';
import type { DecisionStanding, NotConfirmedReason } from '../persistence/decision-answer.repository.js';
import type { KeptFor } from '../persistence/purge.repository.js';

export const RecordTargetEnum = describedEnum<RecordTarget>('RecordTarget', 'Part of a record.', {
  RESULT: 'Common result «Ergebnis»',
  PERSONS_VIEW: 'View of the person «Sicht der Person»',
  PERSON_ABSENT_REASON: 'Why the person was not there',
  RESOURCES_NAMED: 'Resources that were named «Ressourcen»',
  DISSENT: 'Dissent «Dissens»',
  DECISION: 'Wording of a decision «Beschluss»',
});

export const CorrectionVoiceEnum = describedEnum<CorrectionVoice>(
  'CorrectionVoice',
  'Who reported an error.',
  {
    BODY: 'A body that was there',
    PERSON: 'The person',
    CHAIR: 'The chair «Moderation»',
    RECORDER: 'The recorder «Protokollführung»',
  },
);

export const CorrectionOutcomeEnum = describedEnum<CorrectionOutcome>(
  'CorrectionOutcome',
  'What became of a correction.',
  { ACCEPTED: 'The record was changed', REJECTED: 'The record stays; the words stay with it' },
);

export const RecordDoubtEnum = describedEnum<RecordDoubt>(
  'RecordDoubt',
  'What should be looked at again before the record goes out; an aid, not a proof.',
  {
    HEALTH_DETAIL: 'More about health than the task needs',
    THIRD_PERSON: 'Somebody else is spoken of «Dritte»',
    OPINION_UNMARKED: 'An opinion that is not marked as one',
    TALK_RETOLD: 'The talk is retold instead of its result',
  },
);

export const KeptForEnum = describedEnum<KeptFor>('KeptFor', 'What disclosed data is kept for.', {
  TASK: 'A task needs it',
  DECISION: 'A decision needs it',
  LEGAL_DUTY: 'A legal duty to keep it',
});

export const DecisionStandingEnum = describedEnum<DecisionStanding>(
  'DecisionStanding',
  'Whether the body stands behind a decision.',
  {
    TAKEN: 'Somebody with mandate was there, or it is common',
    TO_BE_CONFIRMED: 'The body has still to confirm it «noch zu bestätigen»',
    CONFIRMED: 'The body confirmed it «bestätigt»',
    NOT_CONFIRMED: 'The body does not stand behind it «nicht bestätigt»',
  },
);

export const NotConfirmedReasonEnum = describedEnum<NotConfirmedReason>(
  'NotConfirmedReason',
  'Why a body does not confirm a decision.',
  {
    NOT_COMPETENT: 'Not competent «nicht zuständig»',
    NO_MANDATE: 'Nobody had the mandate',
    LEGAL_BASIS_MISSING: 'The legal basis is missing',
    NO_CAPACITY: 'No capacity',
    OTHER: 'Other',
  },
);

export const DecisionAnswerEnum = describedEnum<'CONFIRMED' | 'NOT_CONFIRMED'>(
  'DecisionAnswer',
  'What a body says to a decision that was taken down for it.',
  { CONFIRMED: 'It stands behind it', NOT_CONFIRMED: 'It does not' },
);

/** Error that was reported. */
@ObjectType({ description: 'Error of a record that somebody reported, and the answer «Korrektur».' })
export class RecordCorrection {
  readonly unitId!: UnitId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => CorrectionVoiceEnum, { description: 'Who reported it.' })
  readonly raisedAs!: CorrectionVoice;

  @Field(() => RecordTargetEnum, { description: 'Part that is wrong.' })
  readonly target!: RecordTarget;

  @Field(() => ID, { nullable: true, description: 'The decision, where one is wrong.' })
  readonly decisionId!: string | null;

  @Field(() => String, { nullable: true, description: 'What is wrong; null once the person was erased.' })
  readonly wish!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was reported.' })
  readonly raisedAt!: Date;

  @Field(() => CorrectionOutcomeEnum, {
    nullable: true,
    description: 'Null while it is open; of an approved record: nobody could answer it, it stays unresolved.',
  })
  readonly outcome!: CorrectionOutcome | null;

  @Field(() => String, { nullable: true, description: 'Why, in words.' })
  readonly answer!: string | null;

  @Field(() => String, { nullable: true, description: 'How the part reads now.' })
  readonly newText!: string | null;
}

/** How the agreement stands. */
@ObjectType({ description: 'How the agreement on the record stands «Abstimmung des Protokolls».' })
export class RecordAgreement {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day for corrections; null before submission.',
  })
  readonly correctionsUntil!: string | null;

  @Field(() => Int, { description: 'How many of those who may correct have not answered yet.' })
  readonly waitingFor!: number;

  @Field(() => [RecordCorrection], { description: 'All for who reads the whole record; for a body its own.' })
  readonly corrections!: readonly RecordCorrection[];
}

/** Doubt. */
@ObjectType({ description: 'Something in the record that should be looked at again.' })
export class RecordDoubtNote {
  @Field(() => RecordTargetEnum, { description: 'Where it stands.' })
  readonly target!: RecordTarget;

  @Field(() => RecordDoubtEnum, { description: 'What it is.' })
  readonly doubt!: RecordDoubt;
}

/** Addendum. */
@ObjectType({ description: 'What has to be set right in an approved record «Nachtrag».' })
export class RecordAddendum {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The words; null once the person was erased.' })
  readonly words!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly writtenAt!: Date;
}

/** Disclosed line. */
@ObjectType({ description: 'Something disclosed for the conference, with what it seems to be needed for.' })
export class DisclosedForConference {
  readonly fromUnitId!: UnitId;
  readonly toUnitId!: UnitId;

  @Field(() => String, { description: 'Part that knows the line; to be sent back.' })
  readonly source!: string;

  @Field(() => ID, { description: 'Identifier within the part.' })
  readonly lineId!: string;

  @Field(() => SharingCategoryEnum, { description: 'What it is about; never what it says.' })
  readonly category!: ItemCategory;

  @Field(() => KeptForEnum, { nullable: true, description: 'Null: nothing needs it; take it back.' })
  readonly neededFor!: KeptFor | null;
}

/** Bescheid. */
@ObjectType({ description: 'Where the Bescheid of a body is found; it is never stored here.' })
export class BescheidReference {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'File number or place; null once the person was erased.',
  })
  readonly reference!: string | null;

  @Field(() => DateScalar, { description: 'Its date.' })
  readonly issuedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it was notified «Bekanntgabe».' })
  readonly notifiedOn!: string | null;

  @Field(() => String, { description: 'Code of the remedy «Rechtsbehelf».' })
  readonly remedy!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day for it; null while not notified.' })
  readonly remedyUntil!: string | null;
}

const moving = [TransitionRejected, RevisionConflict];
export const SubmitConferenceRecordResult = createMutationResult(
  'SubmitConferenceRecord',
  ConferencePayload,
  moving,
);
export const ReportRecordCorrectionResult = createMutationResult('ReportRecordCorrection', ConferencePayload);
export const AgreeToConferenceRecordResult = createMutationResult(
  'AgreeToConferenceRecord',
  ConferencePayload,
);
export const AnswerRecordCorrectionResult = createMutationResult('AnswerRecordCorrection', ConferencePayload);
export const PurgeUnneededResult = createMutationResult('PurgeUnneeded', ConferencePayload);
export const AddRecordAddendumResult = createMutationResult('AddRecordAddendum', ConferencePayload);
export const AnswerConferenceDecisionResult = createMutationResult(
  'AnswerConferenceDecision',
  ConferencePayload,
);
export const AddBescheidReferenceResult = createMutationResult('AddBescheidReference', ConferencePayload);
export const RequestReviewConferenceResult = createMutationResult(
  'RequestReviewConference',
  ConferencePayload,
  moving,
);
