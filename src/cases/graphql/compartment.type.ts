import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import { createMutationResult, DateTimeScalar, describedEnum } from '../../platform/graphql/index.js';
import type { Compartment, OpeningDecision } from '../domain/compartment.js';
import { CasePayload } from './case.type.js';

export const CompartmentEnum = describedEnum<Compartment>(
  'Compartment',
  'For whom of the staff a case exists «Schutzbereich».',
  {
    NONE: 'For all units that take part',
    UNIT: 'For the leading unit, and units to which two of its people opened it',
    COUNSELLOR: 'In the leading unit only for the case lead and named counsellors',
  },
);

export const OpeningDecisionEnum = describedEnum<OpeningDecision>(
  'CompartmentOpeningDecision',
  'What the second person decided.',
  { RELEASED: 'The unit takes part', REFUSED: 'The case stays closed to it' },
);

/** Text to be read. */
@ObjectType({ description: 'Text that has to be read and acknowledged by its version before going on.' })
export class ProtectionNotice {
  @Field(() => String, { description: 'Version to acknowledge.' })
  readonly version!: string;

  @Field(() => String, { description: 'German, for staff.' })
  readonly de!: string;

  @Field(() => String, { description: 'Plain German, to be read out or shown to the person.' })
  readonly plain!: string;
}

/** All of them. */
@ObjectType({ description: 'Notices about § 87 AufenthG in force.' })
export class ProtectionNotices {
  @Field(() => ProtectionNotice, {
    description: 'Before intake at a public body «Hinweis vor der Aufnahme».',
  })
  readonly intake!: ProtectionNotice;

  @Field(() => ProtectionNotice, { description: 'Before a protected case is shown to a public body.' })
  readonly opening!: ProtectionNotice;
}

/** Opening of a protected case. */
@ObjectType('CompartmentOpening', {
  description: 'Request to open a protected case to one unit, and what a second person decided.',
})
export class CompartmentOpeningType {
  readonly toUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Consent of the person.' })
  readonly consentId!: ConsentId;

  @Field(() => String, { nullable: true, description: 'Version of the acknowledged warning.' })
  readonly warningVersion!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  readonly requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while it waits.' })
  readonly decidedAt!: Date | null;

  @Field(() => OpeningDecisionEnum, { nullable: true, description: 'The decision; null while it waits.' })
  readonly decision!: OpeningDecision | null;
}

/** What a command on an opening answers. */
@ObjectType({ description: 'The request after the change.' })
export class CompartmentOpeningPayload {
  readonly caseId!: CaseId;

  @Field(() => CompartmentOpeningType, { description: 'The request.' })
  readonly opening!: CompartmentOpeningType;
}

/** What a referral answers. */
@ObjectType({ description: 'Counted, and nothing else kept.' })
export class ReferWithoutRecordingPayload {
  @Field(() => ID, { description: 'Your unit.' })
  readonly unitId!: UnitId;
}

export const ProtectCaseResult = createMutationResult('ProtectCase', CasePayload);
export const NameCaseCounsellorResult = createMutationResult('NameCaseCounsellor', CasePayload);
export const RequestCompartmentOpeningResult = createMutationResult(
  'RequestCompartmentOpening',
  CompartmentOpeningPayload,
);
export const DecideCompartmentOpeningResult = createMutationResult(
  'DecideCompartmentOpening',
  CompartmentOpeningPayload,
);
export const ReferWithoutRecordingResult = createMutationResult(
  'ReferWithoutRecording',
  ReferWithoutRecordingPayload,
);
