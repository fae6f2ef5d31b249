import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  TransitionRejected,
} from '../../platform/graphql/index.js';
import {
  sharingCategories,
  sharingPurposes,
  type ConsentFactState,
  type ConsentKind,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';

/** Labels of the closed lists as descriptions. */
function labels<Code extends string>(list: Readonly<Record<Code, string>>): Record<Code, string> {
  return Object.fromEntries(Object.entries<string>(list).map(([code, de]) => [code, `«${de}»`])) as Record<
    Code,
    string
  >;
}

export const SharingCategoryEnum = describedEnum<SharingCategory>(
  'SharingCategory',
  'Category of data; decides together with purpose and bodies who may learn it «Datenkategorie».',
  labels(sharingCategories),
);

export const SharingPurposeEnum = describedEnum<SharingPurpose>(
  'SharingPurpose',
  'Purpose of a disclosure; data may be used for it only «Zweck».',
  labels(sharingPurposes),
);

export const ConsentKindEnum = describedEnum<ConsentKind>(
  'ConsentKind',
  'What the person declares; never synonyms.',
  {
    CONSENT: 'Consent to processing and disclosure «Einwilligung»',
    CONFIDENTIALITY_RELEASE: 'Release of a secret bearer towards a recipient «Schweigepflichtentbindung»',
  },
);

export const ConsentStateEnum = describedEnum<ConsentFactState>(
  'ConsentState',
  'Where a declaration stands.',
  {
    OFFERED: 'Put before the person, not answered «angeboten»',
    GRANTED: 'Granted «erteilt»',
    REFUSED: 'Refused, without disadvantage «abgelehnt»',
    REVOKED: 'Revoked with effect for the future «widerrufen»',
    EXPIRED: 'Expired or superseded «abgelaufen»',
  },
);

export const ConsentRecurrenceEnum = describedEnum<'SINGLE' | 'RECURRING'>(
  'ConsentRecurrence',
  'How often may be disclosed.',
  { SINGLE: 'Once «einmalig»', RECURRING: 'Repeatedly while it is valid «wiederkehrend»' },
);

export const ConsentFormEnum = describedEnum<'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL'>(
  'ConsentForm',
  'How a declaration was given.',
  {
    PAPER: 'Signed on paper «schriftlich»',
    ELECTRONIC: 'In the portal «elektronisch»',
    WITNESSED_ORAL: 'Orally before a witness «mündlich mit Zeug*in»',
  },
);

export const AnswerChannelEnum = describedEnum<'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF'>(
  'AnswerChannel',
  'How an answer of the person reached us.',
  {
    PORTAL: 'By the person in the portal',
    ORAL: 'Orally «mündlich»',
    LETTER: 'By letter «schriftlich»',
    STAFF: 'Through a staff member «über Mitarbeitende»',
  },
);

/** Consent or release. */
@ObjectType({
  description:
    'Consent «Einwilligung» or release from confidentiality «Schweigepflichtentbindung» of the person.',
})
export class Consent {
  readonly caseId!: CaseId;
  readonly discloserUnitId!: UnitId;
  readonly recipientUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: ConsentId;

  @Field(() => ConsentKindEnum, { description: 'What it declares.' })
  readonly kind!: ConsentKind;

  @Field(() => ConsentStateEnum, { description: 'Where it stands.' })
  readonly state!: ConsentFactState;

  @Field(() => String, { description: 'Function at the recipient that receives «Funktion».' })
  readonly recipientFunction!: string;

  @Field(() => [SharingCategoryEnum], { description: 'Categories it covers.' })
  readonly categories!: readonly SharingCategory[];

  @Field(() => String, { nullable: true, description: 'What it does not cover, in the words of the person.' })
  readonly exclusions!: string | null;

  @Field(() => SharingPurposeEnum, { description: 'The one purpose.' })
  readonly purpose!: SharingPurpose;

  @Field(() => ConsentRecurrenceEnum, { description: 'Once or repeatedly.' })
  readonly recurrence!: 'SINGLE' | 'RECURRING';

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  readonly validFrom!: string;

  @Field(() => DateScalar, { description: 'Last day on which it holds.' })
  readonly validUntil!: string;

  @Field(() => String, { description: 'Version of the text that was shown.' })
  readonly textVersion!: string;

  @Field(() => String, { description: 'Language of the text that was shown, BCP 47.' })
  readonly language!: string;

  @Field(() => ConsentFormEnum, { nullable: true, description: 'How it was given; null until then.' })
  readonly form!: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL' | null;

  @Field(() => DateTimeScalar, { description: 'When it was put before the person.' })
  readonly offeredAt!: Date;
}

/** What a successful command on a consent answers. */
@ObjectType({ description: 'The consent after the change.' })
export class ConsentPayload {
  @Field(() => Consent, { description: 'The consent.' })
  readonly consent!: Consent;
}

export const OfferConsentResult = createMutationResult('OfferConsent', ConsentPayload, [TransitionRejected]);
export const GrantConsentResult = createMutationResult('GrantConsent', ConsentPayload, [TransitionRejected]);
export const RefuseConsentResult = createMutationResult('RefuseConsent', ConsentPayload, [
  TransitionRejected,
]);
export const RevokeConsentResult = createMutationResult('RevokeConsent', ConsentPayload, [
  TransitionRejected,
]);
