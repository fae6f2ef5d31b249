import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import type { TimedBox } from '../domain/retime.js';
import type {
  AttendanceRow,
  BoxRow,
  ItemState,
  PauseReason,
  PersonPart,
  PositionRow,
  SealedEntryRow,
} from '../domain/sitting.js';
import type { Telling } from '../domain/tellings.js';

/** A sitting as far as the reader may know it. */
export interface SittingView {
  /** `null` for a conference that is a sitting of its own and has not begun to be one. */
  readonly id: string | null;
  /** Conference through which the reader looks. */
  readonly conferenceId: ConferenceId;
  readonly items: readonly ItemView[];
}

/** When an item is to be expected, or was held. */
interface ItemTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly delaySeconds: number;
}

/** «anderer Fall»: times, and nothing else. */
export interface OtherItem extends ItemTimes {
  readonly isOther: true;
}

/** An item that concerns the reader. */
export interface OwnItem extends ItemTimes {
  readonly isOther: false;
  readonly conferenceId: ConferenceId;
  readonly number: string;
  readonly topic: string;
  readonly state: ItemState;
  readonly revision: number;
  /** The reader chairs, or may in the place of the chair. */
  readonly leads: boolean;
  readonly agenda: readonly (BoxRow & Partial<TimedBox>)[];
  /** Since the begin, breaks not counted; from stored instants. */
  readonly elapsedSeconds?: number;
  readonly tellings: readonly Telling[];
  readonly pause: { readonly reason: PauseReason; readonly since: Date } | null;
  /** How often it was paused because somebody recognised the case. */
  readonly recognised?: number;
  /** What is entered; `null` for who is not in the room. */
  readonly content: ItemContent | null;
}

export type ItemView = OtherItem | OwnItem;

/** What is entered in an item. */
export interface ItemContent {
  readonly attendance: readonly AttendanceRow[];
  /** Entries of those who are in the room. */
  readonly room: readonly string[];
  /** Entries of those who came and are not bound to secrecy; for chair and recorder. */
  readonly outside: readonly string[];
  readonly person: PersonPart;
  readonly positions: readonly PositionRow[];
  /** Bodies in the room that have not said yet what they think of the result; for chair and recorder. */
  readonly unheard: readonly UnitId[];
  /** For chair and recorder, and of them for the person what was granted. */
  readonly sealed: readonly SealedEntryRow[];
  readonly personSpeaksFirst: boolean;
}
