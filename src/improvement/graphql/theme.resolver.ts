import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import type { DomainError, Result, ThemeId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
  InputArg,
} from '../../platform/graphql/index.js';
import { Process, ProcessQueries, toProcess } from '../../workflow/index.js';
import { AnswerThemeAssignment } from '../application/answer-theme-assignment.js';
import { AssignTheme } from '../application/assign-theme.js';
import { MergeFindings } from '../application/merge-findings.js';
import { StructureReader } from '../application/structure-reader.js';
import { Measure } from './measure.type.js';
import { MeasuresOfThemeLoader } from './structure.loader.js';
import * as inputs from './theme.input.js';
import * as types from './theme.type.js';

const THEMES = 'themes.created';

/** Themes. */
@Resolver(() => types.Theme)
export class ThemeResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
    private readonly measuresOfTheme: MeasuresOfThemeLoader,
    private readonly processes: ProcessQueries,
  ) {}

  @Query(() => types.Theme, { description: 'A theme.' })
  async theme(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the theme.' }, ParseUUIDPipe) id: ThemeId,
  ): Promise<types.Theme> {
    return this.unitOfWork.run(principal, (tx) => this.reader.theme(tx, id));
  }

  @Query(() => types.ThemeConnection, { description: 'Themes, newest first.' })
  async themes(
    @CurrentPrincipal() principal: Principal,
    @Args() args: types.ThemesArgs,
  ): Promise<Connection<types.Theme>> {
    const after = args.position(THEMES, { sortKey: 'uuid' });
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.themes(tx, {
        limit: args.first + 1,
        afterId: after?.id,
        programmeId: args.programmeId ?? undefined,
      }),
    );
    return toConnection(rows, args.first, (row) => ({ sortKey: row.id, id: row.id }), {
      list: THEMES,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => [Measure], { description: 'Measures agreed on it, by due date.' })
  async measures(
    @Parent() parent: types.Theme,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<readonly Measure[]> {
    return this.measuresOfTheme.load(context.loaders, principal, parent.id);
  }

  @ResolveField(() => Process, { description: 'Its process, with what may happen next.' })
  async process(@Parent() parent: types.Theme, @CurrentPrincipal() principal: Principal): Promise<Process> {
    return toProcess(await this.processes.get(principal, parent.processId));
  }
}

/** Commands on themes. */
@Resolver()
export class ThemeCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
    private readonly merge: MergeFindings,
    private readonly assign: AssignTheme,
    private readonly answerOffer: AnswerThemeAssignment,
  ) {}

  @Mutation(() => types.CreateThemeResult, {
    description: 'Merges findings into a theme; by the coordination.',
  })
  async createTheme(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.CreateThemeInput) {
    return this.answer(principal, await this.merge.createTheme(principal, input));
  }

  @Mutation(() => types.AddFindingsToThemeResult, {
    description: 'Merges further findings into a theme; by the coordination.',
  })
  async addFindingsToTheme(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AddFindingsToThemeInput,
  ) {
    return this.answer(principal, await this.merge.addFindings(principal, input));
  }

  @Mutation(() => types.AssignThemeResult, {
    description: 'Offers a theme to a working group; by coordination or steering group.',
  })
  async assignTheme(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.AssignThemeInput) {
    return this.answer(principal, await this.assign.execute(principal, input));
  }

  @Mutation(() => types.AnswerThemeAssignmentResult, {
    description: 'Takes a theme, or says why not; by the unit that leads the group.',
  })
  async answerThemeAssignment(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerThemeAssignmentInput,
  ) {
    return this.answer(principal, await this.answerOffer.execute(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly themeId: ThemeId }, DomainError>,
  ): Promise<types.ThemePayload | UserFacingError> {
    if (!result.ok) return result.error;
    return {
      theme: await this.unitOfWork.run(principal, (tx) => this.reader.theme(tx, result.value.themeId)),
    };
  }
}
