import { Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { IsIn, IsUUID } from 'class-validator';
import {
  OrganisationRegimeEnum,
  organisationRegimes,
  type OrganisationRegime,
} from '../../directory/index.js';
import type { OrganisationId } from '../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../platform/index.js';
import {
  createMutationResult,
  InputArg,
  MutationInput,
  toMutationResult,
} from '../../platform/graphql/index.js';
import { OrganisationRegimes } from '../application/organisation-regimes.js';

/** Input of `setOrganisationRegime`. */
@InputType({ description: 'Puts an organisation under a data protection law.' })
export class SetOrganisationRegimeInput extends MutationInput {
  @Field(() => ID, { description: 'The organisation.' })
  @IsUUID()
  readonly organisationId!: OrganisationId;

  @Field(() => OrganisationRegimeEnum, { description: 'The law.' })
  @IsIn(organisationRegimes)
  readonly regime!: OrganisationRegime;
}

/** What the change answers. */
@ObjectType({ description: 'The organisation after the change.' })
export class SetOrganisationRegimePayload {
  @Field(() => ID, { description: 'The organisation.' })
  readonly organisationId!: OrganisationId;

  @Field(() => OrganisationRegimeEnum, { description: 'The law under which it works now.' })
  readonly regime!: OrganisationRegime;
}

export const SetOrganisationRegimeResult = createMutationResult(
  'SetOrganisationRegime',
  SetOrganisationRegimePayload,
);

/** Data protection laws of organisations. */
@Resolver()
export class OrganisationRegimeResolver {
  constructor(private readonly regimes: OrganisationRegimes) {}

  @Mutation(() => SetOrganisationRegimeResult, {
    description:
      'Puts an organisation under a data protection law; items that are recorded already keep theirs; for the system administration.',
  })
  async setOrganisationRegime(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: SetOrganisationRegimeInput,
  ) {
    return toMutationResult(await this.regimes.set(principal, input), (value) => value);
  }
}
