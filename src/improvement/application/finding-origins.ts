import { Injectable } from '@nestjs/common';
import { CASE_ROLES, PersonRepository } from '../../cases/index.js';
import { asId, type CaseId, type PersonId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Tx } from '../../platform/index.js';
import { CaseRelations, SharingService, type CaseRelation } from '../../sharing/index.js';
import type { FindingOriginRef } from '../domain/finding.js';
import { STRUCTURE_ROLES } from './structure-access.js';

/** What has to be known of an origin before something is told about it. */
export interface FindingOriginFacts {
  /** Units of the actor that take part there: for one of them the finding is reported. */
  readonly unitIds: readonly UnitId[];
  /**
   * Names of the person it is about. Empty when the actor has no basis to know who it is: the aid must not answer
   * whether a guessed name was right.
   */
  readonly personNames: readonly string[];
  /** The person agreed to anonymised use where that has to be asked (interview). */
  readonly mayBeAnalysed: boolean;
}

/** Port to what findings come from. */
export abstract class FindingOrigins {
  /** @throws {AccessDenied} not there, or the actor does not take part in it. */
  abstract get(tx: Tx, origin: FindingOriginRef): Promise<FindingOriginFacts>;
}

interface ConferenceRow {
  readonly caseId: CaseId | null;
  readonly personId: PersonId | null;
  readonly isOfficer: boolean;
  readonly unitIds: readonly UnitId[];
}

/** Origins in the tables of cases and conferences. */
@Injectable()
export class DatabaseFindingOrigins extends FindingOrigins {
  constructor(
    private readonly relations: CaseRelations,
    private readonly sharing: SharingService,
    private readonly persons: PersonRepository,
  ) {
    super();
  }

  override async get(tx: Tx, origin: FindingOriginRef): Promise<FindingOriginFacts> {
    if (origin.kind === 'FREE') {
      return { unitIds: unitsOf(tx.principal, ...STRUCTURE_ROLES), personNames: [], mayBeAnalysed: true };
    }
    const { kind, id } = origin;
    if (id === undefined || id === null) throw new AccessDenied();
    switch (kind) {
      case 'CASE':
        return this.ofCase(tx, asId(id));
      case 'INTERVIEW':
        return this.ofInterview(tx, id);
      case 'CONFERENCE':
        return this.ofConference(tx, id);
    }
  }

  private async ofCase(tx: Tx, caseId: CaseId): Promise<FindingOriginFacts> {
    const relation = await this.relations.get(tx, caseId);
    const personNames = (await this.mayKnow(tx, relation)) ? await this.namesOf(tx, relation.personId) : [];
    return { unitIds: relation.unitIds, personNames, mayBeAnalysed: true };
  }

  private async ofInterview(tx: Tx, id: string): Promise<FindingOriginFacts> {
    const [interview] = await tx.query<{ caseId: CaseId; unitId: UnitId; useAnonymised: boolean }>(
      `SELECT case_id AS "caseId", controller_unit_id AS "unitId", use_anonymised AS "useAnonymised"
       FROM entry_interview WHERE region_id = $1 AND id = $2`,
      [tx.regionId, id],
    );
    if (!interview) throw new AccessDenied();
    const facts = await this.ofCase(tx, interview.caseId);
    const unitIds = facts.unitIds.filter((unitId) => unitId === interview.unitId);
    return { ...facts, unitIds, mayBeAnalysed: interview.useAnonymised };
  }

  private async ofConference(tx: Tx, id: string): Promise<FindingOriginFacts> {
    const staffId = tx.principal.kind === 'staff' ? tx.principal.staffId : null;
    const [conference] = await tx.query<ConferenceRow>(
      `SELECT c.case_id AS "caseId", f.person_id AS "personId",
              coalesce($3::uuid IN (c.chair_id, c.recorder_id), false) AS "isOfficer",
              array(SELECT p.unit_id FROM conference_participation p
                    WHERE p.region_id = c.region_id AND p.conference_id = c.id AND p.excluded_at IS NULL)::text[]
                || c.convener_unit_id::text AS "unitIds"
       FROM case_conference c
       LEFT JOIN case_file f ON f.region_id = c.region_id AND f.id = c.case_id
       WHERE c.region_id = $1 AND c.id = $2`,
      [tx.regionId, id, staffId],
    );
    if (!conference) throw new AccessDenied();
    const own = unitsOf(tx.principal, ...STRUCTURE_ROLES);
    const unitIds = conference.isOfficer ? own : own.filter((unitId) => conference.unitIds.includes(unitId));
    if (unitIds.length === 0) throw new AccessDenied();
    return { unitIds, personNames: await this.namesInConference(tx, conference), mayBeAnalysed: true };
  }

  /** The aid must not confirm guesses: it looks for names only where the reporter may know them today. */
  private async namesInConference(tx: Tx, conference: ConferenceRow): Promise<readonly string[]> {
    const { caseId, personId } = conference;
    if (caseId === null || personId === null) return [];
    const relation = await this.relations.find(tx, caseId);
    return relation && (await this.mayKnow(tx, relation)) ? this.namesOf(tx, personId) : [];
  }

  private async mayKnow(tx: Tx, relation: CaseRelation): Promise<boolean> {
    if (relation.unitIds.includes(relation.leadUnitId)) return true;
    for (const toUnitId of unitsOf(tx.principal, ...CASE_ROLES).filter((id) =>
      relation.unitIds.includes(id),
    )) {
      const permitted = await this.sharing.isPermitted(tx, {
        caseId: relation.caseId,
        fromUnitId: relation.leadUnitId,
        toUnitId,
        category: 'MASTER',
        purpose: 'CONF',
      });
      if (permitted) return true;
    }
    return false;
  }

  private async namesOf(tx: Tx, personId: PersonId): Promise<readonly string[]> {
    const [person] = await this.persons.find(tx, [personId]);
    const names = person?.names.flatMap(({ givenNames, familyNames }) => [givenNames, familyNames]) ?? [];
    return names.filter((name) => name !== null);
  }
}
