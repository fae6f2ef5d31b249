import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../cases/index.js';
import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  hasRole,
  unitsOf,
  type Principal,
  type StaffRole,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, processActor } from '../../sharing/index.js';
import { WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../domain/conference.js';
import { findConference, listParticipants } from '../persistence/conference.repository.js';
import { listConflicts } from '../persistence/request.repository.js';

/** How the actor stands to a conference. */
export interface ConferenceStanding {
  readonly conference: ConferenceRow;
  readonly participants: readonly ConferenceParticipant[];
  readonly isConvener: boolean;
  readonly isChair: boolean;
  readonly isRecorder: boolean;
  /** May chair in the place of the chair. */
  readonly isDeputy: boolean;
  readonly isCaseLead: boolean;
  readonly isClient: boolean;
  /** The actor may read the case it is about; never for an anonymised one without a case. */
  readonly knowsCase: boolean;
  /** The actor works on cases in the convening unit, which brings the case. */
  readonly isOfConvenerUnit: boolean;
  /** Units of the actor that take part; the convening unit counts. */
  readonly unitIds: readonly UnitId[];
  readonly actor: ProcessActor;
}

/** States of a proposal in which the convener has invited nobody, or nobody any more. */
const UNTOLD = ['proposed', 'declined', 'cancelled'].map((state) => `case-conference.${state}`);

/** Tells who stands how to a conference. Default: not at all. */
@Injectable()
export class ConferenceAccess {
  constructor(
    private readonly relations: CaseRelations,
    private readonly engine: WorkflowEngine,
  ) {}

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
    if (conference.caseId !== null && (await this.relations.isClosedTo(tx, conference.caseId)))
      return undefined;
    const participants = await listParticipants(tx, id);
    const relation =
      conference.caseId === null ? undefined : await this.relations.find(tx, conference.caseId);
    if (!relation && (await this.isConcealed(tx, principal, conference))) return undefined;
    // Who is in conflict themselves has no part in it any more; what they know as case lead they know anyway.
    const isOut = principal.kind === 'staff' && (await this.isInConflict(tx, id, principal.staffId));
    const staffId = principal.kind === 'staff' && !isOut ? principal.staffId : undefined;
    const takingPart = actingUnits(principal, conference).filter(
      (unitId) =>
        unitId === conference.convenerUnitId ||
        (!isOut && participants.some((body) => body.unitId === unitId)),
    );
    const unitIds = await this.told(tx, conference, takingPart);
    const standing = {
      conference,
      participants,
      isConvener: this.isConvener(principal, conference),
      isChair: conference.chairId === staffId && hasRole(principal, ['MODERATOR']),
      isRecorder: conference.recorderId === staffId && hasRole(principal, ['RECORDER']),
      isDeputy: conference.deputyId === staffId && hasRole(principal, ['MODERATOR']),
      isCaseLead: relation?.isLead === true,
      isClient: relation?.isClient === true,
      knowsCase: relation !== undefined,
      isOfConvenerUnit: hasRole(principal, CASE_ROLES, conference.convenerUnitId),
      unitIds,
    };
    const concerned =
      principal.kind === 'system' ||
      standing.isConvener ||
      standing.isChair ||
      standing.isRecorder ||
      standing.isDeputy ||
      standing.isCaseLead ||
      standing.isClient ||
      unitIds.length > 0;
    if (!concerned) return undefined;
    return { ...standing, actor: processActor(principal, unitIds, relationCodes(standing)) };
  }

  /** Units that were told of a conference: of a proposal nobody hears but who made it and who convenes. */
  private async told(
    tx: Tx,
    { id, proposedByUnitId, convenerUnitId }: ConferenceRow,
    unitIds: readonly UnitId[],
  ): Promise<readonly UnitId[]> {
    if (proposedByUnitId === null || unitIds.length === 0) return unitIds;
    const [process] = await this.engine.findBySubject(tx, 'conference', id);
    const isTold = process !== undefined && !process.activeStates.some((state) => UNTOLD.includes(state));
    const between = [proposedByUnitId, convenerUnitId];
    return isTold ? unitIds : unitIds.filter((unitId) => between.includes(unitId));
  }

  private async isInConflict(tx: Tx, id: ConferenceId, staffId: StaffId): Promise<boolean> {
    return (await listConflicts(tx, id)).some((conflict) => conflict.staffId === staffId);
  }

  /** For whom a protected case does not exist, for them there is no conference that names it; not even as an invitation. */
  private async isConcealed(tx: Tx, principal: Principal, { caseId, mode }: ConferenceRow): Promise<boolean> {
    if (principal.kind === 'system' || caseId === null || mode === 'ANONYMISED') return false;
    return this.relations.isProtected(tx, caseId);
  }

  /** Who convened and still works there, and the head of the unit; a project lead only where no case is behind it. */
  private isConvener(principal: Principal, conference: ConferenceRow): boolean {
    const { convenerUnitId, convenerStaffId, caseId } = conference;
    if (principal.kind !== 'staff') return false;
    if (hasRole(principal, ['UNIT_LEAD'], convenerUnitId)) return true;
    if (caseId === null && hasRole(principal, ['PROJECT_LEAD'], convenerUnitId)) return true;
    return (
      convenerStaffId === principal.staffId && actingUnits(principal, conference).includes(convenerUnitId)
    );
  }
}

/**
 * Units through which the actor may have to do with a conference. Project lead and moderation count only where nobody
 * is named: through them alone nobody reaches an identified case.
 */
function actingUnits(principal: Principal, { mode }: ConferenceRow): readonly UnitId[] {
  const structural: readonly StaffRole[] = mode === 'ANONYMISED' ? ['PROJECT_LEAD', 'MODERATOR'] : [];
  return unitsOf(principal, ...CASE_ROLES, ...structural);
}

function relationCodes(standing: Omit<ConferenceStanding, 'actor'>): readonly string[] {
  return [
    ...(standing.isConvener ? ['CONVENER'] : []),
    ...(standing.isChair || standing.isDeputy ? ['CHAIR'] : []),
    ...(standing.isRecorder ? ['RECORDER'] : []),
    ...(standing.isCaseLead ? ['CASE_LEAD'] : []),
    ...(standing.isClient ? ['CLIENT'] : []),
  ];
}

/**
 * The case, for the line about a look at a conference. One without names does not lead to it: officers of a body read
 * what their staff looked at.
 */
export function caseToNote({
  conference: { caseId, mode },
  isOfConvenerUnit,
  knowsCase,
}: Pick<ConferenceStanding, 'conference' | 'isOfConvenerUnit' | 'knowsCase'>): { readonly caseId?: CaseId } {
  const mayLead = mode === 'IDENTIFIED' || (isOfConvenerUnit && knowsCase);
  return caseId !== null && mayLead ? { caseId } : {};
}
