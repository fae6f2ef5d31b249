import { EVIDENCE, NOTICES, shownText } from '#test/builders/case-work.js';
import { knownTables, tableHash, type DecisionTable } from '../../../src/sharing/index.js';

const shown = shownText('CONSENT');
const signedTable = knownTables.at(-1);

/** Values that arguments need to get past the checks of their form, by name. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  first: 5,
  language: shown.language,
  textVersion: shown.textVersion,
  textHash: shown.textHash,
  category: 'WORK',
  categories: ['WORK'],
  neededCategories: [],
  notices: NOTICES,
  purpose: 'CONF',
  evidence: EVIDENCE,
  birthPrecision: 'UNKNOWN',
  subject: 'jemand-neues',
  minutes: 30,
  kinds: ['CONFIDENTIALITY'],
  noticedAt: '2026-05-20T07:00:00Z',
  reportedAt: '2026-05-20T07:30:00Z',
  severity: 2,
  definitionKey: 'rechtskreiswechsel',
  decisions: [],
  attendees: [],
  members: [],
  answers: ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'].map((question) => ({
    question,
    original: 'Worte, die niemand kennt',
    quotable: 'NO',
  })),
  languages: [{ language: 'ti', level: 'NATIVE', mediationNeeded: true }],
  names: [{ kind: 'OFFICIAL', givenNames: 'Neu', familyNames: 'Beispiel', preferred: true }],
};

/** The same for one query or one type of input, where another value is needed, or one that may be left out. */
const BY_PLACE: Readonly<Record<string, unknown>> = {
  'Query.migrationPreview.key': 'rechtskreiswechsel',
  'Query.migrationPreview.from': '1',
  'Query.migrationPreview.to': '2',
  'StartProcessMigrationInput.key': 'rechtskreiswechsel',
  'StartProcessMigrationInput.from': '1',
  'StartProcessMigrationInput.to': '2',
  'SendProcessEventInput.type': 'ENTITLEMENT_CEASED',
  'SendProcessEventInput.payload': {
    reason: 'titleIssued',
    monthEnd: '2026-05-31',
    claimFrom: '2026-06-01',
  },
  'RecordEntryInterviewInput.heldOn': '2026-05-04',
  'SignOffDecisionTableInput.version': signedTable?.version,
  'SignOffDecisionTableInput.hash': signedTable && tableHash(signedTable),
  'RequestConferenceInput.kind': 'INTEGRATION_IDENTIFIED',
  'RequestConferenceInput.mode': 'IDENTIFIED',
  'RequestConferenceInput.identifiedReason': 'Leistungen müssen ineinandergreifen.',
  'ProposeConferenceInput.kind': 'INTEGRATION_IDENTIFIED',
  'ProposeConferenceInput.mode': 'IDENTIFIED',
  'ProposeConferenceInput.identifiedReason': 'Leistungen müssen ineinandergreifen.',
  'ConvertConferenceToAnonymisedInput.kind': 'URGENT',
  'SetConferenceQuorumInput.bodies': 2,
  'SetConferenceQuorumInput.validFrom': '2027-01-01',
  'OpenCaseInput.intakeNoticeVersion': '2026-11-1',
  'RequestCompartmentOpeningInput.warningVersion': '2026-11-1',
  'AnswerRequestInput.outcome': 'GRANTED',
  'RequestBreakGlassInput.reference': 'T-1',
  'ProposedDateInput.endsAt': '2026-06-10T09:00:00Z',
  'WeeklyHoursInput.from': '08:00',
  'WeeklyHoursInput.until': '16:00',
  'AddAbsenceInput.from': '2026-06-01T08:00',
  'AddAbsenceInput.until': '2026-06-02T08:00',
  'PlanningWishTimeInput.from': '08:00',
  'PlanningWishTimeInput.until': '12:00',
  'KeepRoomInput.capacity': 12,
  'KeepInterpreterInput.poolNumber': 'P-1',
  'KeepInterpreterInput.languages': [{ language: 'ti', variety: '' }],
  'SetConferencePlanningInput.durationMinutes': 60,
  'ScheduleConferenceInput.endsAt': '2026-06-10T09:00:00Z',
  'PlanConferencesInput.blocks': [],
  'EnterSittingBoxInput.boxKey': 'PERSON',
  'RecordConferenceInput.reviewOn': '2026-07-15',
  'ReportRecordCorrectionInput.target': 'DECISION',
  'AnswerRecordCorrectionInput.outcome': 'REJECTED',
  'PurgeUnneededInput.lines': [],
  'AnswerConferenceDecisionInput.outcome': 'CONFIRMED',
  'AddBescheidReferenceInput.remedy': 'WIDERSPRUCH_SGG',
  'AddBescheidReferenceInput.issuedOn': '2026-05-20',
  'AnswerCaseLeadOfferInput.answer': 'ACCEPTED',
  'AnswerCaseLeadOfferInput.intakeNoticeVersion': '2026-11-1',
  'DecideRetentionInput.recordKind': 'closedCase',
  'DecideRetentionInput.months': 12,
  'DecideRetentionInput.reason': 'Löschkonzept des Trägers',
  'ReleaseEntrustedItemInput.reason': 'Die Person braucht es, um sich zu wehren.',
  'DecideRetentionInput.validFrom': '2026-12-01',
  'SearchPersonsInput.givenNames': 'AmselName',
  'SearchPersonsInput.familyNames': 'X',
  'ProtectCaseInput.compartment': 'UNIT',
  'OpenCaseInput.compartment': 'NONE',
  'LimitConsentInput.categories': ['FACT_CM'],
  'DiscloseItemsInput.confirmedConditions': signedTable && conditionsOf(signedTable),
  'DiscloseItemsInput.necessity': 'TASK_OF_RECIPIENT',
  'BriefLineInput.section': 4,
  'ReleaseBriefInput.contentHash': '0'.repeat(64),
  'NationalityCountInput.nationality': 'SY',
  'FindingOriginInput.kind': 'CASE',
  'ConnectCalendarInput.serverUrl': 'http://127.0.0.1:1',
  'SetMailAddressInput.address': 'neu@example.org',
};

function conditionsOf({ rows, locks }: DecisionTable): readonly string[] {
  return [...new Set([...rows, ...locks].flatMap(({ conditions }) => conditions ?? []))];
}

/** The value for an argument, `undefined` where any of its type will do. */
export function fittingValue(place: string, name: string): unknown {
  return BY_PLACE[`${place}.${name}`] ?? BY_NAME[name];
}

/** Whether an argument is given although it may be left out. */
export function isGivenAt(place: string, name: string): boolean {
  return `${place}.${name}` in BY_PLACE;
}
