import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { UnitOfWork, type Principal } from '../../platform/index.js';
import { CurrentPrincipal } from '../../platform/graphql/index.js';
import { Consent, ConsentReader } from '../../sharing/index.js';
import { Process, ProcessQueries, toProcess } from '../../workflow/index.js';
import { Case } from './case.type.js';

/** What hangs on a case: its processes and the consents of the person. */
@Resolver(() => Case)
export class CaseLinksResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processes: ProcessQueries,
    private readonly consents: ConsentReader,
  ) {}

  @ResolveField(() => [Process], {
    name: 'processes',
    description: 'Processes of the case you may see, oldest first.',
  })
  async listProcesses(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly Process[]> {
    const processes = await this.processes.listBySubject(principal, 'case', parent.id);
    return processes.map(toProcess);
  }

  @ResolveField(() => [Consent], {
    name: 'consents',
    description: 'Consents and releases, as far as you gave them or your unit gives or receives under them.',
  })
  async listConsents(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly Consent[]> {
    return this.unitOfWork.run(principal, (tx) => this.consents.listOfCase(tx, parent.id));
  }
}
