import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, StaffLoader, StaffMember, UnitLoader } from '../../directory/index.js';
import { AccessDenied, isOnDuty, UnitOfWork, type Principal } from '../../platform/index.js';
import { CurrentPrincipal, type GraphqlContext } from '../../platform/graphql/index.js';
import { RoomReader } from '../application/room-reader.js';
import { ConferenceDecision } from './conference-record.type.js';
import { ConferenceBlock } from './conference-block.type.js';
import { CaseConference, ConferenceParticipant, Room } from './conference.type.js';

/** Who convenes and heads a conference. */
@Resolver(() => CaseConference)
export class ConferenceHeadsResolver {
  constructor(
    private readonly units: UnitLoader,
    private readonly staff: StaffLoader,
  ) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit that convenes.' })
  async convenerUnit(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.convenerUnitId);
  }

  @ResolveField(() => StaffMember, { nullable: true, description: 'Who chairs «Moderation».' })
  async chair(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<StaffMember | null> {
    return parent.chairId === null ? null : this.staff.load(loaders, principal, parent.chairId);
  }

  @ResolveField(() => StaffMember, {
    nullable: true,
    description: 'Who takes the record «Protokollführung».',
  })
  async recorder(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<StaffMember | null> {
    return parent.recorderId === null ? null : this.staff.load(loaders, principal, parent.recorderId);
  }
}

/** Unit and staff member of a participation. */
@Resolver(() => ConferenceParticipant)
export class ConferenceParticipantResolver {
  constructor(
    private readonly units: UnitLoader,
    private readonly staff: StaffLoader,
  ) {}

  @ResolveField(() => OrganisationUnit, { description: 'The body.' })
  async unit(
    @Parent() parent: ConferenceParticipant,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.unitId);
  }

  @ResolveField(() => StaffMember, { nullable: true, description: 'Who comes for it; null until named.' })
  async attendee(
    @Parent() parent: ConferenceParticipant,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<StaffMember | null> {
    return parent.staffId === null ? null : this.staff.load(loaders, principal, parent.staffId);
  }
}

/** Unit of a block. */
@Resolver(() => ConferenceBlock)
export class ConferenceBlockResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, {
    nullable: true,
    description: 'The body it concerns; null when it concerns the conference as a whole.',
  })
  async unit(
    @Parent() parent: ConferenceBlock,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit | null> {
    return parent.unitId === null ? null : this.units.load(loaders, principal, parent.unitId);
  }
}

/** Unit of a decision. */
@Resolver(() => ConferenceDecision)
export class DecisionUnitResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, {
    nullable: true,
    description: 'Body that decided; null for common ones.',
  })
  async unit(
    @Parent() parent: ConferenceDecision,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit | null> {
    return parent.unitId === null ? null : this.units.load(loaders, principal, parent.unitId);
  }
}

/** Rooms. */
@Resolver(() => Room)
export class RoomResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rooms: RoomReader,
  ) {}

  @Query(() => [Room], { name: 'rooms', description: 'Rooms of the region, for staff; at most 200.' })
  async listRooms(@CurrentPrincipal() principal: Principal): Promise<readonly Room[]> {
    if (!isOnDuty(principal)) throw new AccessDenied();
    return this.unitOfWork.run(principal, (tx) => this.rooms.list(tx));
  }
}
