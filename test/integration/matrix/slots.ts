/** Identifiers that the world of the matrix has, by what they identify. */
export const KINDS = [
  'caseId',
  'protectedCaseId',
  'personId',
  'consentId',
  'offeredConsentId',
  'releaseId',
  'evidenceId',
  'itemId',
  'partnerItemId',
  'sharedItemId',
  'requestId',
  'noticeId',
  'breachId',
  'disclosureId',
  'conferenceId',
  'processId',
  'workItemId',
  'openingId',
  'breakGlassId',
  'themeId',
  'measureId',
  'programmeId',
  'findingId',
  'workingGroupId',
  'assignmentId',
  'migrationId',
  'roomId',
  'unitId',
  'partnerUnitId',
  'strangeUnitId',
  'leavingUnitId',
  'staffId',
] as const;

/** What an identifier identifies. */
export type Kind = (typeof KINDS)[number];

/** One identifier of each kind. */
export type Ids = Readonly<Record<Kind, string>>;

/** Kinds whose identifiers every body of the region may know: its directory. */
export const DIRECTORY_KINDS: readonly Kind[] = [
  'roomId',
  'unitId',
  'partnerUnitId',
  'strangeUnitId',
  'leavingUnitId',
  'staffId',
];

/** Arguments by name, wherever they stand. */
const BY_NAME: Readonly<Record<string, Kind>> = {
  caseId: 'caseId',
  consentId: 'consentId',
  conferenceId: 'conferenceId',
  itemId: 'itemId',
  itemIds: 'itemId',
  originItemId: 'sharedItemId',
  requestId: 'requestId',
  noticeId: 'noticeId',
  breachId: 'breachId',
  personIds: 'personId',
  controllerUnitIds: 'unitId',
  disclosureIds: 'disclosureId',
  processId: 'processId',
  workItemId: 'workItemId',
  openingId: 'openingId',
  themeId: 'themeId',
  foundedFromThemeId: 'themeId',
  measureId: 'measureId',
  programmeId: 'programmeId',
  findingId: 'findingId',
  findingIds: 'findingId',
  workingGroupId: 'workingGroupId',
  assignmentId: 'assignmentId',
  migrationId: 'migrationId',
  roomId: 'roomId',
  unitId: 'unitId',
  leadUnitId: 'unitId',
  discloserUnitId: 'unitId',
  convenerUnitId: 'unitId',
  fromUnitId: 'unitId',
  ownerUnitId: 'unitId',
  originUnitId: 'unitId',
  attendedUnitIds: 'partnerUnitId',
  toUnitId: 'partnerUnitId',
  recipientUnitId: 'partnerUnitId',
  staffId: 'staffId',
  toStaffId: 'staffId',
  chairId: 'staffId',
  recorderId: 'staffId',
  assigneeId: 'staffId',
};

/** Arguments that mean something else at one door. */
const BY_DOOR: Readonly<Record<string, Kind>> = {
  'Query.dataBreach.id': 'breachId',
  'Query.dataSubjectRequest.id': 'requestId',
  'Query.breakGlass.id': 'breakGlassId',
  'Query.case.id': 'caseId',
  'Query.conference.id': 'conferenceId',
  'Query.consent.id': 'consentId',
  'Query.process.id': 'processId',
  'Query.processMigration.id': 'migrationId',
  'Query.programme.id': 'programmeId',
  'Query.theme.id': 'themeId',
  'Query.compartmentOpenings.caseId': 'protectedCaseId',
  'Mutation.nameCaseCounsellor.caseId': 'protectedCaseId',
  'Mutation.requestCompartmentOpening.caseId': 'protectedCaseId',
  'Mutation.approveBreakGlass.id': 'breakGlassId',
  'Mutation.endBreakGlass.id': 'breakGlassId',
  'Mutation.refuseBreakGlass.id': 'breakGlassId',
  'Mutation.reviewBreakGlass.id': 'breakGlassId',
  'Mutation.reportFinding.id': 'caseId',
  'Mutation.grantConsent.consentId': 'offeredConsentId',
  'Mutation.refuseConsent.consentId': 'offeredConsentId',
  'Mutation.explainConsent.consentId': 'offeredConsentId',
  'Mutation.deferConsent.consentId': 'offeredConsentId',
  'Mutation.withdrawConsentOffer.consentId': 'offeredConsentId',
  'Mutation.requestMyRight.controllerUnitIds': 'unitId',
  'Mutation.addCaseParticipation.unitId': 'strangeUnitId',
  'Mutation.endCaseParticipation.unitId': 'leavingUnitId',
};

/** What an argument identifies. @throws {Error} nobody has decided yet: add it above. */
export function kindOf(door: string, argument: string): Kind {
  const kind = BY_DOOR[`${door}.${argument}`] ?? BY_NAME[argument];
  if (!kind) throw new Error(`What does ${door}(${argument}) identify? Add it to slots.ts`);
  return kind;
}
