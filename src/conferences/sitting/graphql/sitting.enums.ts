import { describedEnum } from '../../../platform/graphql/index.js';
import type {
  AttendanceKind,
  BoxPurpose,
  ItemState,
  PauseReason,
  PersonForm,
  PersonTurn,
  Position,
  Presence,
  ReadBackAnswer,
  SealedAccess,
} from '../domain/sitting.js';
import type { TellingCode } from '../domain/tellings.js';

export const SittingItemStateEnum = describedEnum<ItemState>(
  'SittingItemState',
  'Where an item of a sitting stands.',
  {
    PLANNED: 'Still to come «geplant»',
    RUNNING: 'Runs «läuft»',
    PAUSED: 'Interrupted «unterbrochen»',
    STOPPED: 'Stopped before its end; the conference needs a new date «abgebrochen»',
    ENDED: 'Over «beendet»',
  },
);

export const SittingPauseReasonEnum = describedEnum<PauseReason>(
  'SittingPauseReason',
  'Why an item is interrupted.',
  {
    BREAK_OF_PERSON: 'The person asked for a break «Pause der Person»',
    BREAK: 'Break «Pause»',
    RECOGNISED: 'Somebody recognised the case; by what is not recorded «wiedererkannt»',
  },
);

export const PersonFormEnum = describedEnum<PersonForm>(
  'PersonParticipationForm',
  'How the person takes part.',
  {
    PRESENT: 'In the room «vor Ort»',
    VIDEO: 'By video «per Video»',
    COMPANION_SPEAKS: 'A companion speaks for them «Beistand spricht»',
    WRITTEN: 'In writing «schriftlich»',
    NOT_AT_ALL: 'Not at all «gar nicht»',
  },
);

export const PersonTurnEnum = describedEnum<PersonTurn>('PersonTurn', 'How the person had their turn.', {
  SPOKEN: 'Spoke «gesprochen»',
  COMPANION: 'Let somebody speak «Beistand hat gesprochen»',
  WRITTEN: 'Their words were read out «schriftlich»',
  DECLINED: 'Did not want to «verzichtet»',
});

export const ReadBackAnswerEnum = describedEnum<ReadBackAnswer>(
  'ReadBackAnswer',
  'What the person says to the summary that was read back.',
  {
    CONFIRMED: 'Confirms it «bestätigt»',
    DISSENTED: 'Dissents, in own words «widerspricht»',
    NOT_THERE: 'Was not there; it is sent to them «nicht da»',
  },
);

export const BodyPositionEnum = describedEnum<Position>(
  'BodyPositionKind',
  'What a body says to the result.',
  {
    AGREES: 'Agrees «stimmt zu»',
    AGREES_IF: 'Agrees on a condition, which becomes one of the decision «stimmt zu, wenn»',
    DISAGREES: 'Disagrees, with the ground «stimmt nicht zu»',
    NOT_COMPETENT: 'Not within its competence «nicht zuständig»',
  },
);

export const PresenceEnum = describedEnum<Presence>('SittingPresence', 'Whether somebody is there.', {
  PRESENT: 'In the room «anwesend»',
  VIDEO: 'By video «zugeschaltet»',
  APOLOGISED: 'Excused «entschuldigt»',
  ABSENT: 'Not there «abwesend»',
  LEFT: 'Left «gegangen»',
});

export const AttendanceKindEnum = describedEnum<AttendanceKind>(
  'SittingAttendanceKind',
  'As what somebody attends.',
  {
    BODY: 'For a body «für eine Stelle»',
    CHAIR: 'Chairs, or may in the place of the chair «Moderation»',
    RECORDER: 'Takes the record «Protokollführung»',
    INTERPRETER: 'Interprets «Sprachmittlung»',
    COMPANION: 'Accompanies the person, § 13 SGB X «Beistand»',
  },
);

export const SealedAccessEnum = describedEnum<SealedAccess>(
  'SealedEntryAccess',
  'Whether the person may read an entry of the sealed part.',
  {
    UNDECIDED: 'Not decided, so no «offen»',
    GRANTED: 'Yes «gewährt»',
    WITHHELD: 'No «nicht gewährt»',
  },
);

export const BoxPurposeEnum = describedEnum<BoxPurpose>(
  'AgendaBoxPurpose',
  'What a time box is reserved for.',
  {
    PERSON: 'The person speaks first «die Person spricht»',
    READ_BACK: 'The result is read back «Zurücklesen»',
    FINDINGS: 'Question for structural findings «Befund»',
  },
);

export const TellingCodeEnum = describedEnum<TellingCode>(
  'AgendaTellingCode',
  'What the chair is told about time.',
  {
    BOX_RUNS_OVER: 'A box takes longer than planned',
    BOX_CUT: 'A box was cut to make up for it',
    END_MOVES: 'Nothing is left to cut: the end moves',
  },
);

/** How somebody interrupts; recognising has a button of its own. */
export const BreakReasonEnum = describedEnum<'BREAK_OF_PERSON' | 'BREAK'>(
  'SittingBreakReason',
  'Who asked for a break.',
  { BREAK_OF_PERSON: 'The person «Pause der Person»', BREAK: 'Somebody else «Pause»' },
);

/** Who helps the person. */
export const HelperEnum = describedEnum<'INTERPRETER' | 'COMPANION'>(
  'SittingHelperKind',
  'Who is there for the person.',
  { INTERPRETER: 'Interprets «Sprachmittlung»', COMPANION: 'Accompanies «Beistand»' },
);

/** What is decided about an entry. */
export const SealedDecisionEnum = describedEnum<'GRANTED' | 'WITHHELD'>(
  'SealedEntryDecision',
  'Decision whether the person may read an entry.',
  { GRANTED: 'Yes «gewährt»', WITHHELD: 'No «nicht gewährt»' },
);
