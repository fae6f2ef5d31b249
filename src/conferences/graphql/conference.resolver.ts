import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Case, Task } from '../../cases/index.js';
import type { ConferenceId, DomainError, Result } from '../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  CurrentPrincipal,
  toConnection,
  type Connection,
  type UserFacingError,
  InputArg,
} from '../../platform/graphql/index.js';
import { Process, ProcessQueries, toProcess } from '../../workflow/index.js';
import { ConductConference } from '../application/conduct-conference.js';
import { ConferenceReader } from '../application/conference-reader.js';
import { RecordConference } from '../application/record-conference.js';
import { RequestConference } from '../application/request-conference.js';
import { ScheduleConference } from '../application/schedule-conference.js';
import * as inputs from './conference.input.js';
import { ConferenceBlock } from './conference-block.type.js';
import { RequestConferenceInput } from './conference-request.input.js';
import { ConferenceDecision, ConferenceRecord } from './conference-record.type.js';
import * as types from './conference.type.js';

const CONFERENCES = 'conferences.requestedAt';

/** Conferences. */
@Resolver(() => types.CaseConference)
export class ConferenceResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConferenceReader,
    private readonly processes: ProcessQueries,
  ) {}

  @Query(() => types.CaseConference, { description: 'A conference you have to do with.' })
  async conference(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the conference.' }, ParseUUIDPipe)
    id: ConferenceId,
  ): Promise<types.CaseConference> {
    return this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id));
  }

  @Query(() => types.CaseConferenceConnection, {
    description:
      'Conferences you convene, chair, record, or in which your unit takes part; newest request first.',
  })
  async conferences(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.CaseConference>> {
    const after = args.position(CONFERENCES, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.reader.listOwn(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.requestedAt.toISOString(), id: row.id }), {
      list: CONFERENCES,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => [types.ConferenceParticipant], { description: 'Bodies that take part.' })
  async participants(
    @Parent() parent: types.CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.ConferenceParticipant[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.participants(tx, parent.id));
  }

  @ResolveField(() => [ConferenceBlock], {
    description:
      'What stands in its way now: all of it for the convening side and the chair, in plain words for the person, for a body what it can cure of its own.',
  })
  async blocks(
    @Parent() parent: types.CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly ConferenceBlock[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.blocks(tx, parent.id));
  }

  @ResolveField(() => ConferenceRecord, {
    nullable: true,
    description: 'The record, or the extract of your body.',
  })
  async record(
    @Parent() parent: types.CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ConferenceRecord | null> {
    return this.unitOfWork.run(principal, (tx) => this.reader.record(tx, parent.id));
  }

  @ResolveField(() => [ConferenceDecision], {
    description: 'Decisions; for a body the common ones and its own.',
  })
  async decisions(
    @Parent() parent: types.CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly ConferenceDecision[]> {
    const decisions = await this.unitOfWork.run(principal, (tx) => this.reader.decisions(tx, parent.id));
    return decisions.map((decision) => ({ ...decision, conferenceId: parent.id }));
  }

  @ResolveField(() => Process, { description: 'Its lifecycle, with what you may do next.' })
  async process(
    @Parent() parent: types.CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Process | null> {
    const [details] = await this.processes.listBySubject(principal, 'conference', parent.id);
    return details ? toProcess(details) : null;
  }
}

/** Commands on conferences. */
@Resolver()
export class ConferenceCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConferenceReader,
    private readonly request: RequestConference,
    private readonly schedule: ScheduleConference,
    private readonly record: RecordConference,
    private readonly conduct: ConductConference,
  ) {}

  @Mutation(() => types.RequestConferenceResult, {
    description: 'Requests a conference; the answer tells at once which body lacks consent or statute.',
  })
  async requestConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: RequestConferenceInput,
  ) {
    return this.answer(principal, await this.request.execute(principal, input));
  }

  @Mutation(() => types.ScheduleConferenceResult, {
    description: 'Sets the date; refused while a body lacks a basis.',
  })
  async scheduleConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ScheduleConferenceInput,
  ) {
    return this.answer(principal, await this.schedule.execute(principal, input));
  }

  @Mutation(() => types.OpenConferenceSessionResult, { description: 'The chair opens the sitting.' })
  async openConferenceSession(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.OpenConferenceSessionInput,
  ) {
    return this.answer(principal, await this.conduct.openSession(principal, input));
  }

  @Mutation(() => types.RecordConferenceResult, {
    description: 'The recorder writes the record; decisions become tasks.',
  })
  async recordConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordConferenceInput,
  ) {
    return this.answer(principal, await this.record.execute(principal, input));
  }

  @Mutation(() => types.ApproveConferenceRecordResult, { description: 'The chair approves the record.' })
  async approveConferenceRecord(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ApproveConferenceRecordInput,
  ) {
    return this.answer(principal, await this.conduct.approve(principal, input));
  }

  @Mutation(() => types.CloseConferenceResult, { description: 'Closes it once all its tasks have ended.' })
  async closeConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CloseConferenceInput,
  ) {
    return this.answer(principal, await this.conduct.close(principal, input));
  }

  @Mutation(() => types.PostponeConferenceResult, {
    description: 'Postpones it; people and room are free again.',
  })
  async postponeConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.PostponeConferenceInput,
  ) {
    return this.answer(principal, await this.conduct.postpone(principal, input));
  }

  @Mutation(() => types.CancelConferenceResult, {
    description: 'Cancels it; people and room are free again.',
  })
  async cancelConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CancelConferenceInput,
  ) {
    return this.answer(principal, await this.conduct.cancel(principal, input));
  }

  @Mutation(() => types.ObjectToConferenceResult, {
    description: 'The person wants no conference; no reason is asked.',
  })
  async objectToConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ObjectToConferenceInput,
  ) {
    return this.answer(principal, await this.conduct.object(principal, input));
  }

  @Mutation(() => types.AgreeToConferenceResult, {
    description: 'The person takes their objection back; nobody else can.',
  })
  async agreeToConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AgreeToConferenceInput,
  ) {
    return this.answer(principal, await this.conduct.agree(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly conferenceId: ConferenceId }, DomainError>,
  ): Promise<types.ConferencePayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { conferenceId } = result.value;
    return { conference: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, conferenceId)) };
  }
}

/** Tasks of a decision. */
@Resolver(() => ConferenceDecision)
export class ConferenceDecisionResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConferenceReader,
  ) {}

  @ResolveField(() => [Task], {
    description: 'Tasks that follow from it, as far as they are yours or you are inside.',
  })
  async tasks(
    @Parent() decision: ConferenceDecision,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly Task[]> {
    return this.unitOfWork.run(principal, (tx) =>
      this.reader.tasksOf(tx, decision.conferenceId, decision.id),
    );
  }
}

/** Conferences of a case. */
@Resolver(() => Case)
export class CaseConferencesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConferenceReader,
  ) {}

  @ResolveField(() => [types.CaseConference], {
    description: 'Conferences of the case, for the convening side and the person; empty for others.',
  })
  async conferences(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.CaseConference[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.listOfCase(tx, parent.id));
  }
}
