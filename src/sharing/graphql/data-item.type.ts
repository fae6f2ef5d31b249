import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { DataRegime } from '../../directory/index.js';
import type { ConsentId, DataItemId, UnitId } from '../../kernel/index.js';
import { createConnection, createMutationResult, DateTimeScalar } from '../../platform/graphql/index.js';
import type { OpenedItem } from '../application/visibility.js';
import type {
  Entruster,
  HiddenReason,
  ItemKind,
  ItemSource,
  SecrecyOrigin,
  SharingCategory,
  SharingEffect,
  VisibleReason,
} from '../domain/index.js';
import { SharingCategoryEnum } from './consent.type.js';
import * as enums from './sharing.enums.js';

/** Why an item is visible. */
@ObjectType({ description: 'Why you see an item: the decision of this moment.' })
export class WhyVisible {
  @Field(() => enums.VisibleReasonEnum, { description: 'The reason.' })
  readonly reason!: VisibleReason;

  @Field(() => enums.SharingEffectEnum, { nullable: true, description: 'Effect; null for own items.' })
  readonly effect!: SharingEffect | null;

  @Field(() => [String], { description: 'Norms it rests on.' })
  readonly basis!: readonly string[];

  @Field(() => Int, { nullable: true, description: 'Deciding row of the table; null for own items.' })
  readonly row!: number | null;

  @Field(() => Int, { nullable: true, description: 'Version of the table; null for own items.' })
  readonly tableVersion!: number | null;

  @Field(() => ID, { nullable: true, description: 'Consent that carries it now.' })
  readonly consentId!: ConsentId | null;

  @Field(() => ID, { nullable: true, description: 'Release that carries it now.' })
  readonly releaseId!: ConsentId | null;

  @Field(() => String, { description: 'One German sentence for staff.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'One sentence in plain German.' })
  readonly plainSentence!: string;
}

/** Why an item is masked. */
@ObjectType({ description: 'Why you see a masked line only.' })
export class WhyHidden {
  @Field(() => enums.HiddenReasonEnum, { description: 'The reason.' })
  readonly reason!: HiddenReason;

  @Field(() => [String], { description: 'Norms it rests on.' })
  readonly basis!: readonly string[];

  @Field(() => String, { description: 'One German sentence for staff.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'One sentence in plain German.' })
  readonly plainSentence!: string;
}

/** Item of data as the actor sees it. */
@ObjectType('DataItem', {
  description:
    'Item of data about a person «Angabe», as you see it at this moment. Masked lines have no content.',
})
export class DataItemType {
  readonly controllerUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: DataItemId;

  @Field(() => SharingCategoryEnum, { nullable: true, description: 'What it is about; null when masked.' })
  readonly category!: SharingCategory | null;

  @Field(() => enums.DataItemKindEnum, { nullable: true, description: 'Kind of sentence; null when masked.' })
  readonly kind!: ItemKind | null;

  @Field(() => enums.DataItemSourceEnum, {
    nullable: true,
    description: 'Where it is from; null when masked.',
  })
  readonly source!: ItemSource | null;

  @Field(() => enums.DataRegimeEnum, { nullable: true, description: 'Law it falls under; null when masked.' })
  readonly regime!: DataRegime | null;

  @Field(() => enums.SecrecyOriginEnum, { nullable: true, description: 'Secrecy it brought along, if any.' })
  readonly secrecyOrigin!: SecrecyOrigin | null;

  @Field(() => enums.EntrusterEnum, { nullable: true, description: 'Who entrusted it, if anybody did.' })
  readonly entrustedBy!: Entruster | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Item of another unit from which it was recorded; null when masked, and when there is none.',
  })
  readonly originItemId!: DataItemId | null;

  @Field(() => String, { nullable: true, description: 'What it says; null when masked.' })
  readonly text!: string | null;

  @Field(() => Boolean, { description: 'The person says it is wrong «bestritten».' })
  readonly isDisputed!: boolean;

  @Field(() => String, { nullable: true, description: 'What is wrong, in the words of the person.' })
  readonly dispute!: string | null;

  @Field(() => Boolean, { description: 'Not to be used at present «gesperrt».' })
  readonly isRestricted!: boolean;

  @Field(() => ID, { nullable: true, description: 'Item that replaced it «berichtigt durch».' })
  readonly correctedByItemId!: DataItemId | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly recordedAt!: Date;

  @Field(() => WhyVisible, { nullable: true, description: 'Why you see it; null when masked.' })
  readonly whyVisible!: WhyVisible | null;

  @Field(() => WhyHidden, { nullable: true, description: 'Why it is masked; null when you see it.' })
  readonly whyHidden!: WhyHidden | null;
}

export const DataItemConnection = createConnection(DataItemType, { name: 'DataItem' });

/** The item of the API. Nothing of the content of a masked line passes. */
export function toDataItem(line: OpenedItem): DataItemType {
  const { item } = line;
  const { id, controllerUnitId, recordedAt } = item;
  if (!line.isVisible) {
    const { basis, sentence, plain } = line.why;
    return {
      id,
      controllerUnitId,
      recordedAt,
      isDisputed: false,
      isRestricted: false,
      category: null,
      kind: null,
      source: null,
      regime: null,
      secrecyOrigin: null,
      entrustedBy: null,
      originItemId: null,
      text: null,
      dispute: null,
      correctedByItemId: line.reason === 'CORRECTED' ? item.correctedByItemId : null,
      whyVisible: null,
      whyHidden: { reason: line.reason, basis, sentence, plainSentence: plain },
    };
  }
  const { category, kind, source, regime, secrecyOrigin, entrustedBy, originItemId } = item;
  return {
    id,
    controllerUnitId,
    recordedAt,
    category,
    kind,
    source,
    regime,
    secrecyOrigin,
    entrustedBy,
    originItemId,
    text: line.text,
    isDisputed: item.disputedAt !== null,
    dispute: line.dispute,
    isRestricted: item.restrictedAt !== null,
    correctedByItemId: item.correctedByItemId,
    whyVisible: whyVisibleOf(line),
    whyHidden: null,
  };
}

function whyVisibleOf(line: Extract<OpenedItem, { readonly isVisible: true }>): WhyVisible {
  const { basis, sentence, plain } = line.why;
  const verdict = line.shownBy?.verdict;
  return {
    reason: line.reason,
    effect: verdict?.decision.effect ?? null,
    basis,
    row: verdict?.decision.row ?? null,
    tableVersion: verdict?.decision.tableVersion ?? null,
    consentId: verdict?.consentId ?? null,
    releaseId: verdict?.releaseId ?? null,
    sentence,
    plainSentence: plain,
  };
}

/** What a command on an item answers. */
@ObjectType({ description: 'The item after the change.' })
export class DataItemPayload {
  @Field(() => DataItemType, { description: 'The item.' })
  readonly item!: DataItemType;
}

export const RecordDataItemResult = createMutationResult('RecordDataItem', DataItemPayload);
export const CorrectDataItemResult = createMutationResult('CorrectDataItem', DataItemPayload);
export const ReleaseEntrustedItemResult = createMutationResult('ReleaseEntrustedItem', DataItemPayload);
export const DisputeDataItemResult = createMutationResult('DisputeDataItem', DataItemPayload);
