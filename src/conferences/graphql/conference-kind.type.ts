import { Field, Int, ObjectType } from '@nestjs/graphql';
import { describedEnum } from '../../platform/graphql/index.js';
import type {
  DeclineGround,
  NeededRole,
  RefusedKind,
  Statute,
  UrgentBasis,
} from '../domain/conference-kinds.js';
import type { ConferenceKind, ConferenceMode } from '../domain/conference.js';
import { ConferenceKindEnum, ConferenceModeEnum } from './conference.enums.js';

export const RequestedConferenceKindEnum = describedEnum<ConferenceKind | RefusedKind>(
  'RequestedConferenceKind',
  'Kind as it is asked for; some are refused.',
  {
    INTEGRATION_IDENTIFIED: 'With the person, named «Fallkonferenz mit der Person»',
    LEARNING_ANONYMISED: 'A concrete case seen from all sides, anonymised «anonymisierte Fallkonferenz»',
    LEGAL_SPHERE_TRANSITION: 'Before a change of legal sphere «Rechtskreiswechsel»',
    REVIEW: 'Review of an earlier conference «Wiedervorlage»',
    URGENT: 'Urgent «Eilkonferenz»; needs a basis',
    PEER_ANONYMISED: 'Peer consultation «kollegiale Fallberatung»',
    STATUTORY_EXTERNAL: 'Held elsewhere; link it with `linkStatutoryConference`',
    PLANNING: 'On patterns, not on a person «Planungskonferenz»',
    POLICE: 'Never held here; refused with PURPOSE_NOT_ALLOWED',
    SECURITY: 'Never held here; refused with PURPOSE_NOT_ALLOWED',
    RETURN: 'Never held here; refused with PURPOSE_NOT_ALLOWED',
  },
);

export const UrgentBasisEnum = describedEnum<UrgentBasis>(
  'ConferenceUrgentBasis',
  'Why a conference may be urgent; nothing else is a reason.',
  {
    VITAL_INTERESTS: 'Danger to life or limb, § 34 StGB «Gefahr für Leib oder Leben»',
    CHILD_PROTECTION: 'Protection of a child, § 4 KKG, § 8a SGB VIII «Kindeswohl»',
    CONSENT: 'Consent of the person «Einwilligung»',
  },
);

export const DeclineGroundEnum = describedEnum<DeclineGround>(
  'ConferenceDeclineGround',
  'Why a request may be declined; there is no other ground (§ 20 Abs. 1 S. 3 SGB IX, as a rule of the platform).',
  {
    CONSENT_MISSING: 'Consent is missing «Einwilligung fehlt»',
    CLARIFIABLE_IN_WRITING: 'It can be clarified in writing «schriftlich klärbar»',
    DISPROPORTIONATE: 'The effort is out of proportion «unverhältnismäßiger Aufwand»',
  },
);

export const StatuteEnum = describedEnum<Statute>(
  'ConferenceStatute',
  'Statute that governs a conference held elsewhere.',
  {
    TEILHABEPLAN: 'Participation plan, § 20 SGB IX «Teilhabeplankonferenz»',
    GESAMTPLAN: 'Overall plan, § 119 SGB IX «Gesamtplankonferenz»',
    HILFEPLAN: 'Support plan, § 36 SGB VIII «Hilfeplangespräch»',
  },
);

export const NeededRoleEnum = describedEnum<NeededRole>(
  'ConferenceNeededRole',
  'Role without which a sitting cannot be held.',
  {
    MODERATOR: 'Chair «Moderation»',
    RECORDER: 'Recorder «Protokollführung»',
    CASE_LEAD: 'Unit that leads the case «Fallführung»',
  },
);

/** What holds for a kind. */
@ObjectType({ description: 'What holds for one kind of conference.' })
export class ConferenceKindRule {
  @Field(() => ConferenceKindEnum, { description: 'Kind.' })
  readonly kind!: ConferenceKind;

  @Field(() => String, { description: 'Name, German.' })
  readonly label!: string;

  @Field(() => [ConferenceModeEnum], { description: 'Modes it may be held in; empty: only linked.' })
  readonly modes!: readonly ConferenceMode[];

  @Field(() => String, { description: 'Norm or basis, German.' })
  readonly norm!: string;

  @Field(() => Int, { description: 'Usual length, minutes.' })
  readonly minutes!: number;

  @Field(() => Int, { description: 'Working days between invitation and sitting.' })
  readonly invitationWorkdays!: number;

  @Field(() => [NeededRoleEnum], { description: 'Roles it needs.' })
  readonly neededRoles!: readonly NeededRole[];

  @Field(() => Boolean, { description: 'Whether bodies may take tasks about the person from it.' })
  readonly mayGiveTasks!: boolean;

  @Field(() => Boolean, { description: 'Whether a basis of urgency is needed.' })
  readonly needsUrgentBasis!: boolean;
}
