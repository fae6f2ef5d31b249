import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CaseId, StaffId } from '../../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import { CurrentPrincipal, InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { KeepAvailability } from '../application/keep-availability.js';
import { KeepPool } from '../application/keep-pool.js';
import { KeepWishes } from '../application/keep-wishes.js';
import { timeOfDay } from '../domain/clock-times.js';
import type { PlanningWishes } from '../domain/wishes.js';
import * as inputs from './availability.input.js';
import * as types from './availability.type.js';

/** Hours and absences. */
@Resolver()
export class AvailabilityResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly availability: KeepAvailability,
  ) {}

  @Query(() => types.Availability, {
    description: 'Hours and absences of a staff member: your own, or of your unit as its head.',
  })
  async staffAvailability(
    @CurrentPrincipal() principal: Principal,
    @Args('staffId', { type: () => ID, description: 'The staff member.' }, ParseUUIDPipe) staffId: StaffId,
  ): Promise<types.Availability> {
    const found = await this.unitOfWork.run(principal, (tx) =>
      this.availability.read(tx, principal, { staffId }),
    );
    const hours = found.hours.map(({ fromMinute, untilMinute, ...rest }) => ({
      ...rest,
      from: timeOfDay(fromMinute),
      until: timeOfDay(untilMinute),
    }));
    return { ...found, hours };
  }

  @Mutation(() => types.SetWeeklyHoursResult, { description: 'Sets usual hours and lunch for a time.' })
  async setWeeklyHours(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.SetWeeklyHoursInput,
  ) {
    return toMutationResult(await this.availability.setHours(principal, input), (set) => ({
      ...set,
      absenceId: null,
    }));
  }

  @Mutation(() => types.AddAbsenceResult, { description: 'Enters an absence; why is not asked.' })
  async addAbsence(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.AddAbsenceInput) {
    return toMutationResult(await this.availability.addAbsence(principal, input), (added) => added);
  }

  @Mutation(() => types.RemoveAbsenceResult, { description: 'Takes an absence away.' })
  async removeAbsence(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RemoveAbsenceInput,
  ) {
    return toMutationResult(await this.availability.removeAbsence(principal, input), (removed) => removed);
  }
}

/** Rooms, places and interpreters. */
@Resolver()
export class PoolResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pool: KeepPool,
  ) {}

  @Query(() => [types.PoolInterpreter], { description: 'Interpreters of the pool, for staff; at most 500.' })
  async interpreters(@CurrentPrincipal() principal: Principal): Promise<readonly types.PoolInterpreter[]> {
    return this.unitOfWork.run(principal, (tx) => this.pool.interpreters(tx, principal));
  }

  @Query(() => [types.Place], { description: 'Places at which rooms lie, for staff; at most 200.' })
  async places(@CurrentPrincipal() principal: Principal): Promise<readonly types.Place[]> {
    return this.unitOfWork.run(principal, (tx) => this.pool.places(tx, principal));
  }

  @Mutation(() => types.KeepPlaceResult, { description: 'Adds a place or renames one.' })
  async keepPlace(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.KeepPlaceInput) {
    return toMutationResult(await this.pool.keepPlace(principal, input), ({ placeId }) => ({ id: placeId }));
  }

  @Mutation(() => types.SetTravelTimeResult, { description: 'Sets how long a way takes.' })
  async setTravelTime(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.SetTravelTimeInput,
  ) {
    return toMutationResult(await this.pool.setTravelTime(principal, input), ({ fromPlaceId }) => ({
      id: fromPlaceId,
    }));
  }

  @Mutation(() => types.KeepRoomResult, { description: 'Adds a room or changes what it offers.' })
  async keepRoom(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.KeepRoomInput) {
    return toMutationResult(await this.pool.keepRoom(principal, input), ({ roomId }) => ({ id: roomId }));
  }

  @Mutation(() => types.KeepInterpreterResult, {
    description: 'Adds an interpreter to the pool, or changes who has the number.',
  })
  async keepInterpreter(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.KeepInterpreterInput,
  ) {
    return toMutationResult(await this.pool.keepInterpreter(principal, input), ({ interpreterId }) => ({
      id: interpreterId,
    }));
  }
}

/** Wishes of the person. */
@Resolver()
export class PlanningWishesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly wishes: KeepWishes,
  ) {}

  @Query(() => types.PersonPlanningWishes, {
    nullable: true,
    description: 'What the person of a case wishes of dates; for them and their case lead alone.',
  })
  async planningWishes(
    @CurrentPrincipal() principal: Principal,
    @Args('caseId', { type: () => ID, description: 'The case.' }, ParseUUIDPipe) caseId: CaseId,
  ): Promise<types.PersonPlanningWishes | null> {
    const wishes = await this.unitOfWork.run(principal, (tx) => this.wishes.read(tx, caseId));
    return wishes ? shown(wishes) : null;
  }

  @Mutation(() => types.SetPlanningWishesResult, {
    description: 'Sets what the person wishes of dates: they themselves, or their case lead for them.',
  })
  async setPlanningWishes(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.SetPlanningWishesInput,
  ) {
    return toMutationResult(await this.wishes.set(principal, input), (set) => set);
  }
}

function shown(wishes: PlanningWishes): types.PersonPlanningWishes {
  const times = wishes.times.map(({ weekday, kind, fromMinute, untilMinute }) => ({
    weekday,
    kind,
    from: timeOfDay(fromMinute),
    until: timeOfDay(untilMinute),
  }));
  return { ...wishes, times };
}
