import { Injectable } from '@nestjs/common';
import { AccessDenied, hasRole, type Principal, type Tx } from '../../../platform/index.js';
import type { ProcessActor } from '../../../workflow/index.js';
import { CaseRelations } from '../../application/case-relations.js';
import { decidingUnits } from '../../application/staff-actor.js';
import type { DataSubjectRequestId, RequestRecord } from '../domain/request.js';
import { findRequest, type RequestRow } from '../persistence/request.repository.js';

/** How somebody stands to a request. */
export interface RequestStanding {
  readonly isPerson: boolean;
  /** Staff of the controller that decide about data. */
  readonly isController: boolean;
  /** Data protection officer of the controller: knows that and when, not what. */
  readonly isOfficer: boolean;
}

/** Who may know of a request, and as what. */
@Injectable()
export class RequestAccess {
  constructor(private readonly relations: CaseRelations) {}

  /**
   * A controller that takes part in the case answers through those who may know the case; one that left it still
   * answers for what it holds.
   */
  async standing(
    tx: Tx,
    principal: Principal,
    request: Pick<RequestRecord, 'personId' | 'caseId' | 'controllerUnitId'>,
  ): Promise<RequestStanding> {
    const { controllerUnitId: unitId } = request;
    const isPerson = principal.kind === 'person' && principal.personId === request.personId;
    const isOfficer = hasRole(principal, ['DATA_PROTECTION_OFFICER'], unitId);
    if (!decidingUnits(principal).includes(unitId)) return { isPerson, isController: false, isOfficer };
    const participating = await this.relations.participatingUnits(tx, request.caseId);
    const relation = await this.relations.find(tx, request.caseId);
    const isController = participating.includes(unitId)
      ? relation?.unitIds.includes(unitId) === true
      : await this.mayKnowLeftCase(tx, request);
    return { isPerson, isController, isOfficer };
  }

  /** Of a protected case that was closed, only who knew it in the unit that led it last. */
  private async mayKnowLeftCase(
    tx: Tx,
    { caseId, controllerUnitId }: Pick<RequestRecord, 'caseId' | 'controllerUnitId'>,
  ): Promise<boolean> {
    if (!(await this.relations.isProtected(tx, caseId))) return true;
    const isLead = (await this.relations.leadUnit(tx, caseId)) === controllerUnitId;
    return isLead && !(await this.relations.isClosedTo(tx, caseId));
  }

  /** @throws {AccessDenied} the request is not there, or the actor stands in none of the wanted ways. */
  async get(
    tx: Tx,
    principal: Principal,
    id: DataSubjectRequestId,
    wanted: readonly (keyof RequestStanding)[],
  ): Promise<{ readonly request: RequestRow; readonly standing: RequestStanding }> {
    const request = await findRequest(tx, id);
    if (!request) throw new AccessDenied();
    const standing = await this.standing(tx, principal, request);
    if (!wanted.some((way) => standing[way])) throw new AccessDenied();
    return { request, standing };
  }
}

/** Codes under which the definition knows somebody. */
export function codesOf({ isPerson, isController, isOfficer }: RequestStanding): readonly string[] {
  return [
    ...(isPerson ? ['CLIENT'] : []),
    ...(isController ? ['CONTROLLER'] : []),
    ...(isOfficer ? ['DPO'] : []),
  ];
}

/** The actor of an event of a request. */
export function requestActor(
  principal: Principal,
  request: Pick<RequestRecord, 'controllerUnitId'>,
  standing: RequestStanding,
): ProcessActor {
  const unitId = standing.isPerson ? null : request.controllerUnitId;
  return { kind: principal.kind, id: principal.accountId, unitId, codes: codesOf(standing) };
}
