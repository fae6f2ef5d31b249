import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import { UnitOfWork, type Principal } from '../../platform/index.js';
import {
  CurrentPrincipal,
  toConnection,
  type Connection,
  type GraphqlContext,
} from '../../platform/graphql/index.js';
import { Process, ProcessQueries, toProcess } from '../../workflow/index.js';
import { TaskBook } from '../application/task-book.js';
import { taskNumber } from '../domain/task-number.js';
import { Task, TaskConnection, TasksArgs } from './task.type.js';

const TASKS = 'tasks.dueOn';

/** Work list. */
@Resolver(() => Task)
export class TaskResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly book: TaskBook,
    private readonly units: UnitLoader,
    private readonly processes: ProcessQueries,
  ) {}

  @Query(() => TaskConnection, {
    description: 'Tasks of your units, or held by you; earliest due first «Arbeitsliste».',
  })
  async tasks(@CurrentPrincipal() principal: Principal, @Args() args: TasksArgs): Promise<Connection<Task>> {
    const after = args.position(TASKS, { sortKey: 'date' });
    const { onlyOpen, first } = args;
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.book.listOwn(tx, { limit: first + 1, after, onlyOpen }),
    );
    return toConnection(rows, first, (row) => ({ sortKey: row.dueOn, id: row.id }), {
      list: TASKS,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => String, {
    description: 'Short number by which reminders name it; says nothing of the case.',
  })
  number(@Parent() { id }: Task): string {
    return taskNumber(id);
  }

  @ResolveField(() => OrganisationUnit, {
    nullable: true,
    description: 'Unit that is to do it; null when the person holds it.',
  })
  async unit(
    @Parent() task: Task,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit | null> {
    return task.unitId === null ? null : this.units.load(context.loaders, principal, task.unitId);
  }

  @ResolveField(() => Process, {
    nullable: true,
    description: 'Its lifecycle; answer it with `sendProcessEvent`. Null for those who may not see it.',
  })
  async process(@Parent() task: Task, @CurrentPrincipal() principal: Principal): Promise<Process | null> {
    const [details] = await this.processes.listBySubject(principal, 'task', task.id);
    return details ? toProcess(details) : null;
  }
}
