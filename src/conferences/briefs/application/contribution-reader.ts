import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { CASE_ROLES } from '../../../cases/index.js';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import { hasRole, type Tx } from '../../../platform/index.js';
import { OralDisclosures } from '../../../sharing/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { legalDayOf } from '../../application/conference-service.js';
import { contributionDueOn } from '../domain/contribution.js';
import { ContributionRepository, type ContributionTexts } from '../persistence/contribution.repository.js';
import { briefRules } from './brief-rules.js';

/** A contribution as the reader may know it. */
export interface ContributionView extends Omit<ContributionTexts, 'withholding'> {
  /** Written after the last day for it; false while there is no date. */
  readonly isLate: boolean;
  /** How it stands between body and person, so that nobody reads it out to them; `null` for the person. */
  readonly withholding: ContributionTexts['withholding'] | null;
}

/** Reads contributions: the body its own, the person what is not withheld, others what they were told and may know. */
@Injectable()
export class ContributionReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly contributions: ContributionRepository,
    private readonly oral: OralDisclosures,
    private readonly accessLog: AccessLog,
  ) {}

  /** The last version of each body, by unit; those the reader may not know are left out. */
  async list(tx: Tx, id: ConferenceId): Promise<readonly ContributionView[]> {
    const standing = await this.access.get(tx, id);
    const all = await this.contributions.latest(tx, standing.conference);
    const told = await this.told(tx, standing, all);
    const due = dueOf(standing);
    const shown = all.flatMap((one): ContributionView[] => {
      const isOwn = this.isOf(tx, standing, one.unitId);
      if (!isOwn && !this.mayRead(standing, one, told)) return [];
      const isLate = due !== null && legalDayOf(one.writtenAt) > due;
      const withholding = standing.isClient ? null : one.withholding;
      return [{ ...one, isLate, withholding, withholdReason: isOwn ? one.withholdReason : null }];
    });
    if (shown.length > 0) this.note(tx, standing);
    return shown;
  }

  /** Last day for contributions, calendar date; `null` while there is no date. */
  async dueOn(tx: Tx, id: ConferenceId): Promise<string | null> {
    return dueOf(await this.access.get(tx, id));
  }

  private isOf(tx: Tx, { participants }: ConferenceStanding, unitId: UnitId): boolean {
    return participants.some((body) => body.unitId === unitId) && hasRole(tx.principal, CASE_ROLES, unitId);
  }

  private mayRead(
    { conference, isClient, isChair, isRecorder, isConvener, unitIds }: ConferenceStanding,
    { id, withholding, categories }: ContributionTexts,
    told: ReadonlySet<string>,
  ): boolean {
    // While nobody decided it is withheld: what was read once cannot be taken back.
    if (isClient) return withholding === 'NONE' || withholding === 'REJECTED';
    // What tells something of the person is for who was told, also once the conference names nobody any more.
    if (conference.mode === 'IDENTIFIED' || categories.length > 0) return told.has(id);
    return isChair || isRecorder || isConvener || unitIds.length > 0;
  }

  /** Contributions that units of the actor were told in full, and may know in full today. */
  private async told(
    tx: Tx,
    { conference: { caseId }, unitIds }: ConferenceStanding,
    all: readonly ContributionTexts[],
  ): Promise<ReadonlySet<string>> {
    if (caseId === null || unitIds.length === 0 || all.length === 0) return new Set();
    const ids = all.map(({ id }) => id);
    const ended = await this.oral.endedFor(tx, caseId, unitIds, ids);
    const given = (await this.oral.linesOf(tx, caseId, ids)).filter(({ toUnitId }) =>
      unitIds.includes(toUnitId),
    );
    return new Set(given.flatMap(({ contributionId: id }) => (id && !ended.has(id) ? [id] : [])));
  }

  private note(tx: Tx, { conference, isOfConvenerUnit, unitIds }: ConferenceStanding): void {
    const { id: objectId, caseId, mode, convenerUnitId } = conference;
    const of = caseId === null || mode === 'ANONYMISED' ? {} : { caseId };
    const unitId = isOfConvenerUnit ? convenerUnitId : unitIds[0];
    const entry = { objectType: 'conferenceContributions', objectId, unitId, ...of };
    this.accessLog.read(tx, entry, !isOfConvenerUnit);
  }
}

function dueOf({ conference: { startsAt } }: ConferenceStanding): string | null {
  if (startsAt === null) return null;
  return contributionDueOn(legalDayOf(startsAt), briefRules.contributions.workingDaysBefore);
}
