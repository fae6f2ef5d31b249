import { Args, ArgsType, Context, Field, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CurrentPrincipal,
  isOnDuty,
  UnitOfWork,
  type Principal,
} from '../../platform/index.js';
import {
  ConnectionArgs,
  type Connection,
  type GraphqlContext,
  toConnection,
} from '../../platform/graphql/index.js';
import { DirectoryReader } from '../application/directory-reader.js';
import { orgTypeCodes, type OrgTypeCode } from '../domain/organisation-types.js';
import {
  OrganisationTypeCode,
  OrganisationUnit,
  OrganisationUnitConnection,
  StaffMember,
  StaffRoleGrant,
  Viewer,
} from './directory.type.js';
import { UnitLoader } from './unit.loader.js';

const UNITS = 'organisationUnits.name';

/** Arguments of `organisationUnits`. */
@ArgsType()
export class OrganisationUnitsArgs extends ConnectionArgs {
  @Field(() => OrganisationTypeCode, { nullable: true, description: 'Only units of this type.' })
  @IsOptional()
  @IsIn(orgTypeCodes)
  readonly type?: OrgTypeCode | null;
}

/** Arguments that name a unit. */
@ArgsType()
export class UnitIdArgs {
  @Field(() => ID, { description: 'Identifier of the unit.' })
  @IsUUID()
  readonly unitId!: UnitId;
}

/** Who is logged in, and the directory of the region. */
@Resolver(() => OrganisationUnit)
export class DirectoryResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: DirectoryReader,
    private readonly clock: Clock,
  ) {}

  @Query(() => Viewer, { description: 'Who is logged in, with the roles valid today.' })
  async viewer(@CurrentPrincipal() principal: Principal): Promise<Viewer> {
    if (principal.kind !== 'staff') {
      return { staffMember: null, roles: [], isPerson: principal.kind === 'person' };
    }
    const [staffMember] = await this.unitOfWork.run(principal, (tx) =>
      this.reader.findStaff(tx, [principal.staffId]),
    );
    return { staffMember: staffMember ?? null, roles: principal.grants, isPerson: false };
  }

  @Query(() => OrganisationUnitConnection, {
    description: 'Units of the region by name «Verzeichnis der Stellen».',
  })
  async organisationUnits(
    @CurrentPrincipal() principal: Principal,
    @Args() args: OrganisationUnitsArgs,
  ): Promise<Connection<OrganisationUnit>> {
    const after = args.position(UNITS);
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.listUnits(tx, { limit: args.first + 1, after, type: args.type ?? undefined }),
    );
    return toConnection(rows, args.first, (unit) => ({ sortKey: unit.name, id: unit.id }), {
      list: UNITS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => [StaffMember], {
    description: 'Staff with a role in a unit today; for colleagues with a role only, at most a few dozen.',
  })
  async staffOfUnit(
    @CurrentPrincipal() principal: Principal,
    @Args() { unitId }: UnitIdArgs,
  ): Promise<StaffMember[]> {
    if (!isOnDuty(principal)) throw new AccessDenied();
    const today = this.clock.today().toString();
    return this.unitOfWork.run(principal, (tx) => this.reader.listStaffOfUnit(tx, unitId, today));
  }
}

/** Unit of a role. */
@Resolver(() => StaffRoleGrant)
export class StaffRoleGrantResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit in which the role is held.' })
  async unit(
    @Parent() grant: StaffRoleGrant,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, grant.unitId);
  }
}
