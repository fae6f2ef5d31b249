import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonVault, readTexts, type Tx } from '../../platform/index.js';
import {
  PersonRecordSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../sharing/index.js';
import { PersonRepository } from '../persistence/person.repository.js';
import { answerPlace, concernPlace, titlePlace } from '../persistence/sealed-places.js';

const QUESTIONS: Readonly<Record<string, string>> = {
  PICTURE_OF_SUCCESS: 'Was für Sie ein Erfolg wäre',
  COOPERATION_OF_AUTHORITIES: 'Wie die Ämter zusammenarbeiten',
  PROBLEMS: 'Was schwierig ist',
};

interface CaseRow {
  readonly hasLed: boolean;
  readonly openedOn: string;
  readonly concernSealed: Buffer | null;
  readonly since: string | null;
  readonly until: string | null;
}

interface TaskRow {
  readonly id: string;
  readonly plain: string | null;
  readonly sealed: Buffer | null;
  readonly dueOn: string;
}

/** Tells reports about persons what a unit holds in cases: names, concern, participation, interviews, tasks. */
@Injectable()
export class PersonRecords implements OnModuleInit {
  constructor(
    private readonly sources: PersonRecordSources,
    private readonly persons: PersonRepository,
    private readonly vault: PersonVault,
  ) {}

  onModuleInit(): void {
    // A controller owes its report also when it left the case (Art. 15 DSGVO); every query names its unit.
    this.sources.register((tx, question) => tx.exOfficio(() => this.collect(tx, question)));
  }

  private async collect(tx: Tx, question: PersonRecordQuestion): Promise<readonly PersonRecordGroup[]> {
    const [row] = await tx.query<CaseRow>(
      `SELECT coalesce(bool_or(p.relation = 'LEAD'), false) AS "hasLed", c.opened_on::text AS "openedOn",
              CASE WHEN $3 = (SELECT f.unit_id FROM case_participation f
                              WHERE f.region_id = c.region_id AND f.case_id = c.id AND f.relation = 'LEAD'
                              ORDER BY f.started_at, f.ended_at NULLS LAST, f.id LIMIT 1) THEN c.concern_sealed END AS "concernSealed",
              min(p.started_at)::date::text AS since,
              CASE WHEN bool_and(p.ended_at IS NOT NULL) THEN max(p.ended_at)::date::text END AS until
       FROM case_file c LEFT JOIN case_participation p
         ON p.region_id = c.region_id AND p.case_id = c.id AND p.unit_id = $3
       WHERE c.region_id = $1 AND c.id = $2 GROUP BY c.region_id, c.id`,
      [tx.regionId, question.caseId, question.unitId],
    );
    if (!row) return [];
    return [
      ...(row.hasLed ? await this.person(tx, question, row) : []),
      participation(row),
      await this.interviews(tx, question),
      await this.tasks(tx, question),
    ];
  }

  /** Who leads the case, or led it, holds the master data; the concern was said to who opened it. */
  private async person(
    tx: Tx,
    { personId, caseId }: PersonRecordQuestion,
    { concernSealed }: CaseRow,
  ): Promise<readonly PersonRecordGroup[]> {
    const [person] = await this.persons.find(tx, [personId]);
    const [concern] = concernSealed
      ? await this.vault.open(tx, [{ personId, sealed: concernSealed, place: concernPlace(caseId) }])
      : [];
    const master = [
      ...(person?.names ?? []).map(({ givenNames, familyNames }) => ({
        label: 'Name',
        value: [givenNames, familyNames].filter(Boolean).join(' '),
        byPerson: true,
      })),
      ...(person?.birthDate ? [{ label: 'Geburtsdatum', value: person.birthDate, byPerson: true }] : []),
      ...(person?.languages ?? []).map(({ language }) => ({
        label: 'Sprache',
        value: language,
        byPerson: true,
      })),
      ...(concern ? [{ label: 'Anliegen', value: concern, byPerson: true }] : []),
    ];
    return [{ key: 'person', title: 'Zu Ihrer Person', records: master }];
  }

  private async interviews(tx: Tx, question: PersonRecordQuestion): Promise<PersonRecordGroup> {
    const rows = await tx.query<{
      readonly id: string;
      readonly question: string;
      readonly original: Buffer;
      readonly translation: Buffer | null;
    }>(
      `SELECT a.id, a.question, a.original_sealed AS original, a.translation_sealed AS translation
       FROM entry_interview i
       JOIN interview_answer a ON a.region_id = i.region_id AND a.interview_id = i.id
       WHERE i.region_id = $1 AND i.case_id = $2 AND i.controller_unit_id = $3 ORDER BY i.held_on, a.id`,
      [tx.regionId, question.caseId, question.unitId],
    );
    const { personId } = question;
    const texts = await this.vault.open(
      tx,
      rows.map(({ id, original }) => ({ personId, sealed: original, place: answerPlace('original', id) })),
    );
    return {
      key: 'interviews',
      title: 'Ihre Antworten im Einstiegsinterview',
      records: rows.map((row, index) => ({
        label: QUESTIONS[row.question] ?? row.question,
        value: texts[index] ?? 'Gelöscht.',
        byPerson: true,
      })),
    };
  }

  private async tasks(
    tx: Tx,
    { personId, caseId, unitId }: PersonRecordQuestion,
  ): Promise<PersonRecordGroup> {
    const rows = await tx.query<TaskRow>(
      `SELECT id, title AS plain, title_sealed AS sealed, due_on::text AS "dueOn" FROM task
       WHERE region_id = $1 AND case_id = $2 AND (unit_id = $3 OR created_by_unit_id = $3) ORDER BY due_on, id`,
      [tx.regionId, caseId, unitId],
    );
    const values = rows.map((row) => ({ ...row, personId, place: titlePlace(row.id) }));
    const titles = await readTexts(this.vault, tx, values);
    return {
      key: 'tasks',
      title: 'Aufgaben',
      records: rows.map(({ dueOn }, index) => ({
        label: `bis ${dueOn}`,
        value: titles[index] ?? 'Gelöscht.',
      })),
    };
  }
}

function participation({ openedOn, since, until }: CaseRow): PersonRecordGroup {
  return {
    key: 'participation',
    title: 'Beteiligung an Ihrem Fall',
    records: [
      { label: 'Fall eröffnet am', value: openedOn },
      ...(since ? [{ label: 'Beteiligt seit', value: since }] : []),
      ...(until ? [{ label: 'Beteiligt bis', value: until }] : []),
    ],
  };
}
