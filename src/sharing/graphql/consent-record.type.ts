import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, describedEnum, UserFacingError } from '../../platform/graphql/index.js';
import {
  consentNotices,
  consentParts,
  type ConsentCapacity,
  type ConsentEvidenceId,
  type ConsentNotice,
  type ConsentPart,
  type ConsentTopic,
  type ExpiryEvent,
} from '../domain/index.js';

export const ConsentPartEnum = describedEnum<ConsentPart>(
  'ConsentPart',
  'Mandatory part of a declaration «Pflichtangabe».',
  consentParts,
);

export const ConsentNoticeEnum = describedEnum<ConsentNotice>(
  'ConsentNotice',
  'What the person is told before they answer «Hinweis».',
  consentNotices,
);

export const ConsentCapacityEnum = describedEnum<ConsentCapacity>(
  'ConsentCapacity',
  'Who could decide «Einwilligungsfähigkeit».',
  {
    OF_AGE: 'The person, of age «volljährig»',
    MINOR_WITH_INSIGHT: 'The person, a minor who understands what it is about «einsichtsfähig»',
    REPRESENTED: 'Somebody for the person «Vertretung»',
  },
);

export const ConsentExpiryEventEnum = describedEnum<ExpiryEvent>(
  'ConsentExpiryEvent',
  'What ends a declaration before its last day.',
  {
    PURPOSE_ACHIEVED: 'The purpose is achieved',
    REVIEW_CONFERENCE: 'The review conference «Wiedervorlage»',
    DISCLOSURE_DONE: 'The one disclosure was made',
  },
);

export const ConsentTopicEnum = describedEnum<ConsentTopic>(
  'ConsentTopic',
  'Topic of a text, one screen each.',
  {
    QUESTION: 'What is asked',
    RECIPIENT: 'Who would learn it',
    CONTENT: 'What would be passed on',
    PURPOSE: 'What for',
    SPECIAL: 'Specially protected information',
    REPORTING: 'Duties of public bodies to report (§ 87 AufenthG)',
    VOLUNTARY: 'The decision is free',
    REFUSAL: 'What follows from a no',
    LATER: 'It can be decided later',
    PERIOD: 'How long it holds',
    REVOCATION: 'How to revoke',
    LIMITS: 'What cannot be called back',
    COPY: 'The copy',
  },
);

export const TextDirectionEnum = describedEnum<'ltr' | 'rtl'>('TextDirection', 'Direction of writing.', {
  ltr: 'From left to right',
  rtl: 'From right to left',
});

export const TranslationStatusEnum = describedEnum<'CHECKED' | 'DRAFT'>(
  'TranslationStatus',
  'Whether a speaker has checked the text.',
  { CHECKED: 'Checked', DRAFT: 'Draft of a translation, to be checked by a speaker' },
);

/** A declaration without all mandatory parts. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'The declaration lacks mandatory parts; it would not be valid.',
})
export class ConsentIncomplete extends UserFacingError {
  @Field(() => [ConsentPartEnum], { description: 'All parts that are missing, in the order of the record.' })
  readonly missing!: readonly ConsentPart[];
}

/** One topic of a text. */
@ObjectType({ description: 'One topic of a text.' })
export class ConsentTextSection {
  @Field(() => ConsentTopicEnum, { description: 'Topic.' })
  readonly topic!: ConsentTopic;

  @Field(() => String, { description: 'One or two short sentences.' })
  readonly text!: string;
}

/** The text that explains a declaration. */
@ObjectType({ description: 'Text in force by which a declaration is explained, in one language.' })
export class ConsentText {
  @Field(() => String, { description: 'Version; sent back with the offer.' })
  readonly version!: string;

  @Field(() => String, { description: 'SHA-256 of the words, hexadecimal; sent back with the offer.' })
  readonly hash!: string;

  @Field(() => String, { description: 'Language, BCP 47.' })
  readonly language!: string;

  @Field(() => TextDirectionEnum, { description: 'Direction of writing.' })
  readonly direction!: 'ltr' | 'rtl';

  @Field(() => TranslationStatusEnum, { description: 'Whether a speaker has checked it.' })
  readonly status!: 'CHECKED' | 'DRAFT';

  @Field(() => [ConsentTextSection], { description: 'Topics in the order in which they are shown.' })
  readonly sections!: readonly ConsentTextSection[];
}

/** A scan or signature. */
@ObjectType({ description: 'Scan or signature that proves a declaration; read at `/consent-evidence/{id}`.' })
export class ConsentEvidenceFile {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: ConsentEvidenceId;

  @Field(() => String, { description: 'Media type by its content.' })
  readonly mediaType!: string;

  @Field(() => Int, { description: 'Size in bytes.' })
  readonly bytes!: number;

  @Field(() => String, { description: 'SHA-256 of the content, hexadecimal.' })
  readonly sha256!: string;

  @Field(() => DateTimeScalar, { description: 'When it was attached.' })
  readonly uploadedAt!: Date;
}
