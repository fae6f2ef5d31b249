import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { StaffId, UnitId } from '../../kernel/index.js';
import { describedEnum } from '../../platform/graphql/index.js';
import { SharingCategoryEnum, type SharingCategory } from '../../sharing/index.js';
import type { BlockCode, BlockScope, BlockSeverity, PreventedStep } from '../domain/blocks.js';
import type { WayOutCode } from '../domain/block-words.js';

export const ConferenceBlockCodeEnum = describedEnum<BlockCode>(
  'ConferenceBlockCode',
  'What stands in the way of a conference.',
  {
    PURPOSE_NOT_ALLOWED: 'Police, prosecution or enforcement «Zweck nicht erlaubt»',
    STATUS_RISK: 'A protected case and a public body that may have to report «§ 87 AufenthG»',
    PERSON_OBJECTS: 'The person does not want it «Nein der Person»',
    CONSENT_MISSING: 'The person could open it «Einwilligung fehlt»',
    NO_LEGAL_BASIS: 'Nothing the person can give opens it «keine Rechtsgrundlage»',
    CONFLICT: 'Conflict of interest or risk for the person, without reasons «Konflikt»',
    PERSON_NOT_INVITED: 'The person was not invited or informed «Person nicht eingeladen»',
    LANGUAGE_LEVEL: 'Interpreting is missing or not of a sufficient level «Dolmetschstufe»',
    ANON_NOT_RELEASED: 'The anonymisation was not released by a second person «Freigabe fehlt»',
    ROLE_MISSING: 'Chair, recorder, case lead or a body the question needs is missing «Rolle fehlt»',
    QUORUM: 'Too few bodies, or too few with a mandate «Beschlussfähigkeit»',
    UNDERTAKING_MISSING: 'A participant has not promised confidentiality «Verpflichtung fehlt»',
    MANDATE_MISSING: 'A body cannot take on tasks «Mandat fehlt»',
    CONTRIBUTION_MISSING: 'A body that does not come has not written «Beitrag fehlt»',
  },
);

export const BlockSeverityEnum = describedEnum<BlockSeverity>(
  'ConferenceBlockSeverity',
  'Whether it keeps something from happening.',
  { HARD: 'It does', SOFT: 'It is only to be known' },
);

export const BlockScopeEnum = describedEnum<BlockScope>('ConferenceBlockScope', 'Whom it keeps out.', {
  CONFERENCE: 'Everybody: the conference does not take place so',
  PARTICIPANT: 'Only the participant it concerns',
});

export const PreventedStepEnum = describedEnum<PreventedStep>(
  'ConferenceBlockStep',
  'First step it keeps from happening.',
  { SCHEDULING: 'A date, and the sitting', SITTING: 'The sitting' },
);

export const WayOutCodeEnum = describedEnum<WayOutCode>(
  'ConferenceWayOutCode',
  'What can be done about a block.',
  {
    OBTAIN_CONSENT: 'Ask the person for consent or release',
    REDUCE_DATA: 'Leave the category out',
    DROP_BODY: 'Leave the body out',
    CONVERT_TO_ANONYMISED: 'Confer without naming the person',
    INVITE_PERSON: 'Invite and inform the person',
    DO_NOT_HOLD: 'Do not hold it',
    RECORD_OBJECTION: 'Give reasons in the record why the danger outweighs the no',
    BOOK_QUALIFIED_INTERPRETER: 'Book a qualified or sworn interpreter',
    SUBSTITUTE: 'Name a substitute',
    POSTPONE: 'Postpone',
    HOLD_AS_CONSULTATION: 'Hold it as a consultation without decisions',
    GIVE_TASK_AS_REQUEST: 'Give the task as a request',
    SIGN_UNDERTAKING: 'Sign the undertaking',
    PROCEED_WITH_NOTE: 'Go on, with a note in the record',
    RELEASE_ANONYMISATION: 'Have the anonymisation released',
    EXCLUDE_PARTICIPANT: 'Exclude the participant',
    OTHER_CONVENER: 'Let another unit convene',
    OPEN_COMPARTMENT: 'Open the protected case for the body',
    REFUSE: 'Refuse',
  },
);

/** What can be done about a block. */
@ObjectType({ description: 'A way out of a block «Ausweg».' })
export class ConferenceWayOut {
  @Field(() => WayOutCodeEnum, { description: 'Which.' })
  readonly code!: WayOutCode;

  @Field(() => String, { description: 'German.' })
  readonly label!: string;
}

/** What stands in the way. */
@ObjectType({ description: 'What stands in the way of a conference «Hindernis».' })
export class ConferenceBlock {
  readonly unitId!: UnitId | null;

  @Field(() => ConferenceBlockCodeEnum, { description: 'What kind of block.' })
  readonly code!: BlockCode;

  @Field(() => BlockSeverityEnum, { description: 'Hard or soft.' })
  readonly severity!: BlockSeverity;

  @Field(() => BlockScopeEnum, { description: 'Whom it keeps out.' })
  readonly scope!: BlockScope;

  @Field(() => PreventedStepEnum, { description: 'First step it keeps from happening.' })
  readonly prevents!: PreventedStep;

  @Field(() => ID, { nullable: true, description: 'Staff member it concerns; null for whoever comes.' })
  readonly staffId!: StaffId | null;

  @Field(() => SharingCategoryEnum, {
    nullable: true,
    description: 'Category that may not be told; null for blocks that are not about data.',
  })
  readonly category!: SharingCategory | null;

  @Field(() => String, {
    description: 'What is wrong, German; for the person the same as `plain`.',
  })
  readonly sentence!: string;

  @Field(() => String, { description: 'The same in plain words, German «Einfache Sprache».' })
  readonly plain!: string;

  @Field(() => [ConferenceWayOut], { description: 'What can be done.' })
  readonly waysOut!: readonly ConferenceWayOut[];

  @Field(() => String, { description: 'What helps, as one German sentence.' })
  readonly wayOut!: string;
}
