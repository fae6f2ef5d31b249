import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { asId } from '../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  toConnection,
  toMutationResult,
  type Connection,
  InputArg,
} from '../../platform/graphql/index.js';
import { ProcessQueries } from '../application/process-queries.js';
import { SendProcessEvent } from '../application/send-process-event.js';
import { StartProcess } from '../application/start-process.js';
import {
  ProcessIdArgs,
  ProcessesOfCaseArgs,
  SendProcessEventInput,
  StartProcessInput,
} from './process.input.js';
import { toAvailableEvent, toDeadline, toDefinition, toProcess, toProcessEvent } from './process.mapping.js';
import { SendProcessEventResult, StartProcessResult } from './process.result.js';
import {
  Process,
  ProcessAvailableEvent,
  ProcessDeadline,
  ProcessDeadlineWithoutStart,
  ProcessDefinition,
  ProcessEventConnection,
  type ProcessEvent,
} from './process.type.js';

const EVENTS = 'process.events';

/** Processes and the definitions they run on. */
@Resolver(() => Process)
export class ProcessResolver {
  constructor(
    private readonly queries: ProcessQueries,
    private readonly startProcessUseCase: StartProcess,
    private readonly sendProcessEventUseCase: SendProcessEvent,
  ) {}

  @Query(() => Process, { nullable: true, description: 'A process the reader may see «Vorgang».' })
  async process(@CurrentPrincipal() principal: Principal, @Args() { id }: ProcessIdArgs): Promise<Process> {
    return toProcess(await this.queries.get(principal, id));
  }

  @Query(() => [Process], {
    description: 'Processes of a case the reader may see, oldest first; a few dozen at most.',
  })
  async processesOfCase(
    @CurrentPrincipal() principal: Principal,
    @Args() { caseId }: ProcessesOfCaseArgs,
  ): Promise<Process[]> {
    return (await this.queries.listByCase(principal, caseId)).map(toProcess);
  }

  @Query(() => [ProcessDefinition], { description: 'Active definitions by key «Prozessdefinitionen».' })
  async processDefinitions(@CurrentPrincipal() principal: Principal): Promise<ProcessDefinition[]> {
    return (await this.queries.listDefinitions(principal)).map(toDefinition);
  }

  @Mutation(() => StartProcessResult, { description: 'Starts a process for a case.' })
  async startProcess(@CurrentPrincipal() principal: Principal, @InputArg() input: StartProcessInput) {
    const result = await this.startProcessUseCase.execute(principal, input);
    return toMutationResult(result, ({ processId }) => this.payload(principal, processId));
  }

  @Mutation(() => SendProcessEventResult, {
    description:
      'Sends an event to a process of a case. Other processes are moved by the commands of their capability.',
  })
  async sendProcessEvent(@CurrentPrincipal() principal: Principal, @InputArg() input: SendProcessEventInput) {
    const result = await this.sendProcessEventUseCase.execute(principal, input);
    return toMutationResult(result, async ({ processId, moved }) =>
      moved ? { process: toProcess(this.queries.afterEvent(moved)) } : this.payload(principal, processId),
    );
  }

  @ResolveField(() => [ProcessAvailableEvent], {
    description: 'What the reader may send now, and why not for the rest.',
  })
  async availableEvents(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: Process,
  ): Promise<ProcessAvailableEvent[]> {
    return (await this.queries.availableEvents(principal, asId(id))).map(toAvailableEvent);
  }

  @ResolveField(() => ProcessEventConnection, { description: 'Event log, oldest first «Verlauf».' })
  async events(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: Process,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<ProcessEvent>> {
    const after = args.position(EVENTS, { sortKey: 'integer' });
    const page = { afterSeq: Number(after?.sortKey ?? 0), limit: args.first + 1 };
    const rows = (await this.queries.events(principal, asId(id), page)).map(toProcessEvent);
    return toConnection(rows, args.first, (event) => ({ sortKey: String(event.seq), id: event.id }), {
      list: EVENTS,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => [ProcessDeadline], {
    description: 'Deadlines, open ones first, then by day «Fristen».',
  })
  async deadlines(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: Process,
  ): Promise<ProcessDeadline[]> {
    return (await this.queries.deadlines(principal, asId(id))).map(toDeadline);
  }

  @ResolveField(() => [ProcessDeadlineWithoutStart], {
    description: 'Deadlines of the active states that do not run yet, because their start is not recorded.',
  })
  async deadlinesWithoutStart(
    @CurrentPrincipal() principal: Principal,
    @Parent() { id }: Process,
  ): Promise<readonly ProcessDeadlineWithoutStart[]> {
    return this.queries.deadlinesWithoutStart(principal, asId(id));
  }

  private async payload(principal: Principal, processId: string): Promise<{ readonly process: Process }> {
    return { process: toProcess(await this.queries.get(principal, asId(processId))) };
  }
}
