import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Allow, IsOptional, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import {
  ConnectionArgs,
  JsonScalar,
  MutationInput,
  type JsonObject,
} from '../../../platform/graphql/index.js';

const VERSION = /^(?:[1-9]\d{0,3}|[0-9a-f]{8,64})$/;
const VERSION_MESSAGE = { message: 'Die Nummer einer Fassung oder der Anfang ihrer Prüfsumme ist nötig.' };
const KEY = /^[a-z][a-z0-9-]*$/;

/** Arguments of `migrationPreview`. */
@ArgsType()
export class MigrationPreviewArgs extends ConnectionArgs {
  @Field(() => String, { description: 'Key of the definition.' })
  @MaxLength(60)
  @Matches(KEY, { message: 'Der Schlüssel einer Definition ist nötig, etwa `beschaeftigungserlaubnis`.' })
  readonly key!: string;

  @Field(() => String, { description: 'Old version: its number, or the beginning of its hash.' })
  @Matches(VERSION, VERSION_MESSAGE)
  readonly from!: string;

  @Field(() => String, { description: 'New version: its number, or the beginning of its hash.' })
  @Matches(VERSION, VERSION_MESSAGE)
  readonly to!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Mapping by `workflows/migration.schema.json`; everything keeps its name without it.',
  })
  @IsOptional()
  @Allow()
  readonly mapping?: JsonObject | null;
}

/** Input of `startProcessMigration`. */
@InputType({ description: 'A migration of the running processes of a version to another version.' })
export class StartProcessMigrationInput extends MutationInput {
  @Field(() => String, { description: 'Key of the definition.' })
  @MaxLength(60)
  @Matches(KEY, { message: 'Der Schlüssel einer Definition ist nötig, etwa `beschaeftigungserlaubnis`.' })
  readonly key!: string;

  @Field(() => String, { description: 'Old version: its number, or the beginning of its hash.' })
  @Matches(VERSION, VERSION_MESSAGE)
  readonly from!: string;

  @Field(() => String, { description: 'New version: its number, or the beginning of its hash.' })
  @Matches(VERSION, VERSION_MESSAGE)
  readonly to!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Mapping by `workflows/migration.schema.json`; everything keeps its name without it.',
  })
  @IsOptional()
  @Allow()
  readonly mapping?: JsonObject;

  @Field(() => String, {
    description: 'Why running processes are moved, 10 to 1000 characters; nothing about persons.',
  })
  @Length(10, 1_000)
  readonly reason!: string;
}

/** Input of the mutations that steer a migration. */
@InputType({ isAbstract: true })
abstract class MigrationIdInput extends MutationInput {
  @Field(() => ID, { description: 'Migration.' })
  @IsUUID()
  readonly migrationId!: string;
}

/** Input of `approveProcessMigration`. */
@InputType({ description: 'A proposed migration that may run.' })
export class ApproveProcessMigrationInput extends MigrationIdInput {}

/** Input of `cancelProcessMigration`. */
@InputType({ description: 'An open migration that shall end.' })
export class CancelProcessMigrationInput extends MigrationIdInput {}

/** Arguments that name a migration. */
@ArgsType()
export class MigrationIdArgs {
  @Field(() => ID, { description: 'Identifier of the migration.' })
  @IsUUID()
  readonly id!: string;
}
