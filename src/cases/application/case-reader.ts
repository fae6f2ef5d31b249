import { Injectable } from '@nestjs/common';
import type { CaseId, PersonId, UnitId } from '../../kernel/index.js';
import { unitsOf, type Tx } from '../../platform/index.js';
import { CaseRelations, SharingService } from '../../sharing/index.js';
import type {
  CaseView,
  InterviewQuestion,
  LifeArea,
  MediationLevel,
  ParticipationView,
  Quotability,
  StatementKind,
} from '../domain/case.js';
import { findPersons, type PersonView } from '../persistence/person.repository.js';
import { CASE_ROLES } from './case-relations.database.js';

/** Entry interview with its answers. */
export interface InterviewView {
  readonly id: string;
  readonly heldOn: string;
  readonly language: string;
  readonly mediationLevel: MediationLevel | null;
  readonly useAnonymised: boolean;
  readonly answers: readonly {
    readonly question: InterviewQuestion;
    readonly original: string;
    readonly translation: string | null;
    readonly lifeArea: LifeArea | null;
    readonly quotable: Quotability;
  }[];
}

/** Need or resource. */
export interface LifeAreaEntryView {
  readonly id: string;
  readonly controllerUnitId: UnitId;
  readonly kind: 'NEED' | 'RESOURCE';
  readonly lifeArea: LifeArea;
  readonly text: string;
  readonly statement: StatementKind;
  readonly priority: number | null;
  readonly recordedAt: Date;
}

const CASE = `SELECT c.id, c.number, c.person_id AS "personId", c.lead_unit_id AS "leadUnitId",
                     c.lead_staff_id AS "leadStaffId", c.intensity, c.opened_on::text AS "openedOn",
                     CASE WHEN c.lead_unit_id = ANY($2::uuid[]) OR c.person_id = $3 THEN c.concern END AS concern
              FROM case_file c`;

/** Position in a list ordered by day and id. */
export interface CasePosition {
  readonly sortKey: string | number;
  readonly id: string;
}

/** Reads cases as far as the actor of the transaction may. Default: nothing. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly relations: CaseRelations,
    private readonly sharing: SharingService,
  ) {}

  /**
   * A case in which the actor takes part. `concern` is empty for others than the leading unit and the person.
   *
   * @throws {AccessDenied} not there, or not theirs.
   */
  async get(tx: Tx, caseId: CaseId): Promise<CaseView> {
    await this.relations.get(tx, caseId);
    const [row] = await tx.query<CaseView>(`${CASE} WHERE c.region_id = $1 AND c.id = $4`, [
      ...this.actor(tx),
      caseId,
    ]);
    if (!row) throw new Error('Case vanished inside a transaction');
    return row;
  }

  /** Up to `limit` cases in which the actor takes part now, newest first. */
  async list(tx: Tx, limit: number, after: CasePosition | undefined): Promise<CaseView[]> {
    return tx.query<CaseView>(
      `${CASE} WHERE c.region_id = $1
         AND (c.person_id = $3 OR EXISTS (SELECT 1 FROM case_participation p
              WHERE p.region_id = c.region_id AND p.case_id = c.id AND p.ended_at IS NULL
                AND p.unit_id = ANY($2::uuid[])))
         AND ($4::date IS NULL OR (c.opened_on, c.id) < ($4::date, $5::uuid))
       ORDER BY c.opened_on DESC, c.id DESC LIMIT $6`,
      [...this.actor(tx), after === undefined ? null : String(after.sortKey), after?.id ?? null, limit],
    );
  }

  /** Units that take or took part, in order of joining: all for the leading unit and the person, else own and leading. */
  async participations(tx: Tx, caseId: CaseId): Promise<ParticipationView[]> {
    const relation = await this.relations.get(tx, caseId);
    const seesAll = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    return tx.query<ParticipationView>(
      `SELECT unit_id AS "unitId", relation, started_at AS "startedAt", ended_at AS "endedAt"
       FROM case_participation
       WHERE region_id = $1 AND case_id = $2 AND ($3 OR relation = 'LEAD' OR unit_id = ANY($4::uuid[]))
       ORDER BY started_at, id`,
      [tx.regionId, caseId, seesAll, relation.unitIds],
    );
  }

  /**
   * The person of a case. Known to the person themself and to the leading unit; to other units only on a statute or a
   * consent for master data.
   *
   * @returns `null` when the actor may not know who it is.
   */
  async findPerson(tx: Tx, caseId: CaseId): Promise<PersonView | null> {
    const relation = await this.relations.get(tx, caseId);
    const mayKnow =
      relation.isClient ||
      relation.unitIds.includes(relation.leadUnitId) ||
      (await this.mayLearnMasterData(tx, caseId, relation.leadUnitId, relation.unitIds));
    if (!mayKnow) return null;
    const [person] = await findPersons(tx, [relation.personId]);
    return person ?? null;
  }

  private async mayLearnMasterData(
    tx: Tx,
    caseId: CaseId,
    fromUnitId: UnitId,
    unitIds: readonly UnitId[],
  ): Promise<boolean> {
    for (const toUnitId of unitIds) {
      const permitted = await this.sharing.isPermitted(tx, {
        caseId,
        fromUnitId,
        toUnitId,
        category: 'MASTER',
        purpose: 'CONF',
      });
      if (permitted) return true;
    }
    return false;
  }

  /** Entry interviews, for the leading unit and the person; empty for others. */
  async interviews(tx: Tx, caseId: CaseId): Promise<InterviewView[]> {
    const relation = await this.relations.get(tx, caseId);
    return tx.query<InterviewView>(
      `SELECT i.id, i.held_on::text AS "heldOn", i.language, i.mediation_level AS "mediationLevel",
              i.use_anonymised AS "useAnonymised",
              (SELECT json_agg(json_build_object('question', a.question, 'original', a.original,
                 'translation', a.translation, 'lifeArea', a.life_area, 'quotable', a.quotable)
                 ORDER BY array_position(ARRAY['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'],
                                         a.question), a.id)
               FROM interview_answer a WHERE a.region_id = i.region_id AND a.interview_id = i.id) AS answers
       FROM entry_interview i
       WHERE i.region_id = $1 AND i.case_id = $2 AND ($3 OR i.controller_unit_id = ANY($4::uuid[]))
       ORDER BY i.held_on, i.id`,
      [tx.regionId, caseId, relation.isClient, relation.unitIds],
    );
  }

  /** Needs and resources recorded by the actor's own units; all of them for the person. By life area. */
  async lifeAreaEntries(tx: Tx, caseId: CaseId): Promise<LifeAreaEntryView[]> {
    const relation = await this.relations.get(tx, caseId);
    return tx.query<LifeAreaEntryView>(
      `SELECT id, controller_unit_id AS "controllerUnitId", kind, life_area AS "lifeArea", text, statement, priority,
              recorded_at AS "recordedAt"
       FROM life_area_entry
       WHERE region_id = $1 AND case_id = $2 AND ($3 OR controller_unit_id = ANY($4::uuid[]))
       ORDER BY life_area, kind, id`,
      [tx.regionId, caseId, relation.isClient, relation.unitIds],
    );
  }

  private actor(tx: Tx): [string, readonly UnitId[], PersonId | null] {
    const { principal } = tx;
    return [
      tx.regionId,
      unitsOf(principal, ...CASE_ROLES),
      principal.kind === 'person' ? principal.personId : null,
    ];
  }
}
