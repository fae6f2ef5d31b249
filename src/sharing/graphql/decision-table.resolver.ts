import { Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, toMutationResult } from '../../platform/graphql/index.js';
import { DecisionTables } from '../application/decision-tables.js';
import {
  DecisionTableType,
  SignOffDecisionTableInput,
  SignOffDecisionTableResult,
} from './decision-table.type.js';

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
