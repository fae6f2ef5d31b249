import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsUUID, Matches, Min } from 'class-validator';
import type { StaffId, UnitId } from '../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  MutationInput,
} from '../../platform/graphql/index.js';
import type { SharingEffect } from '../domain/index.js';
import { SharingEffectEnum } from './sharing.enums.js';

/** One combination that a row speaks about. */
@ObjectType({
  description: 'One combination that a row of the decision table speaks about, in German words.',
})
export class DecisionWay {
  @Field(() => String, { description: 'Who gives.' })
  readonly from!: string;

  @Field(() => String, { description: 'Who receives.' })
  readonly to!: string;

  @Field(() => String, { description: 'What it is about.' })
  readonly category!: string;

  @Field(() => String, { description: 'What for.' })
  readonly purpose!: string;

  @Field(() => String, { description: 'Further limits; empty when there are none.' })
  readonly only!: string;

  @Field(() => SharingEffectEnum, { description: 'What the table answers.' })
  readonly effect!: SharingEffect;
}

/** Row of the table. */
@ObjectType('DecisionRow', { description: 'Row of the decision table, in German words.' })
export class DecisionRowType {
  @Field(() => Int, { description: 'Its number.' })
  readonly number!: number;

  @Field(() => SharingEffectEnum, { description: 'What it answers.' })
  readonly effect!: SharingEffect;

  @Field(() => [DecisionWay], { description: 'For what it answers so.' })
  readonly ways!: readonly DecisionWay[];

  @Field(() => [String], { description: 'What opens or closes it besides.' })
  readonly remarks!: readonly string[];

  @Field(() => [String], { description: 'Norms.' })
  readonly basis!: readonly string[];

  @Field(() => [String], { description: 'What the discloser has to observe.' })
  readonly conditions!: readonly string[];

  @Field(() => String, { description: 'Sentence for staff.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'Sentence for the person, plain German.' })
  readonly plain!: string;

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  readonly validFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null while no end is known.' })
  readonly validTo!: string | null;
}

/** Secrecy that raises what a row answers. */
@ObjectType('DecisionLock', { description: 'Secrecy that makes answers of rows stricter, in German words.' })
export class DecisionLockType {
  @Field(() => String, { description: 'Its code.' })
  readonly code!: string;

  @Field(() => String, { description: 'Who is bound.' })
  readonly from!: string;

  @Field(() => [SharingEffectEnum], { description: 'Answers that it makes stricter.' })
  readonly raises!: readonly SharingEffect[];

  @Field(() => SharingEffectEnum, { description: 'What it makes of them.' })
  readonly raisedTo!: SharingEffect;

  @Field(() => String, { description: 'Where it does not bind; empty when it always does.' })
  readonly except!: string;

  @Field(() => [String], { description: 'Norms.' })
  readonly basis!: readonly string[];

  @Field(() => [String], { description: 'What has to be observed.' })
  readonly conditions!: readonly string[];

  @Field(() => String, { description: 'Sentence for staff.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'Sentence for the person, plain German.' })
  readonly plain!: string;
}

/** Signature of a data protection officer. */
@ObjectType('DecisionTableSignOff', { description: 'Who signed the content of a version off «Freigabe».' })
export class DecisionTableSignOffType {
  @Field(() => ID, { description: 'Data protection officer.' })
  readonly signedBy!: StaffId;

  @Field(() => ID, { description: 'Unit for which they signed.' })
  readonly unitId!: UnitId;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly signedAt!: Date;
}

/** Version of the table. */
@ObjectType('DecisionTable', {
  description: 'Version of the table that decides about disclosures «Entscheidungstabelle».',
})
export class DecisionTableType {
  @Field(() => Int, { description: 'Number of the version.' })
  readonly version!: number;

  @Field(() => DateScalar, { description: 'State of the law it describes.' })
  readonly lawVersion!: string;

  @Field(() => String, { description: 'SHA-256 over its canonical JSON.' })
  readonly hash!: string;

  @Field(() => Int, { description: 'Number of its rows.' })
  readonly rowCount!: number;

  @Field(() => [DecisionRowType], { description: 'Its rows, by number; read them before you sign.' })
  readonly rows!: readonly DecisionRowType[];

  @Field(() => [DecisionLockType], { description: 'Secrecy that makes rows stricter.' })
  readonly locks!: readonly DecisionLockType[];

  @Field(() => String, { description: 'Its canonical JSON, over which the hash is made.' })
  readonly content!: string;

  @Field(() => Boolean, { description: 'It decides in this region now; without any, everything is denied.' })
  readonly inForce!: boolean;

  @Field(() => DecisionTableSignOffType, {
    nullable: true,
    description: 'Signature under this very content.',
  })
  readonly signOff!: DecisionTableSignOffType | null;
}

/** What a signature answers. */
@ObjectType({ description: 'Versions after the signature.' })
export class SignOffDecisionTablePayload {
  @Field(() => Int, { description: 'Version that was signed off.' })
  readonly version!: number;
}

export const SignOffDecisionTableResult = createMutationResult(
  'SignOffDecisionTable',
  SignOffDecisionTablePayload,
);

/** Input of `signOffDecisionTable`. */
@InputType({ description: 'Signs a version of the decision table off.' })
export class SignOffDecisionTableInput extends MutationInput {
  @Field(() => Int, { description: 'Number of the version.' })
  @IsInt()
  @Min(1)
  readonly version!: number;

  @Field(() => String, { description: 'Hash of what you read; another content is refused.' })
  @Matches(/^[0-9a-f]{64}$/, {
    message: 'Eine Prüfsumme aus 64 Zeichen (0–9, a–f) ist nötig, wie die Abfrage sie nennt.',
  })
  readonly hash!: string;

  @Field(() => ID, { description: 'Your unit for which you sign.' })
  @IsUUID()
  readonly unitId!: UnitId;
}
