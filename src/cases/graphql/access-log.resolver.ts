import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { ConnectionArgs, toConnection, type Connection } from '../../platform/graphql/index.js';
import { WhoLooked } from '../application/who-looked.js';
import * as types from './access-log.type.js';

const AT_ME = 'myAccessLog.at';
const IN_UNITS = 'accessLog.at';

/** Reading the access log. */
@Resolver()
export class AccessLogResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly looks: WhoLooked,
  ) {}

  @Query(() => types.LookAtMeConnection, {
    description: 'Who looked at your papers in the last six months, newest first; for the person.',
  })
  async myAccessLog(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.LookAtMe>> {
    const after = args.position(AT_ME, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.looks.atMe(tx, args.first + 1, after));
    return toConnection(rows, args.first, sortedBy, { list: AT_ME, hasPreviousPage: after !== undefined });
  }

  @Query(() => types.AccessLogEntryConnection, {
    description:
      'What was looked at in the units you are data protection officer of, newest first; without content and names.',
  })
  async accessLog(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.AccessLogEntry>> {
    const after = args.position(IN_UNITS, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.looks.inMyUnits(tx, args.first + 1, after),
    );
    return toConnection(rows, args.first, sortedBy, { list: IN_UNITS, hasPreviousPage: after !== undefined });
  }
}

function sortedBy({ at, id }: { readonly at: Date; readonly id: string }) {
  return { sortKey: at.toISOString(), id };
}
