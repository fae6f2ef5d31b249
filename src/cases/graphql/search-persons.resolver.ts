import { Args, Query, Resolver } from '@nestjs/graphql';
import { Clock, CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { RequestError } from '../../platform/graphql/index.js';
import { SearchPersons } from '../application/search-persons.js';
import { AskingRate } from '../domain/asking-rate.js';
import { Case } from './case.type.js';
import { SearchPersonsInput } from './search-persons.input.js';

/** Searches of one account in a minute, on one node. */
const SEARCHES_PER_MINUTE = 30;

/** Search by name. */
@Resolver()
export class SearchPersonsResolver {
  private readonly rate = new AskingRate(SEARCHES_PER_MINUTE);

  constructor(
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly search: SearchPersons,
  ) {}

  @Query(() => [Case], {
    description: `Open cases led by your units whose person has exactly this name and birth date; at most ${SEARCHES_PER_MINUTE} searches a minute.`,
  })
  async searchPersons(
    @CurrentPrincipal() principal: Principal,
    @Args('input', { description: 'Who is looked for.' }) input: SearchPersonsInput,
  ): Promise<readonly Case[]> {
    if (!this.rate.allows(principal.accountId, this.clock.now().epochMilliseconds))
      throw new RequestError('TOO_MANY_REQUESTS');
    const { givenNames, familyNames, birthDate } = input;
    return this.unitOfWork.run(principal, (tx) =>
      this.search.execute(tx, { givenNames, familyNames, birthDate: birthDate ?? null }),
    );
  }
}
