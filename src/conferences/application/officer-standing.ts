import { Injectable } from '@nestjs/common';
import type { ConferenceId, UnitId } from '../../kernel/index.js';
import { hasRole, type Principal, type Tx } from '../../platform/index.js';
import { CaseRelations, processActor } from '../../sharing/index.js';
import { findConference, listParticipants } from '../persistence/conference.repository.js';
import type { ConferenceStanding } from './conference-access.js';

/** Whether somebody is the officer of the convening unit, or of this body that takes part. */
export function isOfficerFor(
  principal: Principal,
  { conference, participants }: Pick<ConferenceStanding, 'conference' | 'participants'>,
  unitId: UnitId,
): boolean {
  const isOf = (id: UnitId): boolean => hasRole(principal, ['DATA_PROTECTION_OFFICER'], id);
  return (
    isOf(conference.convenerUnitId) || (isOf(unitId) && participants.some((body) => body.unitId === unitId))
  );
}

/**
 * How data protection officers stand to a conference: they have no part in it and read nothing of it, but may keep
 * somebody out of it.
 */
@Injectable()
export class OfficerStanding {
  constructor(private readonly relations: CaseRelations) {}

  /**
   * The officer of the convening unit for everybody in the circle, the officer of a body for that body. For them as for
   * others there is no conference that names a protected case.
   *
   * @returns `undefined` for everybody else, and when it is not there.
   */
  async find(
    tx: Tx,
    principal: Principal,
    { conferenceId, unitId }: { readonly conferenceId: ConferenceId; readonly unitId: UnitId },
  ): Promise<ConferenceStanding | undefined> {
    if (!hasRole(principal, ['DATA_PROTECTION_OFFICER'])) return undefined;
    return tx.exOfficio(async () => {
      const conference = await findConference(tx, conferenceId);
      if (!conference) return undefined;
      const { caseId, mode } = conference;
      const participants = await listParticipants(tx, conferenceId);
      if (!isOfficerFor(principal, { conference, participants }, unitId)) return undefined;
      const isHidden =
        caseId !== null && mode === 'IDENTIFIED' && (await this.relations.isProtected(tx, caseId));
      if (isHidden) return undefined;
      return {
        conference,
        participants,
        isConvener: false,
        isChair: false,
        isRecorder: false,
        isDeputy: false,
        isCaseLead: false,
        isClient: false,
        knowsCase: false,
        isOfConvenerUnit: false,
        unitIds: [],
        actor: processActor(principal, [], []),
      };
    });
  }
}
