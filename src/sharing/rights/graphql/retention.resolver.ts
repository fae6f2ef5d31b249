import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { UnitId } from '../../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../../platform/index.js';
import { InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { DecideRetention, type UnitRetention } from '../application/decide-retention.js';
import * as types from './retention.type.js';

/** How long a unit keeps its records. */
@Resolver()
export class RetentionResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly retention: DecideRetention,
  ) {}

  @Query(() => [types.UnitRetentionType], {
    description:
      'How long a unit keeps each kind of record, and what was decided; for its data protection officer.',
  })
  async retentionRules(
    @CurrentPrincipal() principal: Principal,
    @Args('unitId', { type: () => ID, description: 'The unit.' }, ParseUUIDPipe) unitId: UnitId,
  ): Promise<readonly types.UnitRetentionType[]> {
    const rules = await this.unitOfWork.run(principal, (tx) => this.retention.ofUnit(tx, unitId));
    return rules.map(toRetention);
  }

  @Mutation(() => types.DecideRetentionResult, {
    description:
      'Keeps one kind of record of a unit for another time than the rule; by its data protection officer.',
  })
  async decideRetention(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.DecideRetentionInput,
  ) {
    return toMutationResult(await this.retention.execute(principal, input), (value) => value);
  }
}

function toRetention({ rule, months, decisions }: UnitRetention): types.UnitRetentionType {
  const { keep, atLeastMonths, atMostMonths, ...rest } = rule;
  return {
    ...rest,
    ruleMonths: 'months' in keep ? keep.months : null,
    ruleDays: 'days' in keep ? keep.days : null,
    atLeastMonths: atLeastMonths ?? null,
    atMostMonths: atMostMonths ?? null,
    months,
    decisions,
  };
}
