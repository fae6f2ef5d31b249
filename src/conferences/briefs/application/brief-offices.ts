import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { Clock, unitsOf, type Tx } from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { ConferenceService } from '../../application/conference-service.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { WordedLine } from '../persistence/brief.repository.js';
import { BriefLines } from './brief-lines.js';
import { isUnblocked } from './conference-phase.js';

/**
 * What chair and recorder of a conference with names may know of its brief. They come from bodies of their own, and
 * their office alone opens nothing: a line goes to their unit like to any other, where the decision table finds a basis,
 * and the register keeps it. Default: none.
 */
@Injectable()
export class BriefOffices {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly facts: ConferenceFacts,
    private readonly service: ConferenceService,
    private readonly lines: BriefLines,
  ) {}

  /** Units for which chair and recorder hold their office today, other than the convening one. */
  async unitsFor(tx: Tx, conference: ConferenceRow): Promise<readonly UnitId[]> {
    const { chairId, recorderId, convenerUnitId } = conference;
    const staffIds = [chairId, recorderId].flatMap((id) => id ?? []);
    const roles = await this.directory.listRoles(tx, staffIds, this.clock.today().toString());
    const held = roles.filter(
      ({ staffId, role }) =>
        (staffId === chairId && role === 'MODERATOR') || (staffId === recorderId && role === 'RECORDER'),
    );
    return [...new Set(held.map(({ unitId }) => unitId))].filter((unitId) => unitId !== convenerUnitId);
  }

  /**
   * Lines that were told the unit of a chair or recorder and may still be read, while the conference is prepared or sits
   * and they owe no undertaking.
   */
  async told(
    tx: Tx,
    standing: ConferenceStanding,
    sent: readonly WordedLine[],
  ): Promise<readonly WordedLine[]> {
    const { conference, participants, isChair, isRecorder } = standing;
    const { principal } = tx;
    if (conference.caseId === null || principal.kind !== 'staff' || (!isChair && !isRecorder)) return [];
    if (!(await isUnblocked(this.service, tx, conference.id))) return [];
    const missing = (await this.facts.find('undertakingsMissing', tx, { conference, participants })) ?? [];
    if (missing.some(({ staffId }) => staffId === principal.staffId)) return [];
    const offices = await this.unitsFor(tx, conference);
    const own = unitsOf(principal, 'MODERATOR', 'RECORDER').filter((unitId) => offices.includes(unitId));
    if (own.length === 0) return [];
    return this.lines.told(tx, conference.caseId, own, sent);
  }
}
