import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConsentId, DataItemId, DisclosureId, UnitId } from '../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
} from '../../platform/graphql/index.js';
import type {
  AnswerReminder,
  BasisAnswer,
  BasisEndReason,
  DisclosureChannel,
  NecessityReason,
  SharingCategory,
  SharingEffect,
  SharingPurpose,
} from '../domain/index.js';
import { AnswerChannelEnum, SharingCategoryEnum, SharingPurposeEnum } from './consent.type.js';
import * as enums from './sharing.enums.js';

/** Line of the register. */
@ObjectType('Disclosure', { description: 'Line of the register of disclosures «Übermittlung».' })
export class DisclosureType {
  readonly fromUnitId!: UnitId;
  readonly toUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: DisclosureId;

  @Field(() => ID, { nullable: true, description: 'The item; null when only the category was registered.' })
  readonly itemId!: DataItemId | null;

  @Field(() => SharingCategoryEnum, { description: 'What it was about.' })
  readonly category!: SharingCategory;

  @Field(() => String, { description: 'Function at the recipient that received.' })
  readonly recipientFunction!: string;

  @Field(() => SharingPurposeEnum, { description: 'What for.' })
  readonly purpose!: SharingPurpose;

  @Field(() => enums.DisclosureChannelEnum, { description: 'On which way.' })
  readonly channel!: DisclosureChannel;

  @Field(() => enums.SharingEffectEnum, {
    description: 'What the table answered; NEVER was without a basis.',
  })
  readonly effect!: SharingEffect;

  @Field(() => [String], { description: 'Norms.' })
  readonly basis!: readonly string[];

  @Field(() => Int, { description: 'Version of the table; 0 when none was signed off.' })
  readonly tableVersion!: number;

  @Field(() => ID, { nullable: true, description: 'Consent it rests on.' })
  readonly consentId!: ConsentId | null;

  @Field(() => ID, { nullable: true, description: 'Release it rests on.' })
  readonly releaseId!: ConsentId | null;

  @Field(() => [String], { description: 'Conditions of the table that who decided confirmed.' })
  readonly confirmedConditions?: readonly string[];

  @Field(() => enums.NecessityReasonEnum, {
    nullable: true,
    description: 'What it was necessary for; null where nothing asked for it.',
  })
  readonly necessity?: NecessityReason | null;

  @Field(() => Boolean, {
    description: 'The declarations exclude something in words, and who decided considered them.',
  })
  readonly exclusionsConsidered?: boolean;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly disclosedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its basis ended; null while it lasts.' })
  readonly basisEndedAt!: Date | null;

  @Field(() => enums.BasisEndReasonEnum, { nullable: true, description: 'Why its basis ended.' })
  readonly basisEndReason!: BasisEndReason | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day by which the recipient answers.' })
  readonly answerDueOn!: string | null;

  @Field(() => enums.BasisAnswerEnum, { nullable: true, description: 'What the recipient did then.' })
  readonly answer!: BasisAnswer | null;

  @Field(() => String, { nullable: true, description: 'Norm of the recipient’s own basis.' })
  readonly answerNorm!: string | null;

  @Field(() => enums.AnswerReminderEnum, {
    nullable: true,
    description: 'How the owed answer stands; null while there is time, or none is owed.',
  })
  readonly answerReminder!: AnswerReminder | null;
}

export const DisclosureConnection = createConnection(DisclosureType, { name: 'Disclosure' });

/** Preview of one item. */
@ObjectType({ description: 'What would happen to one item «Vorschau».' })
export class DisclosurePreviewItem {
  @Field(() => ID, { description: 'The item.' })
  readonly itemId!: DataItemId;

  @Field(() => Boolean, { description: 'It may be disclosed now.' })
  readonly permitted!: boolean;

  @Field(() => enums.SharingEffectEnum, { description: 'What the strictest link of its chain answers.' })
  readonly effect!: SharingEffect;

  @Field(() => Int, { description: 'Deciding row of the table.' })
  readonly row!: number;

  @Field(() => Int, { description: 'Version of the table; 0 when none was signed off.' })
  readonly tableVersion!: number;

  @Field(() => [String], { description: 'Norms.' })
  readonly basis!: readonly string[];

  @Field(() => [String], { description: 'What has to be observed, of every link.' })
  readonly conditions!: readonly string[];

  @Field(() => String, { description: 'One German sentence for staff.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'One sentence for the person, plain German.' })
  readonly plainSentence!: string;

  @Field(() => [String], {
    description:
      'What the declarations it would rest on do not cover, in the words of the person; confirmed with `exclusionsConsidered`.',
  })
  readonly exclusions!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Consent it would rest on.' })
  readonly consentId!: ConsentId | null;

  @Field(() => ID, { nullable: true, description: 'Release it would rest on.' })
  readonly releaseId!: ConsentId | null;

  @Field(() => String, {
    nullable: true,
    description: 'Warning where the recipient may be bound by § 87 AufenthG.',
  })
  readonly section87Warning!: string | null;
}

/** Preview of a disclosure. */
@ObjectType({ description: 'What a disclosure would do, item by item; nothing has happened.' })
export class DisclosurePreview {
  @Field(() => [DisclosurePreviewItem], { description: 'Items in the order asked.' })
  readonly items!: readonly DisclosurePreviewItem[];
}

/** What a disclosure answers. */
@ObjectType({ description: 'What was written into the register.' })
export class DisclosurePayload {
  @Field(() => [ID], { description: 'Lines of the register.' })
  readonly disclosureIds!: readonly DisclosureId[];

  @Field(() => [SharingCategoryEnum], { description: 'Categories that nothing permitted to tell.' })
  readonly withoutBasis!: readonly SharingCategory[];
}

/** What an answer of a recipient answers. */
@ObjectType({ description: 'How many disclosures were answered.' })
export class AnswerEndedBasisPayload {
  @Field(() => Int, { description: 'Number.' })
  readonly answered!: number;
}

/** What a unit learned of one category. */
@ObjectType({ description: 'What a unit learned about you.' })
export class LearnedCategory {
  @Field(() => SharingCategoryEnum, { description: 'What it is about.' })
  readonly category!: SharingCategory;

  @Field(() => String, { description: 'One sentence in plain German.' })
  readonly sentence!: string;

  @Field(() => DateTimeScalar, { description: 'First time.' })
  readonly firstAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Last time.' })
  readonly lastAt!: Date;

  @Field(() => Int, { description: 'How often.' })
  readonly times!: number;

  @Field(() => [SharingPurposeEnum], { description: 'What for.' })
  readonly purposes!: readonly SharingPurpose[];

  @Field(() => [enums.DisclosureChannelEnum], { description: 'On which ways.' })
  readonly channels!: readonly DisclosureChannel[];

  @Field(() => Boolean, { description: 'At least once nothing permitted to tell it.' })
  readonly withoutBasis!: boolean;

  @Field(() => Boolean, { description: 'The unit may not use it any more.' })
  readonly isOver!: boolean;
}

/** What one unit learned. */
@ObjectType('UnitKnowledge', {
  description: 'What one unit learned about you «Wer hat was über mich erfahren?».',
})
export class UnitKnowledgeType {
  readonly unitId!: UnitId;

  @Field(() => [LearnedCategory], { description: 'By category.' })
  readonly learned!: readonly LearnedCategory[];
}

/** Line of a receipt. */
@ObjectType({ description: 'Disclosure made under a declaration.' })
export class ReceiptLine extends DisclosureType {
  @Field(() => String, { description: 'What cannot be called back, plain German.' })
  readonly sentence!: string;
}

/** Sentence of a confirmation. */
@ObjectType('RevocationStatement', { description: 'What the person is told after a revocation.' })
export class RevocationStatement {
  @Field(() => String, { description: 'Plain German.' })
  readonly text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The same in the language of the receipt; null for German.',
  })
  readonly translation!: string | null;
}

/** Confirmation of a revocation. */
@ObjectType('RevocationReceipt', {
  description: 'Which disclosures were made under a declaration «Bestätigung».',
})
export class RevocationReceiptType {
  @Field(() => ID, { description: 'The consent or release.' })
  readonly consentId!: ConsentId;

  @Field(() => String, { description: 'One sentence in plain German.' })
  readonly summary!: string;

  @Field(() => [ReceiptLine], { description: 'Disclosures, oldest first.' })
  readonly disclosures!: readonly ReceiptLine[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null while it is not.' })
  readonly revokedAt!: Date | null;

  @Field(() => AnswerChannelEnum, {
    nullable: true,
    description:
      'How the revocation reached us; null while it is not, or repeated after a backup was restored.',
  })
  readonly channel!: 'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF' | null;

  @Field(() => String, { description: 'Language of the text that was shown, BCP 47.' })
  readonly language!: string;

  @Field(() => [RevocationStatement], {
    description:
      'What follows, in order; empty while it is not revoked. As PDF at `/consents/{id}/revocation-copy`.',
  })
  readonly statements!: readonly RevocationStatement[];
}

export const DisclosurePreviewResult = createMutationResult('DisclosurePreview', DisclosurePreview);
export const DiscloseItemsResult = createMutationResult('DiscloseItems', DisclosurePayload);
export const RegisterDisclosureResult = createMutationResult('RegisterDisclosure', DisclosurePayload);
export const AnswerEndedBasisResult = createMutationResult('AnswerEndedBasis', AnswerEndedBasisPayload);
