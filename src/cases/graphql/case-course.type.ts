import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseId, UnitId } from '../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  UserFacingError,
} from '../../platform/graphql/index.js';
import type {
  CaseChange,
  ClosureReason,
  LeadOfferAnswer,
  LeadOfferDecision,
  OpenWork,
} from '../domain/case-course.js';
import { CasePayload } from './case.type.js';

export const ClosureReasonEnum = describedEnum<ClosureReason>(
  'CaseClosureReason',
  'Why a case was closed «Grund der Entpflichtung».',
  {
    GOAL_REACHED: 'What was agreed is reached «Ziele erreicht»',
    WISH_OF_PERSON: 'The person wants it «Wunsch der Person»',
    MOVED_AWAY: 'The person moved; where to is not recorded «weggezogen»',
    HANDED_OVER: 'Another offer goes on «übergeben»',
    NO_CONTACT: 'No contact any more «kein Kontakt»',
    OTHER_BASIS_ENDED: 'What the work rested on has ended «Grundlage entfallen»',
  },
);

export const LeadOfferAnswerEnum = describedEnum<LeadOfferAnswer>(
  'CaseLeadOfferAnswer',
  'What a unit answers that is asked to lead a case.',
  { ACCEPTED: 'It leads the case from now on «angenommen»', REFUSED: 'It does not «abgelehnt»' },
);

export const LeadOfferDecisionEnum = describedEnum<LeadOfferDecision>(
  'CaseLeadOfferDecision',
  'What became of an offer to lead a case.',
  {
    ACCEPTED: 'Accepted «angenommen»',
    REFUSED: 'Refused «abgelehnt»',
    WITHDRAWN: 'Taken back, or the case was closed «zurückgenommen»',
  },
);

export const CaseChangeKindEnum = describedEnum<CaseChange['kind']>(
  'CaseChangeKind',
  'What happened to a case as a whole.',
  {
    CLOSED: 'It was closed «Entpflichtung»',
    REOPENED: 'It goes on; the next episode begins «Wiederaufnahme»',
    LEAD_CHANGED: 'Another unit leads it «Wechsel der Fallführung»',
  },
);

/** Change of a case. */
@ObjectType('CaseChange', { description: 'What happened to a case as a whole.' })
export class CaseChangeType {
  readonly unitId!: UnitId;

  @Field(() => CaseChangeKindEnum, { description: 'What.' })
  readonly kind!: CaseChange['kind'];

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => ClosureReasonEnum, { nullable: true, description: 'Why, of a closure.' })
  readonly reason!: ClosureReason | null;

  @Field(() => String, { description: 'One sentence for the person, plain German.' })
  readonly sentence!: string;
}

/** Offer to lead a case. */
@ObjectType('CaseLeadOffer', {
  description: 'A unit that takes part is asked to lead the case «Wechsel der Fallführung».',
})
export class CaseLeadOfferType {
  readonly toUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => Boolean, { description: 'The former lead goes on taking part.' })
  readonly formerLeadStays!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  readonly offeredAt!: Date;

  @Field(() => LeadOfferDecisionEnum, { nullable: true, description: 'The answer; null while it waits.' })
  readonly decision!: LeadOfferDecision | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered; null while it waits.' })
  readonly decidedAt!: Date | null;
}

/** Closed case. */
@ObjectType({ description: 'A closed case as the unit finds it that led it last; no content.' })
export class ClosedCase {
  @Field(() => ID, { description: 'Identifier, to reopen it.' })
  readonly id!: CaseId;

  @Field(() => String, { description: 'Number of the case «Fallnummer».' })
  readonly number!: string;

  @Field(() => DateScalar, { description: 'Day of closing.' })
  readonly closedOn!: string;

  @Field(() => ClosureReasonEnum, { description: 'Why.' })
  readonly reason!: ClosureReason;
}

/** Page of closed cases. */
export const ClosedCaseConnection = createConnection(ClosedCase);

/** Open work of one definition. */
@ObjectType('OpenCaseWork', { description: 'Processes of one kind that still run in a case.' })
export class OpenCaseWork {
  @Field(() => String, { description: 'Key of the definition.' })
  readonly definitionKey!: string;

  @Field(() => String, { description: 'Its title, German.' })
  readonly title!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Earliest period that runs; null when none does.' })
  readonly earliestDeadline!: string | null;
}

/** Case that cannot be closed. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'The case cannot be closed: something still runs in it.',
})
export class CaseStillOpen extends UserFacingError {
  @Field(() => [OpenCaseWork], { description: 'Everything that runs, by kind.' })
  readonly open!: readonly OpenWork[];
}

/** What closing answers. */
@ObjectType({ description: 'The case is closed; its units cannot read it any more.' })
export class CloseCasePayload {
  @Field(() => ID, { description: 'The case.' })
  readonly caseId!: CaseId;
}

/** What a command on an offer answers. */
@ObjectType({ description: 'The offer after the change; who left the case cannot read it any more.' })
export class CaseLeadOfferPayload {
  @Field(() => ID, { description: 'The case.' })
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'The offer.' })
  readonly offerId!: string;
}

export const CloseCaseResult = createMutationResult('CloseCase', CloseCasePayload, [CaseStillOpen]);
export const ReopenCaseResult = createMutationResult('ReopenCase', CasePayload);
export const OfferCaseLeadResult = createMutationResult('OfferCaseLead', CaseLeadOfferPayload);
export const AnswerCaseLeadOfferResult = createMutationResult('AnswerCaseLeadOffer', CaseLeadOfferPayload);
export const WithdrawCaseLeadOfferResult = createMutationResult(
  'WithdrawCaseLeadOffer',
  CaseLeadOfferPayload,
);
