import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, StaffLoader, StaffMember, UnitLoader } from '../../../directory/index.js';
import type { Principal } from '../../../platform/index.js';
import { CurrentPrincipal, type GraphqlContext } from '../../../platform/graphql/index.js';
import { SittingAttendance, SittingContent, SittingPosition, SittingSealedEntry } from './sitting.type.js';

/** Unit and staff member of an attendance. */
@Resolver(() => SittingAttendance)
export class SittingAttendanceResolver {
  constructor(
    private readonly units: UnitLoader,
    private readonly staff: StaffLoader,
  ) {}

  @ResolveField(() => OrganisationUnit, { nullable: true, description: 'The body.' })
  async unit(
    @Parent() parent: SittingAttendance,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit | null> {
    return parent.unitId === null ? null : this.units.load(loaders, principal, parent.unitId);
  }

  @ResolveField(() => StaffMember, { nullable: true, description: 'Who of the staff; null for helpers.' })
  async staffMember(
    @Parent() parent: SittingAttendance,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<StaffMember | null> {
    return parent.staffId === null ? null : this.staff.load(loaders, principal, parent.staffId);
  }
}

/** Unit of a position. */
@Resolver(() => SittingPosition)
export class SittingPositionResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The body.' })
  async unit(
    @Parent() parent: SittingPosition,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.unitId);
  }
}

/** Unit of a sealed entry. */
@Resolver(() => SittingSealedEntry)
export class SittingSealedEntryResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Body that said it.' })
  async unit(
    @Parent() parent: SittingSealedEntry,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.unitId);
  }
}

/** Bodies that have not been heard. */
@Resolver(() => SittingContent)
export class SittingContentResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => [OrganisationUnit], {
    description:
      'Bodies in the room that have not said what they think of the result; for chair and recorder.',
  })
  async unheardUnits(
    @Parent() parent: SittingContent,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<readonly OrganisationUnit[]> {
    return Promise.all(parent.unheard.map((unitId) => this.units.load(loaders, principal, unitId)));
  }
}
