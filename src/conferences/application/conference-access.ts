import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../cases/index.js';
import type { ConferenceId } from '../../kernel/index.js';
import { AccessDenied, hasRole, unitsOf, type Principal, type Tx } from '../../platform/index.js';
import { CaseRelations, processActor } from '../../sharing/index.js';
import type { ProcessActor } from '../../workflow/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../domain/conference.js';
import { findConference, listParticipants } from '../persistence/conference.repository.js';

/** How the actor stands to a conference. */
export interface ConferenceStanding {
  readonly conference: ConferenceRow;
  readonly participants: readonly ConferenceParticipant[];
  readonly isConvener: boolean;
  readonly isChair: boolean;
  readonly isRecorder: boolean;
  readonly isCaseLead: boolean;
  readonly isClient: boolean;
  /** Units of the actor that take part; the convening unit counts. */
  readonly unitIds: readonly string[];
  readonly actor: ProcessActor;
}

/** Tells who stands how to a conference. Default: not at all. */
@Injectable()
export class ConferenceAccess {
  constructor(private readonly relations: CaseRelations) {}

  /** @throws {AccessDenied} not there, or the actor has nothing to do with it. */
  async get(tx: Tx, id: ConferenceId): Promise<ConferenceStanding> {
    const standing = await this.find(tx, id, tx.principal);
    if (!standing) throw new AccessDenied();
    return standing;
  }

  /** `undefined` when the conference is not there or the actor has nothing to do with it. */
  async find(tx: Tx, id: ConferenceId, principal: Principal): Promise<ConferenceStanding | undefined> {
    const conference = await findConference(tx, id);
    if (!conference) return undefined;
    const participants = await listParticipants(tx, id);
    const relation =
      conference.caseId === null ? undefined : await this.relations.find(tx, conference.caseId);
    const staffId = principal.kind === 'staff' ? principal.staffId : undefined;
    const own = [...unitsOf(principal, ...CASE_ROLES), ...unitsOf(principal, 'PROJECT_LEAD', 'MODERATOR')];
    const unitIds = [...new Set(own)].filter(
      (unitId) => unitId === conference.convenerUnitId || participants.some((body) => body.unitId === unitId),
    );
    const standing = {
      conference,
      participants,
      isConvener: staffId !== undefined && this.isConvener(principal, conference, staffId),
      isChair: staffId !== undefined && conference.chairId === staffId,
      isRecorder: staffId !== undefined && conference.recorderId === staffId,
      isCaseLead: relation?.isLead === true,
      isClient: relation?.isClient === true,
      unitIds,
    };
    const concerned =
      principal.kind === 'system' ||
      standing.isConvener ||
      standing.isChair ||
      standing.isRecorder ||
      standing.isCaseLead ||
      standing.isClient ||
      unitIds.length > 0;
    if (!concerned) return undefined;
    return { ...standing, actor: processActor(principal, unitIds, relationCodes(standing)) };
  }

  private isConvener(principal: Principal, conference: ConferenceRow, staffId: string): boolean {
    return (
      conference.convenerStaffId === staffId ||
      hasRole(principal, ['UNIT_LEAD', 'PROJECT_LEAD'], conference.convenerUnitId)
    );
  }
}

function relationCodes(standing: Omit<ConferenceStanding, 'actor'>): readonly string[] {
  return [
    ...(standing.isConvener ? ['CONVENER'] : []),
    ...(standing.isChair ? ['CHAIR'] : []),
    ...(standing.isRecorder ? ['RECORDER'] : []),
    ...(standing.isCaseLead ? ['CASE_LEAD'] : []),
    ...(standing.isClient ? ['CLIENT'] : []),
  ];
}
