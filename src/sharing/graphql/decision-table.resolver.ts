import { Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { IsInt, IsUUID, Matches, Min } from 'class-validator';
import type { StaffId, UnitId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  InputArg,
  MutationInput,
  toMutationResult,
} from '../../platform/graphql/index.js';
import { DecisionTables } from '../application/decision-tables.js';

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
  @Matches(/^[0-9a-f]{64}$/)
  readonly hash!: string;

  @Field(() => ID, { description: 'Your unit for which you sign.' })
  @IsUUID()
  readonly unitId!: UnitId;
}

/** Versions of the decision table and their signatures. */
@Resolver()
export class DecisionTableResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tables: DecisionTables,
  ) {}

  @Query(() => [DecisionTableType], {
    description: 'Versions of the decision table, oldest first, and which one is in force; for staff.',
  })
  async decisionTables(@CurrentPrincipal() principal: Principal): Promise<readonly DecisionTableType[]> {
    return this.unitOfWork.run(principal, (tx) => this.tables.list(tx));
  }

  @Mutation(() => SignOffDecisionTableResult, {
    description: 'Signs a version off, so that it comes into force; by a data protection officer.',
  })
  async signOffDecisionTable(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: SignOffDecisionTableInput,
  ) {
    return toMutationResult(await this.tables.signOff(principal, input), ({ version }) => ({ version }));
  }
}
