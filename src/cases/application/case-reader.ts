import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import type { CaseId, PersonId, UnitId } from '../../kernel/index.js';
import { PersonVault, prepared, unitsOf, type SealedValue, type Tx } from '../../platform/index.js';
import { CaseRelations, noteReading, SharingService, Visibility } from '../../sharing/index.js';
import type {
  CaseView,
  InterviewQuestion,
  LifeArea,
  ParticipationView,
  Quotability,
} from '../domain/case.js';
import { existsInUnit } from '../persistence/compartment.sql.js';
import { PersonRepository, type PersonView } from '../persistence/person.repository.js';
import { answerPlace, concernPlace } from '../persistence/sealed-places.js';
import { CASE_ROLES } from './case-relations.database.js';
import type { InterviewView, LifeAreaEntryView, ListedCase, SealedConcern } from './case-views.js';

interface AnswerRow {
  readonly id: string;
  readonly interviewId: string;
  readonly question: InterviewQuestion;
  readonly originalSealed: Buffer;
  readonly translationSealed: Buffer | null;
  readonly lifeArea: LifeArea | null;
  readonly quotable: Quotability;
}

// What the person came with was said to the unit that opened the case; who leads it later asks anew.
const CONCERN_TAKEN_BY = `(SELECT first.unit_id FROM case_participation first
  WHERE first.region_id = c.region_id AND first.case_id = c.id AND first.relation = 'LEAD'
  ORDER BY first.started_at, first.ended_at NULLS LAST, first.id LIMIT 1)`;

const CASE = `SELECT c.id, c.number, c.person_id AS "personId", c.lead_unit_id AS "leadUnitId",
                     c.lead_staff_id AS "leadStaffId", c.intensity, c.opened_on::text AS "openedOn",
                     c.closed_at AS "closedAt",
                     CASE WHEN c.person_id = $3 OR ${CONCERN_TAKEN_BY} = ANY($2::uuid[]) THEN c.concern_sealed END AS "concernSealed"
              FROM case_file c`;

const ONE_CASE = prepared('case_by_id', `${CASE} WHERE c.region_id = $1 AND c.id = $4`);

const PARTICIPATIONS = prepared(
  'participations_of_case',
  `SELECT unit_id AS "unitId", relation, started_at AS "startedAt", ended_at AS "endedAt"
   FROM case_participation
   WHERE region_id = $1 AND case_id = $2 AND ($3 OR relation = 'LEAD' OR unit_id = ANY($4::uuid[]))
   ORDER BY started_at, id`,
);

const INTERVIEWS = prepared(
  'interviews_of_case',
  `SELECT i.id, i.held_on::text AS "heldOn", i.language, i.mediation_level AS "mediationLevel",
          i.use_anonymised AS "useAnonymised"
   FROM entry_interview i
   WHERE i.region_id = $1 AND i.case_id = $2 AND ($3 OR i.controller_unit_id = ANY($4::uuid[]))
   ORDER BY i.held_on, i.id`,
);

const ANSWERS = prepared(
  'answers_of_interviews',
  `SELECT id, interview_id AS "interviewId", question, original_sealed AS "originalSealed",
          translation_sealed AS "translationSealed", life_area AS "lifeArea", quotable
   FROM interview_answer WHERE region_id = $1 AND interview_id = ANY($2::uuid[])
   ORDER BY array_position(ARRAY['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'], question), id`,
);

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
    private readonly visibility: Visibility,
    private readonly persons: PersonRepository,
    private readonly vault: PersonVault,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * A case in which the actor takes part. `concern` is empty for others than the unit that opened it and the person.
   *
   * @throws {AccessDenied} not there, or not theirs.
   */
  async get(tx: Tx, caseId: CaseId): Promise<CaseView> {
    const relation = await this.relations.getToRead(tx, caseId, 'CASE');
    const [regionId, , personId] = this.actor(tx);
    const rows = await tx.query<ListedCase>(ONE_CASE, [regionId, relation.unitIds, personId, caseId]);
    const [row] = rows;
    if (!row) throw new Error('Case vanished inside a transaction');
    noteReading(this.accessLog, tx, relation, 'case', row.concernSealed !== null);
    const [concern] = await this.openConcerns(tx, rows);
    const { concernSealed: _sealed, ...view } = row;
    return { ...view, concern: concern ?? null };
  }

  /** Up to `limit` cases in which the actor takes part now, newest first; concerns only once they are asked for. */
  async list(tx: Tx, limit: number, after: CasePosition | undefined): Promise<ListedCase[]> {
    const rows = await tx.query<ListedCase>(
      `${CASE} WHERE c.region_id = $1
         AND (c.person_id = $3 OR EXISTS (SELECT 1 FROM case_participation p
              WHERE p.region_id = c.region_id AND p.case_id = c.id AND p.ended_at IS NULL
                AND p.unit_id = ANY($2::uuid[]) AND ${existsInUnit('c', 'p.unit_id', '$7')}))
         AND ($4::date IS NULL OR (c.opened_on, c.id) < ($4::date, $5::uuid))
       ORDER BY c.opened_on DESC, c.id DESC LIMIT $6`,
      [
        ...this.actor(tx),
        after === undefined ? null : String(after.sortKey),
        after?.id ?? null,
        limit,
        tx.principal.kind === 'staff' ? tx.principal.staffId : null,
      ],
    );
    for (const unitId of unitsOf(tx.principal, ...CASE_ROLES))
      this.accessLog.searched(tx, { objectType: 'cases', unitId });
    return rows;
  }

  /** Units that take or took part, in order of joining: all for the leading unit and the person, else own and leading. */
  async participations(tx: Tx, caseId: CaseId): Promise<ParticipationView[]> {
    const relation = await this.relations.getToRead(tx, caseId, 'PARTICIPATIONS');
    const seesAll = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    return tx.query<ParticipationView>(PARTICIPATIONS, [tx.regionId, caseId, seesAll, relation.unitIds]);
  }

  /**
   * The person of a case. Known to the person themself and to the leading unit; to other units only on a statute or a
   * consent for master data.
   *
   * @returns `null` when the actor may not know who it is.
   */
  async findPerson(tx: Tx, caseId: CaseId): Promise<PersonView | null> {
    const relation = await this.relations.getToRead(tx, caseId, 'PERSON');
    const mayKnow =
      relation.isClient ||
      relation.unitIds.includes(relation.leadUnitId) ||
      (await this.mayLearnMasterData(tx, caseId, relation.leadUnitId, relation.unitIds));
    if (!mayKnow) return null;
    noteReading(this.accessLog, tx, relation, 'person', true);
    const [person] = await this.persons.find(tx, [relation.personId]);
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
    const relation = await this.relations.getToRead(tx, caseId, 'INTERVIEWS');
    const rows = await tx.query<Omit<InterviewView, 'answers'>>(INTERVIEWS, [
      tx.regionId,
      caseId,
      relation.isClient,
      relation.unitIds,
    ]);
    if (rows.length > 0) noteReading(this.accessLog, tx, relation, 'entryInterviews', true);
    const answers = await this.answersOf(
      tx,
      relation.personId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({
      ...row,
      answers: answers.filter(({ interviewId }) => interviewId === row.id),
    }));
  }

  /** Needs and resources the actor sees at this moment: own and disclosed ones, all of them for the person. By life area. */
  async lifeAreaEntries(tx: Tx, caseId: CaseId): Promise<LifeAreaEntryView[]> {
    const seen = (await this.visibility.ofCase(tx, caseId)).filter(({ isVisible }) => isVisible);
    const rows = await tx.query<Omit<LifeAreaEntryView, 'text' | 'statement' | 'recordedAt'>>(
      `SELECT id, controller_unit_id AS "controllerUnitId", kind, life_area AS "lifeArea", priority, item_id AS "itemId"
       FROM life_area_entry WHERE region_id = $1 AND case_id = $2 AND item_id = ANY($3::uuid[])
       ORDER BY life_area, kind, id`,
      [tx.regionId, caseId, seen.map(({ item }) => item.id)],
    );
    const items = new Set(rows.map(({ itemId }) => itemId));
    const opened = await this.visibility.open(
      tx,
      seen.filter(({ item }) => items.has(item.id)),
    );
    const byId = new Map(opened.map((line) => [line.item.id, line]));
    return rows.flatMap((row) => {
      const line = byId.get(row.itemId);
      if (!line) return [];
      return { ...row, text: line.text, statement: line.item.kind, recordedAt: line.item.recordedAt };
    });
  }

  private async answersOf(tx: Tx, personId: PersonId, interviewIds: readonly string[]) {
    if (interviewIds.length === 0) return [];
    const rows = await tx.query<AnswerRow>(ANSWERS, [tx.regionId, interviewIds]);
    const values = rows.flatMap(({ id, originalSealed, translationSealed }): SealedValue[] => [
      { personId, sealed: originalSealed, place: answerPlace('original', id) },
      ...(translationSealed
        ? [{ personId, sealed: translationSealed, place: answerPlace('translation', id) }]
        : []),
    ]);
    const texts = await this.vault.open(tx, values);
    const opened = new Map(values.map(({ place }, index) => [place, texts[index]]));
    return rows.map(({ id, interviewId, question, lifeArea, quotable }) => ({
      interviewId,
      question,
      original: opened.get(answerPlace('original', id)) ?? null,
      translation: opened.get(answerPlace('translation', id)) ?? null,
      lifeArea,
      quotable,
    }));
  }

  /** Concerns of listed cases, in their order; every one that is read gets its line in the access log. */
  async concernsOf(tx: Tx, rows: readonly SealedConcern[]): Promise<readonly (string | null)[]> {
    const own = unitsOf(tx.principal, ...CASE_ROLES);
    for (const { id, personId, leadUnitId, concernSealed } of rows) {
      if (concernSealed === null) continue;
      const leads = own.includes(leadUnitId);
      const unitId = leads ? leadUnitId : own[0];
      this.accessLog.read(tx, { objectType: 'concern', objectId: id, caseId: id, personId, unitId }, !leads);
    }
    return this.openConcerns(tx, rows);
  }

  /** Opens the concerns of all cases at once. */
  private async openConcerns(tx: Tx, rows: readonly SealedConcern[]): Promise<readonly (string | null)[]> {
    const values = rows.flatMap(({ id, personId, concernSealed: sealed }): SealedValue[] =>
      sealed ? [{ personId, sealed, place: concernPlace(id) }] : [],
    );
    const texts = await this.vault.open(tx, values);
    const opened = new Map(values.map(({ place }, index) => [place, texts[index]]));
    return rows.map(({ id }) => opened.get(concernPlace(id)) ?? null);
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
