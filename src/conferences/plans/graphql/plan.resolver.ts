import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import type { ConstraintName, PlanProof, Score } from '../../planning/index.js';
import { AcceptConferencePlan } from '../application/accept-plan.js';
import { CancelConferencePlan } from '../application/cancel-plan.js';
import { PlanConferences } from '../application/plan-conferences.js';
import { PlanReader } from '../application/plan-reader.js';
import { constraintWords } from '../domain/constraint-words.js';
import { levelGaps, proofWords } from '../domain/proof-words.js';
import type { ConferencePlanRow } from '../domain/plan.js';
import { ConferencePlanComparisonResult } from './comparison.type.js';
import * as inputs from './plan.input.js';
import * as types from './plan.type.js';
import type { ConferencePlanProof } from './proof.type.js';

/** Planning of many conferences at once. */
@Resolver(() => types.ConferencePlan)
export class ConferencePlanResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: PlanReader,
    private readonly plan: PlanConferences,
    private readonly cancel: CancelConferencePlan,
    private readonly accept: AcceptConferencePlan,
  ) {}

  @Query(() => types.ConferencePlan, {
    description: 'A planning with how far it is; to be asked again while it runs.',
  })
  async conferencePlan(
    @CurrentPrincipal() principal: Principal,
    @Args('planId', { type: () => ID, description: 'The plan.' }, ParseUUIDPipe) planId: string,
  ): Promise<types.ConferencePlan> {
    return this.shown(principal, planId);
  }

  @Query(() => [types.ConferencePlan], {
    description: 'Plans of your units that you asked for or may see as their lead, newest first; at most 50.',
  })
  async conferencePlans(@CurrentPrincipal() principal: Principal): Promise<readonly types.ConferencePlan[]> {
    const plans = await this.unitOfWork.run(principal, (tx) => this.reader.list(tx));
    return plans.map(toPlan);
  }

  @Query(() => ConferencePlanComparisonResult, {
    description:
      'What differs between two plans: what moved, which is better at what, who gains and who loses.',
  })
  async conferencePlanComparison(
    @CurrentPrincipal() principal: Principal,
    @Args() { planId, otherPlanId }: inputs.ConferencePlanComparisonArgs,
  ) {
    const compared = await this.unitOfWork.run(principal, (tx) =>
      this.reader.compare(tx, planId, otherPlanId),
    );
    return toMutationResult(compared, (comparison) => comparison);
  }

  @ResolveField(() => [types.ConferencePlanEntry], {
    description: 'Its conferences that you convene, by time.',
  })
  async entries(
    @Parent() parent: types.ConferencePlan,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.ConferencePlanEntry[]> {
    const entries = await this.unitOfWork.run(principal, (tx) => this.reader.entries(tx, parent.id));
    return entries.map((entry) => ({
      ...entry,
      problems: entry.problems.map((constraint) => constraintWords[constraint]),
    }));
  }

  @Mutation(() => types.PlanConferencesResult, {
    description: 'Has all open conferences that you convene for a unit planned at once; nothing is booked.',
  })
  async planConferences(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.PlanConferencesInput,
  ) {
    const blocks = input.blocks.map(({ conferenceIds }) => conferenceIds);
    const { idempotencyKey, convenerUnitId, programmeId, previousPlanId } = input;
    const { from, until, fairLoad, seconds } = input;
    const asked = {
      idempotencyKey,
      convenerUnitId,
      programmeId,
      previousPlanId,
      from,
      until,
      fairLoad,
      seconds,
    };
    const result = await this.plan.execute(principal, { ...asked, blocks });
    return toMutationResult(result, ({ planId }) => this.payload(principal, planId));
  }

  @Mutation(() => types.CancelConferencePlanResult, {
    description: 'Ends a planning; the best plan so far stays and can be accepted.',
  })
  async cancelConferencePlan(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CancelConferencePlanInput,
  ) {
    const result = await this.cancel.execute(principal, input);
    return toMutationResult(result, ({ planId }) => this.payload(principal, planId));
  }

  @Mutation(() => types.AcceptConferencePlanResult, {
    description:
      'Accepts a plan or some of its entries: dates are booked in one step, by the rules of single ones.',
  })
  async acceptConferencePlan(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AcceptConferencePlanInput,
  ) {
    const result = await this.accept.execute(principal, input);
    return toMutationResult(result, async ({ planId, booked, refused }) => ({
      plan: await this.shown(principal, planId),
      bookedIds: booked,
      refusedIds: refused,
    }));
  }

  private async payload(principal: Principal, planId: string): Promise<types.ConferencePlanPayload> {
    return { plan: await this.shown(principal, planId) };
  }

  private async shown(principal: Principal, planId: string): Promise<types.ConferencePlan> {
    return toPlan(await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, planId)));
  }
}

function toPlan({ settings, costs, proof, ...row }: ConferencePlanRow): types.ConferencePlan {
  const { from, until, fairLoad, seconds } = settings;
  const entries = Object.entries(costs ?? {}) as [ConstraintName, number][];
  const shown = entries
    .map(([constraint, cost]) => ({ constraint, cost, label: constraintWords[constraint] }))
    .sort((a, b) => b.cost - a.cost);
  return { ...row, from, until, fairLoad, seconds, costs: shown, proof: toProof(proof, row.score) };
}

function toProof(proof: PlanProof | null, score: Score | null): ConferencePlanProof | null {
  if (!proof || !score) return null;
  const { state, improved } = proof;
  return { state, improved, label: proofWords[state], gaps: levelGaps(proof, score) };
}
