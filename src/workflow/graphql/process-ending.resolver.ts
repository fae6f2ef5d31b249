import { Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { asId } from '../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../platform/index.js';
import { InputArg, toMutationResult } from '../../platform/graphql/index.js';
import { CancelProcess } from '../application/cancel-process.js';
import { ProcessQueries, type ProcessDetails } from '../application/process-queries.js';
import { ProcessRelatives } from '../application/process-relatives.js';
import { ReopenProcess } from '../application/reopen-process.js';
import { CancelProcessInput, ReopenProcessInput } from './process-ending.input.js';
import { CancelProcessResult, ReopenProcessResult } from './process-ending.result.js';
import { toProcess } from './process.mapping.js';
import { Process } from './process.type.js';

/** The end of processes, what follows on it, and what hangs together. */
@Resolver(() => Process)
export class ProcessEndingResolver {
  constructor(
    private readonly queries: ProcessQueries,
    private readonly relatives: ProcessRelatives,
    private readonly cancelProcessUseCase: CancelProcess,
    private readonly reopenProcessUseCase: ReopenProcess,
  ) {}

  @Mutation(() => CancelProcessResult, {
    description:
      'Cancels a running process for good, where its definition allows it «Abbruch». Nothing is deleted.',
  })
  async cancelProcess(@CurrentPrincipal() principal: Principal, @InputArg() input: CancelProcessInput) {
    const result = await this.cancelProcessUseCase.execute(principal, input);
    return toMutationResult(result, ({ processId }) => this.payload(principal, processId));
  }

  @Mutation(() => ReopenProcessResult, {
    description:
      'Takes an ended process up again as a new one of the active version, where the definition allows it «Wiederaufnahme».',
  })
  async reopenProcess(@CurrentPrincipal() principal: Principal, @InputArg() input: ReopenProcessInput) {
    const result = await this.reopenProcessUseCase.execute(principal, input);
    return toMutationResult(result, ({ processId }) => this.payload(principal, processId));
  }

  @ResolveField(() => Process, {
    nullable: true,
    description: 'The ended process that this one takes up again.',
  })
  async previousEpisode(@CurrentPrincipal() principal: Principal, @Parent() { id }: Process) {
    return shown(await this.relatives.previousEpisode(principal, asId(id)));
  }

  @ResolveField(() => Process, { nullable: true, description: 'The process that takes this one up again.' })
  async nextEpisode(@CurrentPrincipal() principal: Principal, @Parent() { id }: Process) {
    return shown(await this.relatives.nextEpisode(principal, asId(id)));
  }

  @ResolveField(() => Process, {
    nullable: true,
    description: 'The process that started this one as a part of itself «Hauptvorgang».',
  })
  async parentProcess(@CurrentPrincipal() principal: Principal, @Parent() { id }: Process) {
    return shown(await this.relatives.parent(principal, asId(id)));
  }

  @ResolveField(() => [Process], {
    description: 'Processes that this one started as parts of itself, oldest first «Teilvorgänge».',
  })
  async subProcesses(@CurrentPrincipal() principal: Principal, @Parent() { id }: Process) {
    return (await this.relatives.children(principal, asId(id))).map(toProcess);
  }

  private async payload(principal: Principal, processId: string): Promise<{ readonly process: Process }> {
    return { process: toProcess(await this.queries.get(principal, asId(processId))) };
  }
}

function shown(details: ProcessDetails | undefined): Process | null {
  return details ? toProcess(details) : null;
}
