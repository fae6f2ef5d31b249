/** What somebody wants who sends a command, as it stands behind „wollte“. */
const INTENTIONS = {
  openCase: 'einen Fall eröffnen',
  linkPersonAccount: 'der Person ihren eigenen Zugang geben',
  addCaseParticipation: 'eine Stelle am Fall beteiligen',
  recordEntryInterview: 'das Einstiegsinterview festhalten',
  recordLifeAreaEntry: 'einen Bedarf oder eine Stärke festhalten',
  addCaseToProgramme: 'den Fall zum Projekt zählen',
  startProcess: 'einen Vorgang beginnen',
  sendProcessEvent: 'einen Schritt melden',
  requestConference: 'eine Fallkonferenz beantragen',
  keepInterpreter: 'eine Sprachmittlung in den Pool aufnehmen',
  scheduleConference: 'einen Termin setzen',
  cancelConference: 'eine Fallkonferenz absagen',
  openConferenceSession: 'die Sitzung eröffnen',
  recordConference: 'das Protokoll schreiben',
  submitConferenceRecord: 'das Protokoll zur Abstimmung vorlegen',
  agreeToConferenceRecord: 'dem Protokoll zustimmen',
  purgeUnneeded: 'unnötige Daten zurücknehmen',
  approveConferenceRecord: 'das Protokoll freigeben',
  offerConsent: 'eine Erklärung vorlegen',
  grantConsent: 'einwilligen',
  refuseConsent: 'eine Einwilligung ablehnen',
  revokeConsent: 'eine Einwilligung widerrufen',
  reportFinding: 'einen Befund melden',
  releaseFinding: 'einen Befund freigeben',
  createTheme: 'Befunde zu einem Thema zusammenführen',
  foundWorkingGroup: 'eine Arbeitsgruppe gründen',
  assignTheme: 'ein Thema einer Arbeitsgruppe anbieten',
  answerThemeAssignment: 'für die Arbeitsgruppe antworten',
  planMeasure: 'eine Maßnahme vereinbaren',
} as const;

/** Commands the story uses. */
export type CommandName = keyof typeof INTENTIONS;

/** Commands whose input type has another name than their own: the steps of a conference share one. */
const SHARED_INPUTS: Partial<Record<CommandName, string>> = {
  openConferenceSession: 'OpenConferenceSessionInput',
  approveConferenceRecord: 'ApproveConferenceRecordInput',
};

/** Input type of a command in the schema. */
export function inputTypeOf(name: CommandName): string {
  return SHARED_INPUTS[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
}

/** The intention behind a command, German. */
export function intentionOf(name: CommandName): string {
  return INTENTIONS[name];
}
