import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseId, UnitId } from '../../../kernel/index.js';
import { createMutationResult, describedEnum } from '../../../platform/graphql/index.js';
import { anonymisationCodes, type AnonymisationCode } from '../domain/anonymisation-check.js';
import { anonymityAttributes, type AnonymityAttribute } from '../domain/anonymity-rules.js';

/** Descriptions in «» from the German labels of a list. */
function german<Code extends string>(list: Readonly<Record<Code, string>>): Record<Code, string> {
  const entries = Object.entries<string>(list).map(([code, de]) => [code, `«${de}»`]);
  return Object.fromEntries(entries) as Record<Code, string>;
}

export const AnonymisationCodeEnum = describedEnum<AnonymisationCode>(
  'AnonymisationCode',
  'By what somebody may be recognised.',
  german(anonymisationCodes),
);

export const AnonymityAttributeEnum = describedEnum<AnonymityAttribute>(
  'AnonymityAttribute',
  'Attribute whose combination with others makes somebody recognisable.',
  german(anonymityAttributes),
);

/** Finding. */
@ObjectType({ description: 'A place in a line by which somebody may be recognised.' })
export class AnonymisationFinding {
  @Field(() => String, { description: 'Names exactly this finding; to confirm a hint.' })
  readonly key!: string;

  @Field(() => ID, { description: 'The line.' })
  readonly lineId!: string;

  @Field(() => AnonymisationCodeEnum, { description: 'By what.' })
  readonly code!: AnonymisationCode;

  @Field(() => Int, { description: 'Where it begins in the words of the line, in UTF-16 units.' })
  readonly start!: number;

  @Field(() => Int, { description: 'First place after it.' })
  readonly end!: number;

  @Field(() => String, { description: 'What to write instead, German.' })
  readonly suggestion!: string;

  @Field(() => Boolean, {
    description: 'A hint a second person may confirm as harmless; all others have to go.',
  })
  readonly isHint!: boolean;
}

/** Check. */
@ObjectType({ description: 'Check of a brief without names «Anonymisierungsprüfung»: an aid, no proof.' })
export class AnonymityCheck {
  @Field(() => Int, { description: 'Version that was checked.' })
  readonly version!: number;

  @Field(() => String, { description: 'Binds a release to exactly this content.' })
  readonly contentHash!: string;

  @Field(() => [AnonymisationFinding], { description: 'Findings by line and place.' })
  readonly findings!: readonly AnonymisationFinding[];

  @Field(() => [String], { description: 'What is revealed of the person, German.' })
  readonly attributes!: readonly string[];

  @Field(() => Int, { description: 'How many cases of the region have to share it.' })
  readonly k!: number;

  @Field(() => Boolean, { description: 'So many do.' })
  readonly isSharedByEnough!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Number under which this very content is released; null while it is not.',
  })
  readonly releasedNumber!: string | null;
}

/** Code of an attribute. */
@ObjectType({ description: 'A group an attribute can say.' })
export class AnonymityGroup {
  @Field(() => AnonymityAttributeEnum, { description: 'The attribute.' })
  readonly attribute!: AnonymityAttribute;

  @Field(() => String, { description: 'Code.' })
  readonly code!: string;

  @Field(() => String, { description: 'German words.' })
  readonly label!: string;
}

/** What recording attributes answers. */
@ObjectType({ description: 'What was recorded.' })
export class CaseProfilePayload {
  @Field(() => ID, { description: 'The case.' })
  readonly caseId!: CaseId;
}

/** What thresholds and statistics answer. */
@ObjectType({ description: 'Who decided.' })
export class AnonymitySettingPayload {
  @Field(() => ID, { description: 'The unit.' })
  readonly unitId!: UnitId;
}

export const RecordCaseProfileResult = createMutationResult('RecordCaseProfile', CaseProfilePayload);
export const SetAnonymityThresholdResult = createMutationResult(
  'SetAnonymityThreshold',
  AnonymitySettingPayload,
);
export const SetNationalityResidentsResult = createMutationResult(
  'SetNationalityResidents',
  AnonymitySettingPayload,
);
