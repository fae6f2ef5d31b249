import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { IsBoolean } from 'class-validator';
import type { CaseId, TaskId, UnitId } from '../../kernel/index.js';
import { ConnectionArgs, createConnection, DateScalar } from '../../platform/graphql/index.js';

/** Task. */
@ObjectType({
  description: 'Agreed step of a unit or of the person «Aufgabe». Silence never means acceptance.',
})
export class Task {
  readonly caseId!: CaseId | null;
  readonly unitId!: UnitId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: TaskId;

  @Field(() => String, {
    nullable: true,
    description:
      'What is to be done; readable without knowing the case. Null once the person of the case was erased.',
  })
  readonly title!: string | null;

  @Field(() => Boolean, { description: 'Whether the person themself holds it, as an offer.' })
  readonly heldByPerson!: boolean;

  @Field(() => DateScalar, { description: 'Day on which it is due.' })
  readonly dueOn!: string;
}

/** Page of tasks. */
export const TaskConnection = createConnection(Task);

/** Arguments of `tasks`. */
@ArgsType()
export class TasksArgs extends ConnectionArgs {
  @Field(() => Boolean, { defaultValue: true, description: 'Leave out tasks that have ended.' })
  @IsBoolean()
  readonly onlyOpen: boolean = true;
}
