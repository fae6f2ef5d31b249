import type { StaffId, UnitId } from '../../kernel/index.js';
import type { SharingBlock } from '../../sharing/index.js';
import type { ConferenceMode } from './conference.js';
import type { KindRule, QuorumRule } from './conference-kinds.js';

/** Body as the blocks look at it. */
export interface BlockBody {
  readonly unitId: UnitId;
  readonly name: string;
  /** Who comes for it; `null` while nobody is named. */
  readonly staffId: StaffId | null;
  /** May have to report to the immigration office (§ 87 Abs. 2 AufenthG). */
  readonly mayHaveToReport: boolean;
  /** Police or prosecution: no conference is held with them. */
  readonly isEnforcement: boolean;
  /** The guiding question cannot be answered without it. */
  readonly isEssential: boolean;
  /** It takes part; a body that left the circle does not. */
  readonly takesPart: boolean;
  /** It said that it will not come, or is not there. */
  readonly isAbsent: boolean;
  /** May it take on tasks; `undefined` while it has not said. */
  readonly hasMandate: boolean | undefined;
  /** The protected case was opened for it, with warning, consent and second release. */
  readonly wasOpened: boolean;
}

/** Participant that something concerns. */
export interface BlockConcern {
  readonly unitId: UnitId;
  readonly staffId: StaffId | null;
}

/** Everything the blocks rest on, looked up beforehand. */
export interface BlockFacts {
  readonly rule: Pick<KindRule, 'neededRoles' | 'hasLegalConsequences' | 'needsAnonymisationRelease'>;
  readonly mode: ConferenceMode;
  /** A date lies ahead or the sitting runs: only then what the sitting needs is asked for. */
  readonly dateIsSet: boolean;
  readonly convenerUnitId: UnitId;
  readonly bodies: readonly BlockBody[];
  /** What the decision table says of bodies that take part. */
  readonly sharing: readonly SharingBlock[];
  /** The case lies in a protected compartment. */
  readonly isProtected: boolean;
  readonly personObjects: boolean;
  /** Somebody is in danger: the conference may be held although the person objects. */
  readonly outweighsObjection: boolean;
  readonly personInvited: boolean;
  readonly interpreter: {
    readonly needed: boolean;
    readonly bookedLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  };
  readonly hasChair: boolean;
  readonly hasRecorder: boolean;
  /** The unit that leads the case convenes or takes part. */
  readonly caseLeadTakesPart: boolean;
  readonly quorum: QuorumRule;
  /** Held as a consultation: nothing is decided, so that no quorum is needed. */
  readonly isConsultation: boolean;
  readonly conflicts: readonly BlockConcern[];
  readonly undertakingsMissing: readonly BlockConcern[];
  readonly contributionsMissing: readonly UnitId[];
  /** `null` when there is nothing to release. */
  readonly anonymisationReleased: boolean | null;
}
