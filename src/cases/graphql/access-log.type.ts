import { Field, ID, ObjectType } from '@nestjs/graphql';
import { createConnection, DateTimeScalar, describedEnum } from '../../platform/graphql/index.js';
import type { AccessRow } from '../application/who-looked.js';

export const AccessKindEnum = describedEnum<AccessRow['kind']>('AccessKind', 'How something was looked at.', {
  READ: 'Read',
  SEARCH: 'Searched or listed',
  EXPORT: 'Given out as a file',
  REFUSED: 'Asked for and refused',
});

/** Line for the person. */
@ObjectType({ description: 'Who looked at your papers «Wer hat nachgesehen?».' })
export class LookAtMe {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => AccessKindEnum, { description: 'How.' })
  readonly kind!: AccessRow['kind'];

  @Field(() => String, { nullable: true, description: 'Name of the unit; null when it is not known.' })
  readonly unitName!: string | null;

  @Field(() => String, { nullable: true, description: 'Function of who looked; not their name.' })
  readonly jobFunction!: string | null;

  @Field(() => String, { description: 'The same in one plain German sentence.' })
  readonly sentence!: string;
}

/** Page of them. */
export const LookAtMeConnection = createConnection(LookAtMe);

/** Line for the data protection officer. */
@ObjectType({
  description: 'Line of the access log without content; who of the staff it was is not told.',
})
export class AccessLogEntry {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => AccessKindEnum, { description: 'How.' })
  readonly kind!: AccessRow['kind'];

  @Field(() => String, { description: 'What kind of thing it was.' })
  readonly objectType!: string;

  @Field(() => String, { description: 'What for.' })
  readonly purpose!: string;

  @Field(() => ID, { nullable: true, description: 'The case; null for searches, and for what was refused.' })
  readonly caseId!: string | null;

  @Field(() => String, { nullable: true, description: 'Unit through which it was looked at.' })
  readonly unitName!: string | null;

  @Field(() => String, { nullable: true, description: 'Function of who looked.' })
  readonly jobFunction!: string | null;
}

/** Page of them. */
export const AccessLogEntryConnection = createConnection(AccessLogEntry);
