import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsUUID, Length, MaxLength } from 'class-validator';
import type { UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateTimeScalar,
  describedEnum,
  MutationInput,
} from '../../../platform/graphql/index.js';
import type { InvitationAnswer } from '../domain/read-reply.js';

export const InvitationAnswerEnum = describedEnum<InvitationAnswer>(
  'InvitationAnswer',
  'What somebody answered to an invitation.',
  { ACCEPTED: 'Comes «Zusage»', DECLINED: 'Does not come «Absage»', TENTATIVE: 'Perhaps «vielleicht»' },
);

export const InviteeKindEnum = describedEnum<'STAFF' | 'UNIT' | 'PERSON'>('InviteeKind', 'Who is invited.', {
  STAFF: 'A staff member',
  UNIT: 'A unit that has named nobody yet',
  PERSON: 'The person the conference is about',
});

/** One who is invited. */
@ObjectType({ description: 'One who is invited to the present date, and their answer to it.' })
export class ConferenceInvitee {
  @Field(() => ID, { description: 'Identifier of the invitation of this one.' })
  readonly id!: string;

  @Field(() => InviteeKindEnum, { description: 'Who is invited.' })
  readonly kind!: 'STAFF' | 'UNIT' | 'PERSON';

  @Field(() => ID, { description: 'Identifier of the staff member, unit or person.' })
  readonly holderId!: string;

  @Field(() => InvitationAnswerEnum, {
    nullable: true,
    description: 'Answer to the present date; null: none yet.',
  })
  readonly answer!: InvitationAnswer | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How the mail ended: WAITING, SENDING, SENT, NO_SERVER (no mail server is configured), NO_ADDRESS, OVERTAKEN, FAILED.',
  })
  readonly mail!: string | null;
}

/** Link for a calendar program. */
@ObjectType({
  description: 'A secret link under which a calendar program reads your conferences «Kalender-Abo».',
})
export class CalendarFeed {
  @Field(() => ID, { description: 'Identifier; the link itself is shown once.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

/** Input of `createCalendarFeed`. */
@InputType({ description: 'Makes a link for your calendar program.' })
export class CreateCalendarFeedInput extends MutationInput {}

/** Input of `revokeCalendarFeed`. */
@InputType({ description: 'Revokes a link of yours.' })
export class RevokeCalendarFeedInput extends MutationInput {
  @Field(() => ID, { description: 'The link.' })
  @IsUUID()
  readonly feedId!: string;
}

/** Input of `setMailAddress`. */
@InputType({ description: 'Sets the mail address that invitations go to.' })
export class SetMailAddressInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'The address; null takes it away.' })
  @IsOptional()
  @MaxLength(254)
  readonly address!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Unit whose address it is, for its head; left out: your own.',
  })
  @IsOptional()
  @IsUUID()
  readonly unitId?: UnitId | null;
}

/** What `createCalendarFeed` answers. */
@ObjectType({ description: 'The new link.' })
export class CalendarFeedPayload {
  @Field(() => ID, { description: 'Identifier, to revoke it.' })
  readonly feedId!: string;

  @Field(() => String, { description: 'The link. Whoever has it sees your dates; it is not shown again.' })
  readonly url!: string;
}

/** What `revokeCalendarFeed` answers. */
@ObjectType({ description: 'The link that works no more.' })
export class RevokedFeedPayload {
  @Field(() => ID, { description: 'Identifier.' })
  readonly feedId!: string;
}

/** What `setMailAddress` answers. */
@ObjectType({ description: 'Whether invitations can reach you or your unit by mail now.' })
export class MailAddressPayload {
  @Field(() => Boolean, { description: 'There is an address now.' })
  readonly isSet!: boolean;
}

export const CreateCalendarFeedResult = createMutationResult('CreateCalendarFeed', CalendarFeedPayload);
export const RevokeCalendarFeedResult = createMutationResult('RevokeCalendarFeed', RevokedFeedPayload);
export const SetMailAddressResult = createMutationResult('SetMailAddress', MailAddressPayload);

/** Input of `connectCalendar`. */
@InputType({ description: 'Connects your own calendar (CalDAV).' })
export class ConnectCalendarInput extends MutationInput {
  @Field(() => String, { description: 'Address of the calendar server.' })
  @Length(8, 500)
  readonly serverUrl!: string;

  @Field(() => String, { description: 'User there.' })
  @Length(1, 200)
  readonly username!: string;

  @Field(() => String, { description: 'Password there, best one for this purpose alone; it is kept sealed.' })
  @Length(1, 200)
  readonly password!: string;
}

/** Input of `disconnectCalendar`. */
@InputType({ description: 'Forgets your calendar.' })
export class DisconnectCalendarInput extends MutationInput {}

/** A connected calendar. */
@ObjectType({ description: 'Your calendar from which busy times are read: times, never titles.' })
export class CalendarConnection {
  @Field(() => String, { description: 'Address of the calendar server.' })
  readonly serverUrl!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last read.' })
  readonly readAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it could not be read lately: NOT_READABLE, SERVER_NOT_ALLOWED.',
  })
  readonly problem!: string | null;
}

/** What connecting and forgetting a calendar answer. */
@ObjectType({ description: 'Whether a calendar of yours is connected now.' })
export class CalendarConnectionPayload {
  @Field(() => Boolean, { description: 'A calendar is connected.' })
  readonly isConnected!: boolean;
}

export const ConnectCalendarResult = createMutationResult('ConnectCalendar', CalendarConnectionPayload);
export const DisconnectCalendarResult = createMutationResult('DisconnectCalendar', CalendarConnectionPayload);
