import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  createConnection,
  DateScalar,
  DateTimeScalar,
  JsonScalar,
  type JsonObject,
} from '../../platform/graphql/index.js';
import type { JsonValue } from '../domain/definition.js';
import {
  DeadlineStatusEnum,
  ProcessActorKindEnum,
  ProcessCancelReasonEnum,
  ProcessStatusEnum,
} from './process.enums.js';

/** A definition that new processes start with. */
@ObjectType({ description: 'Definition of a process in its active version «Prozessdefinition».' })
export class ProcessDefinition {
  @Field(() => ID, { description: 'SHA-256 over the canonical JSON: the identity of the definition.' })
  readonly hash!: string;

  @Field(() => String, { description: 'Key, e.g. `beschaeftigungserlaubnis`.' })
  readonly key!: string;

  @Field(() => Int, { description: 'Version.' })
  readonly version!: number;

  @Field(() => String, { description: 'Title, German.' })
  readonly title!: string;

  @Field(() => String, { description: 'Title in plain German «Leichte Sprache».' })
  readonly titlePlain!: string;

  @Field(() => String, { description: 'Purpose, German.' })
  readonly purpose!: string;

  @Field(() => DateScalar, { description: 'Day of the state of law it describes «Rechtsstand».' })
  readonly lawVersion!: string;
}

/** A state the process is in. */
@ObjectType({ description: 'State the process is in; several when it runs in parallel «Stand».' })
export class ProcessActiveState {
  @Field(() => String, { description: 'Keys from the root, joined by dots.' })
  readonly path!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => String, {
    description: 'Labels of the states around it and its own, German, e.g. `Wohnen › Noch kein Antrag`.',
  })
  readonly pathLabel!: string;

  @Field(() => String, { description: 'Code of the body that must act next; waiting time is booked on it.' })
  readonly owner!: string;

  @Field(() => String, { description: 'Label of that body, German.' })
  readonly ownerLabel!: string;

  @Field(() => String, { nullable: true, description: 'What the person is told, in plain German.' })
  readonly plain!: string | null;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly since!: string;
}

/** An event some active state takes. */
@ObjectType({
  description: 'Event that some active state takes, with the reasons why the reader may not send it.',
})
export class ProcessAvailableEvent {
  @Field(() => String, { description: 'Type, as `sendProcessEvent` takes it.' })
  readonly type!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => Boolean, {
    description: 'Whether the reader may send it now. Conditions on the payload are checked when it is sent.',
  })
  readonly allowed!: boolean;

  @Field(() => [String], { description: 'Why not, German; empty when allowed.' })
  readonly reasons!: readonly string[];

  @Field(() => [String], { description: 'Legal basis «Rechtsgrundlage».' })
  readonly legalBasis!: readonly string[];

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'JSON Schema of its payload; null when it carries nothing.',
  })
  readonly payloadSchema!: JsonObject | null;
}

/** One entry of the event log. */
@ObjectType({ description: 'Entry of the event log of a process, without its payload «Verlauf».' })
export class ProcessEvent {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => Int, { description: 'Number within the process, from 1 without gaps.' })
  readonly seq!: number;

  @Field(() => String, { description: 'Type of the event.' })
  readonly type!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: string;

  @Field(() => ProcessActorKindEnum, { description: 'Who caused it.' })
  readonly actorKind!: string;

  @Field(() => String, { description: 'Owner code or relation under which the sender was admitted.' })
  readonly actorCode!: string;

  @Field(() => ID, { nullable: true, description: 'Unit for which a member of staff acted.' })
  readonly actorUnitId!: string | null;

  @Field(() => [String], { description: 'Ids of the active states before.' })
  readonly fromStates!: readonly string[];

  @Field(() => [String], { description: 'Ids of the active states after.' })
  readonly toStates!: readonly string[];

  @Field(() => [String], { description: 'Legal basis of the transitions taken «Rechtsgrundlage».' })
  readonly legalBasis!: readonly string[];
}

/** Page of the event log. */
export const ProcessEventConnection = createConnection(ProcessEvent);

/** A deadline. */
@ObjectType({ description: 'Deadline of a state «Frist». Days are calendar days in Germany.' })
export class ProcessDeadline {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name in the definition.' })
  readonly key!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => DateScalar, { description: 'Day of the triggering event «Fristbeginn».' })
  readonly startsOn!: string;

  @Field(() => DateScalar, { description: 'Last day on which it is kept «Fristende».' })
  readonly endsOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last working day before the nominal end: the day to plan with.',
  })
  readonly internalDueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Legal basis «Rechtsgrundlage».' })
  readonly legalBasis!: string | null;

  @Field(() => String, { description: 'How the dates were computed, German.' })
  readonly explanation!: string;

  @Field(() => DeadlineStatusEnum, { description: 'Whether it runs.' })
  readonly status!: string;

  @Field(() => String, { description: 'What every display of the date says beside it, German.' })
  readonly hint!: string;
}

/** A deadline that cannot be computed yet. */
@ObjectType({
  description: 'Deadline of an active state that cannot be computed, because its start is not recorded yet.',
})
export class ProcessDeadlineWithoutStart {
  @Field(() => String, { description: 'Name in the definition.' })
  readonly key!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => String, { description: 'Field of the process whose date is missing.' })
  readonly startField!: string;
}

/** Body whose turn it is. */
@ObjectType({ description: 'Body that must act next «am Zug».' })
export class ProcessWaitingFor {
  @Field(() => String, { description: 'Owner code.' })
  readonly owner!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly ownerLabel!: string;
}

/** A process; further fields are resolved when asked for. */
@ObjectType({ description: 'Running or ended process «Vorgang».' })
export class Process {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ProcessDefinition, {
    nullable: true,
    description:
      'Definition it runs on until it is migrated, which may be older than the active one; null when this release cannot run it.',
  })
  readonly definition!: ProcessDefinition | null;

  @Field(() => String, { description: 'What it is about, e.g. `case`.' })
  readonly subjectType!: string;

  @Field(() => ID, { description: 'Identifier of what it is about.' })
  readonly subjectId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Case it belongs to; null also for a reader who may not read that case.',
  })
  readonly caseId!: string | null;

  @Field(() => [ProcessActiveState], { description: 'States it is in, in the order of the definition.' })
  readonly activeStates!: readonly ProcessActiveState[];

  @Field(() => ProcessStatusEnum, { description: 'Whether it runs.' })
  readonly status!: string;

  @Field(() => Int, { description: 'Number of events so far; pass it as `expectedRevision`.' })
  readonly revision!: number;

  @Field(() => [ProcessWaitingFor], { description: 'Bodies that must act next; empty when it has ended.' })
  readonly waitingFor!: readonly ProcessWaitingFor[];

  @Field(() => DateTimeScalar, { description: 'Since when it waits for these bodies.' })
  readonly waitingSince!: string;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly startedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: string | null;

  @Field(() => ProcessCancelReasonEnum, { nullable: true, description: 'Why it was cancelled; only then.' })
  readonly cancelReason!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'What its final states say about the outcome: constants of the definition, never personal data; null while it runs, and for a reader who sees only a part.',
  })
  readonly output!: JsonValue;

  @Field(() => Int, { description: 'Number of the episode, from 1; a reopened process is the next one.' })
  readonly episode!: number;
}
