import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { asId, type ProcessId } from '../../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
} from '../../../platform/graphql/index.js';
import { ApproveProcessMigration } from '../application/approve-process-migration.js';
import { CancelProcessMigration } from '../application/cancel-process-migration.js';
import { MigrationQueries } from '../application/migration-queries.js';
import { StartProcessMigration } from '../application/start-process-migration.js';
import {
  ApproveProcessMigrationInput,
  CancelProcessMigrationInput,
  MigrationIdArgs,
  MigrationPreviewArgs,
  StartProcessMigrationInput,
} from './migration.input.js';
import { toForecastType, toItemType, toMigrationType } from './migration.mapping.js';
import {
  ApproveProcessMigrationResult,
  CancelProcessMigrationResult,
  MigrationPreviewResult,
  ProcessMigration,
  ProcessMigrationItemConnection,
  StartProcessMigrationResult,
  type ProcessMigrationItem,
} from './migration.type.js';

const ITEMS = 'processMigration.items';
const PREVIEW = 'migrationPreview.processes';

/** Migration of running processes, for project leads and administrators. */
@Resolver(() => ProcessMigration)
export class MigrationResolver {
  constructor(
    private readonly queries: MigrationQueries,
    private readonly startMigration: StartProcessMigration,
    private readonly approveMigration: ApproveProcessMigration,
    private readonly cancelMigration: CancelProcessMigration,
  ) {}

  @Query(() => MigrationPreviewResult, {
    description:
      'What a migration of running processes would do, with every deadline before and after; for project leads and administrators.',
  })
  async migrationPreview(@CurrentPrincipal() principal: Principal, @Args() args: MigrationPreviewArgs) {
    const { key, from, to, mapping, first } = args;
    const asked = { key, from, to, ...(mapping ? { mapping } : {}) };
    const result = await this.queries.preview(principal, asked, pageOf(args, PREVIEW));
    return toMutationResult(result, ({ head, forecasts }) => ({
      ...head,
      processes: connectionOf(forecasts.map(toForecastType), first, args, PREVIEW),
    }));
  }

  @Query(() => ProcessMigration, {
    nullable: true,
    description: 'A migration of running processes «Umstellung»; for project leads and administrators.',
  })
  async processMigration(
    @CurrentPrincipal() principal: Principal,
    @Args() { id }: MigrationIdArgs,
  ): Promise<ProcessMigration> {
    return toMigrationType(await this.queries.get(principal, id));
  }

  @ResolveField(() => ProcessMigrationItemConnection, { description: 'What became of each process.' })
  async items(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: ProcessMigration,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<ProcessMigrationItem>> {
    const items = await this.queries.items(principal, id, pageOf(args, ITEMS));
    return connectionOf(items.map(toItemType), args.first, args, ITEMS);
  }

  @Mutation(() => StartProcessMigrationResult, {
    description: 'Proposes a migration of running processes; it begins when a second person approves it.',
  })
  async startProcessMigration(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: StartProcessMigrationInput,
  ) {
    const result = await this.startMigration.execute(principal, input);
    return toMutationResult(result, ({ migrationId }) => this.payload(principal, migrationId));
  }

  @Mutation(() => ApproveProcessMigrationResult, {
    description: 'Approves a proposed migration; not by whoever proposed it.',
  })
  async approveProcessMigration(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: ApproveProcessMigrationInput,
  ) {
    const result = await this.approveMigration.execute(principal, input);
    return toMutationResult(result, ({ migrationId }) => this.payload(principal, migrationId));
  }

  @Mutation(() => CancelProcessMigrationResult, {
    description: 'Ends an open migration; processes that have been moved stay moved.',
  })
  async cancelProcessMigration(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: CancelProcessMigrationInput,
  ) {
    const result = await this.cancelMigration.execute(principal, input);
    return toMutationResult(result, ({ migrationId }) => this.payload(principal, migrationId));
  }

  private async payload(
    principal: Principal,
    migrationId: string,
  ): Promise<{ readonly migration: ProcessMigration }> {
    return { migration: toMigrationType(await this.queries.get(principal, migrationId)) };
  }
}

/** Page behind a cursor, with one entry more than shown. */
function pageOf(args: ConnectionArgs, list: string) {
  const after = args.position(list, { sortKey: 'uuid' });
  return { after: after ? asId<ProcessId>(after.id) : null, limit: args.first + 1 };
}

function connectionOf<Node extends { readonly processId: string }>(
  rows: readonly Node[],
  first: number,
  args: ConnectionArgs,
  list: string,
): Connection<Node> {
  const key = ({ processId: id }: Node) => ({ sortKey: id, id });
  const hasPreviousPage = args.after !== undefined && args.after !== null;
  return toConnection(rows, first, key, { list, hasPreviousPage });
}
