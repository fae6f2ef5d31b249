import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { CaseId, ConsentId, DataItemId, UnitId } from '../../kernel/index.js';
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
  type ConsentCapacity,
  type ConsentFactState,
  type ConsentGiver,
  type ConsentKind,
  type ConsentNotice,
  type ExpiryEvent,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';
import * as record from './consent-record.type.js';
import { ConsentGiverEnum } from './sharing.enums.js';

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

export const ConsentEndGroundEnum = describedEnum<'RECIPIENT_FUNCTION_CHANGED' | 'PURPOSE_CHANGED'>(
  'ConsentEndGround',
  'Why a declaration ends before its last day, as the disclosing unit notices it.',
  {
    RECIPIENT_FUNCTION_CHANGED: 'The function at the recipient changed «Funktion geändert»',
    PURPOSE_CHANGED: 'The purpose changed «Zweck geändert»',
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

  @Field(() => ConsentGiverEnum, { description: 'Who gives it.' })
  readonly givenBy!: ConsentGiver;

  @Field(() => ID, {
    nullable: true,
    description:
      'Entrusted item it is about, and nothing else; null for the recipient, and where it names none.',
  })
  readonly entrustedItemId!: DataItemId | null;

  @Field(() => ConsentStateEnum, { description: 'Where it stands.' })
  readonly state!: ConsentFactState;

  @Field(() => String, { description: 'Function at the recipient that receives «Funktion».' })
  readonly recipientFunction!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who is released from confidentiality, by name or function; null for consents.',
  })
  readonly secretBearer!: string | null;

  @Field(() => [SharingCategoryEnum], { description: 'Categories it covers.' })
  readonly categories!: readonly SharingCategory[];

  @Field(() => String, {
    nullable: true,
    description: 'What it does not cover, in the words of the person; null also for the recipient.',
  })
  readonly exclusions!: string | null;

  @Field(() => SharingPurposeEnum, { description: 'The one purpose.' })
  readonly purpose!: SharingPurpose;

  @Field(() => ConsentRecurrenceEnum, { description: 'Once or repeatedly.' })
  readonly recurrence!: 'SINGLE' | 'RECURRING';

  @Field(() => Boolean, {
    description: 'It was for one disclosure, which was made: it carries no other «verbraucht».',
  })
  readonly isUsedUp!: boolean;

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  readonly validFrom!: string;

  @Field(() => DateScalar, { description: 'Last day on which it holds.' })
  readonly validUntil!: string;

  @Field(() => record.ConsentExpiryEventEnum, { description: 'What ends it before its last day.' })
  readonly expiryEvent!: ExpiryEvent;

  @Field(() => [record.ConsentNoticeEnum], { description: 'What the person was told.' })
  readonly notices!: readonly ConsentNotice[];

  @Field(() => Boolean, { description: 'The person was warned of duties to report (§ 87 AufenthG).' })
  readonly section87Warned!: boolean;

  @Field(() => String, { description: 'Version of the text that was shown.' })
  readonly textVersion!: string;

  @Field(() => String, { description: 'SHA-256 of the text that was shown, hexadecimal.' })
  readonly textHash!: string;

  @Field(() => String, { description: 'Language of the text that was shown, BCP 47.' })
  readonly language!: string;

  @Field(() => ConsentFormEnum, { nullable: true, description: 'How it was given; null until then.' })
  readonly form!: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL' | null;

  @Field(() => record.ConsentCapacityEnum, {
    nullable: true,
    description: 'Who could decide; null until it is answered.',
  })
  readonly capacity!: ConsentCapacity | null;

  @Field(() => String, { nullable: true, description: 'Where it was given; null until then.' })
  readonly place!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was given; null until then.' })
  readonly givenAt!: Date | null;

  @Field(() => Boolean, {
    description:
      'Staff recorded the grant and the person has not confirmed it yet; who contests it revokes «zu bestätigen».',
  })
  readonly toBeConfirmed!: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'Declaration that this one narrows and takes the place of.',
  })
  readonly supersedesConsentId!: ConsentId | null;

  @Field(() => DateTimeScalar, { description: 'When it was put before the person.' })
  readonly offeredAt!: Date;
}

/** What a successful command on a consent answers. */
@ObjectType({ description: 'The consent after the change.' })
export class ConsentPayload {
  @Field(() => Consent, {
    nullable: true,
    description: 'The consent; null for a body that took down a revocation and may not read it.',
  })
  readonly consent!: Consent | null;
}

const withParts = [TransitionRejected, record.ConsentIncomplete];
export const OfferConsentResult = createMutationResult('OfferConsent', ConsentPayload, withParts);
export const GrantConsentResult = createMutationResult('GrantConsent', ConsentPayload, withParts);
export const RefuseConsentResult = createMutationResult('RefuseConsent', ConsentPayload, [
  TransitionRejected,
]);
export const DeferConsentResult = createMutationResult('DeferConsent', ConsentPayload, [TransitionRejected]);
export const ExplainConsentResult = createMutationResult('ExplainConsent', ConsentPayload, [
  TransitionRejected,
]);
export const ConfirmConsentResult = createMutationResult('ConfirmConsent', ConsentPayload);
export const LimitConsentResult = createMutationResult('LimitConsent', ConsentPayload, [TransitionRejected]);
export const RevokeConsentResult = createMutationResult('RevokeConsent', ConsentPayload, [
  TransitionRejected,
]);
export const EndConsentResult = createMutationResult('EndConsent', ConsentPayload, [TransitionRejected]);
export const WithdrawConsentOfferResult = createMutationResult('WithdrawConsentOffer', ConsentPayload, [
  TransitionRejected,
]);
