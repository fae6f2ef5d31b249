import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, type Principal } from '../../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
} from '../../../platform/graphql/index.js';
import { ReleaseFromQuarantine } from '../application/release-from-quarantine.js';
import { StuckProcessReader } from '../application/stuck-process-reader.js';
import { stuckCauses } from '../domain/stuck-cause.js';
import {
  ReleaseFromQuarantineInput,
  ReleaseFromQuarantineResult,
  StuckProcess,
  StuckProcessConnection,
} from './monitor.type.js';

const STUCK = 'stuckProcesses.since';

/** Processes that cannot move. */
@Resolver(() => StuckProcess)
export class MonitorResolver {
  constructor(
    private readonly reader: StuckProcessReader,
    private readonly release: ReleaseFromQuarantine,
  ) {}

  @Query(() => StuckProcessConnection, {
    description:
      'Processes that cannot move, longest stuck first; for project leads and those who run the system.',
  })
  async stuckProcesses(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<StuckProcess>> {
    const after = args.position(STUCK, { sortKey: 'instant' });
    const rows = await this.reader.list(principal, { limit: args.first + 1, after });
    const entries = rows.map((row) => ({ ...row, ...stuckCauses[row.cause] }));
    return toConnection(entries, args.first, ({ since, id }) => ({ sortKey: since, id }), {
      list: STUCK,
      hasPreviousPage: after !== undefined,
    });
  }

  @Mutation(() => ReleaseFromQuarantineResult, {
    description: 'Lets a held process run again, once its state fits; by those who run the system.',
  })
  async releaseFromQuarantine(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: ReleaseFromQuarantineInput,
  ) {
    return toMutationResult(await this.release.execute(principal, input), (payload) => payload);
  }
}
