import { describedEnum } from '../../platform/graphql/index.js';
import type { AnonymisationHint } from '../../sharing/index.js';
import type { FindingKind, FindingOriginKind } from '../domain/finding.js';
import type { MeasureDueState, MeasureHelped, MeasureState, ReviewConclusion } from '../domain/measure.js';
import type { CaseGroup } from '../domain/programme.js';
import type { AssignmentAnswer, RefusalReason, ThemeState } from '../domain/theme.js';
import type { FilledSeat, Seat } from '../domain/working-group.js';

export const CaseGroupEnum = describedEnum<CaseGroup>(
  'CaseGroup',
  'Group over which the case studies of a programme are spread.',
  {
    UNACCOMPANIED_MINOR: 'Came alone as a minor «unbegleitet minderjährig eingereist»',
    TOLERATED: 'Tolerated stay «Duldung»',
    ASYLUM_PROCEDURE: 'In the asylum procedure «im Asylverfahren»',
    RECOGNISED: 'Protection granted «anerkannt»',
    EU_CITIZEN: 'Citizen of the European Union «Unionsbürger*in»',
    OTHER_THIRD_COUNTRY: 'From another third country «Drittstaat»',
    NOT_NAMED: 'Not named «nicht angegeben»',
  },
);

export const FindingKindEnum = describedEnum<FindingKind>('FindingKind', 'What kind of finding it is.', {
  GAP: 'Nobody is in charge «Lücke»',
  DOUBLE_WORK: 'Several do the same «Doppelarbeit»',
  WAITING: 'Long waiting «Wartezeit»',
  CONTRADICTION: 'Bodies contradict each other «Widerspruch»',
  UNREADABLE_LETTER: 'A letter that is not understood «unverständliches Schreiben»',
  MISSING_OFFER: 'An offer is missing «fehlendes Angebot»',
  ACCESS_BARRIER: 'An offer is out of reach «Zugangshürde»',
  DISCRIMINATION: 'Discrimination «Diskriminierung»',
  GOOD_PRACTICE: 'Something that works well «gute Praxis»',
});

export const FindingOriginKindEnum = describedEnum<FindingOriginKind>(
  'FindingOriginKind',
  'From what a finding was learnt.',
  {
    CASE: 'From a case «Fall»',
    CONFERENCE: 'From a conference «Fallkonferenz»',
    INTERVIEW: 'From an entry interview «Einstiegsinterview»',
    FREE: 'From daily work «freie Meldung»',
  },
);

export const AnonymisationHintEnum = describedEnum<AnonymisationHint>(
  'AnonymisationHint',
  'Kind of identifier a text seems to contain.',
  {
    FILE_NUMBER: 'Number of a case or conference «Fallnummer»',
    EMAIL: 'E-mail address',
    PHONE: 'Telephone number',
    DATE: 'Exact date; the quarter is enough «Datum»',
    PERSON_NAME: 'Name of the person «Name»',
  },
);

export const ThemeStateEnum = describedEnum<ThemeState>('ThemeState', 'Where a theme stands.', {
  COLLECTING: 'Findings are being collected «in Sammlung»',
  ASSIGNED: 'Offered to a working group «zugewiesen»',
  ANSWER_OVERDUE: 'The group has not answered in time «Antwort überfällig»',
  ACCEPTED: 'A working group has taken it «angenommen»',
  MEASURES: 'Measures are agreed «Maßnahmen vereinbart»',
  PARKED: 'Parked with reason and date «zurückgestellt»',
  CLOSED: 'Closed «abgeschlossen»',
});

export const AssignmentAnswerEnum = describedEnum<AssignmentAnswer>(
  'ThemeAssignmentAnswer',
  'What a working group answers.',
  { ACCEPTED: 'Takes the theme «angenommen»', REFUSED: 'Does not take it «abgelehnt»' },
);

export const RefusalReasonEnum = describedEnum<RefusalReason>(
  'ThemeRefusalReason',
  'Why a working group does not take a theme.',
  {
    NOT_OUR_MANDATE: 'Outside its mandate «nicht unser Auftrag»',
    NO_CAPACITY: 'No capacity «keine Kapazität»',
    ALREADY_IN_WORK: 'Is being worked on elsewhere «wird schon bearbeitet»',
    OTHER: 'Another reason, see the comment «anderer Grund»',
  },
);

export const SeatEnum = describedEnum<Seat>('WorkingGroupSeat', 'Seat in a working group.', {
  LEAD: 'Leads the group «Leitung»',
  MEMBER: 'Member «Mitglied»',
  SELF_REPRESENTATION: 'Speaks for those it is about «Selbstvertretung»',
});

export const FilledSeatEnum = describedEnum<FilledSeat>(
  'WorkingGroupMemberSeat',
  'Seat beside the leading one.',
  { MEMBER: 'Member «Mitglied»', SELF_REPRESENTATION: 'Speaks for those it is about «Selbstvertretung»' },
);

export const MeasureStateEnum = describedEnum<MeasureState>('MeasureState', 'Where a measure stands.', {
  PLANNED: 'Planned «geplant»',
  IN_PROGRESS: 'In progress «in Umsetzung»',
  DONE: 'Carried out, effect open «umgesetzt, Wirkung offen»',
  REVIEW_OVERDUE: 'The review is overdue «Überprüfung überfällig»',
  REVIEWED: 'Effect reviewed «überprüft»',
  STOPPED: 'Stopped «beendet»',
});

export const MeasureDueStateEnum = describedEnum<MeasureDueState>(
  'MeasureDueState',
  'How far reminding and escalation have come.',
  {
    ON_TIME: 'On time «in der Zeit»',
    REMINDED: 'Overdue, the owner was reminded «erinnert»',
    ESCALATED: 'With the coordination «bei der Koordination»',
    FLAGGED: 'With the steering group «bei der Lenkungsgruppe»',
  },
);

export const MeasureHelpedEnum = describedEnum<MeasureHelped>('MeasureHelped', 'Did the measure help?', {
  YES: 'Yes «ja»',
  PARTLY: 'In part «teilweise»',
  NO: 'No «nein»',
  UNKNOWN: 'Not known «unbekannt»',
});

export const ReviewConclusionEnum = describedEnum<ReviewConclusion>(
  'MeasureReviewConclusion',
  'What follows from the review.',
  { CLOSE: 'Close «abschließen»', ADAPT: 'Adapt, with a new due date «anpassen»', STOP: 'Stop «beenden»' },
);
