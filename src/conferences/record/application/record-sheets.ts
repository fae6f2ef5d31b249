import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, type Tx } from '../../../platform/index.js';
import { WorkflowEngine } from '../../../workflow/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { DecisionConditions } from '../../sitting/application/decision-conditions.js';
import { SittingSummaries, type SittingSummary } from '../../sitting/application/sitting-summary.js';
import type { RecordSheet, SheetDecision, SheetTask } from '../domain/record-sheet.js';
import { QuoteRepository } from '../persistence/quote.repository.js';
import { countFindings, placeOf } from '../persistence/sheet.repository.js';
import { RecordReader } from './record-reader.js';
import { remedies } from './remedies.js';
import { SheetBases } from './sheet-bases.js';
import { SheetPeopleReader } from './sheet-people.js';

/** States of a task that somebody said yes to. */
const ACCEPTED = /^task\.(?:active|suspended|done|notPossible)\b/;

/** Assembles what a record says from what is stored, through the same reading that decides what somebody may see. */
@Injectable()
export class RecordSheets {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly conferences: ConferenceReader,
    private readonly records: RecordReader,
    private readonly people: SheetPeopleReader,
    private readonly bases: SheetBases,
    private readonly sittings: SittingSummaries,
    private readonly conditions: DecisionConditions,
    private readonly engine: WorkflowEngine,
    private readonly quotes: QuoteRepository,
  ) {}

  /**
   * The sheet as far as the actor may read it: for a body its own decisions and tasks, and the common result.
   *
   * @throws {AccessDenied} nothing to do with it, or nothing of the record to be read.
   */
  async get(tx: Tx, id: ConferenceId): Promise<RecordSheet> {
    const standing = await this.access.get(tx, id);
    const { conference } = standing;
    const view = await this.conferences.get(tx, id);
    const record = await this.conferences.record(tx, id);
    if (!record) throw new AccessDenied();
    const inside = record.personsView !== null || standing.isClient;
    const where = await placeOf(tx, id);
    const summary = await this.sittings.find(tx, conference);
    return {
      ...record,
      ...(await this.people.of(tx, standing, summary)),
      ...(await this.agreed(tx, id)),
      ...helpers(record, summary),
      number: view.number,
      kind: view.kind,
      mode: view.mode,
      startsAt: view.startsAt,
      endsAt: view.endsAt,
      place: where?.place ?? null,
      caseNumber: inside ? (where?.caseNumber ?? null) : null,
      bases: inside ? await this.bases.of(tx, conference, standing.participants) : [],
      guidingQuestion: view.guidingQuestion,
      decisions: await this.decisions(tx, standing),
      quotes: await this.quotes.list(tx, conference),
      interpretedBackAt: interpretedBackOn(summary),
      personsDissent: inside ? (summary?.person.dissent ?? null) : null,
      positions: inside ? positionsOf(summary) : [],
      reviewOn: view.reviewOn,
      findings: await countFindings(tx, id),
    };
  }

  /** What was said about the record itself, and when it last changed. */
  private async agreed(tx: Tx, id: ConferenceId) {
    const agreement = await this.records.agreement(tx, id);
    const record = await this.conferences.record(tx, id);
    const addenda = await this.records.addenda(tx, id);
    const corrections = agreement?.corrections ?? [];
    const rejected = corrections.filter(({ outcome }) => outcome === 'REJECTED');
    const unresolved = corrections.filter(({ outcome }) => outcome === null && record?.approvedAt != null);
    const changes = [record?.recordedAt, record?.submittedAt, record?.approvedAt, addenda.at(-1)?.writtenAt];
    return {
      rejectedCorrections: rejected.map(({ wish, answer }) => ({ wish, answer })),
      unresolvedCorrections: unresolved.map(({ wish }) => wish ?? ''),
      addenda,
      changedAt: new Date(Math.max(...changes.map((at) => at?.getTime() ?? 0))),
    };
  }

  /** Whoever may read the wording of a decision may read its conditions: without them it would promise too much. */
  private async decisions(tx: Tx, { conference }: ConferenceStanding): Promise<readonly SheetDecision[]> {
    const conditions = await this.conditions.list(tx, conference);
    const sheets: SheetDecision[] = [];
    for (const decision of await this.conferences.decisions(tx, conference.id)) {
      const { kind, unitId, standing, text, id, isMasked } = decision;
      const references = await this.records.bescheide(tx, conference.id, id);
      const bescheide = references.map(({ reference, issuedOn, remedy, remedyUntil }) => {
        const known = remedies.find(({ code }) => code === remedy);
        if (!known) throw new Error(`Remedy ${remedy} is not in the list any more`);
        return { reference, issuedOn, remedyKind: known.kind, remedyNorm: known.norm, remedyUntil };
      });
      const under = conditions.filter(({ decisionId }) => decisionId === id && !isMasked);
      sheets.push({
        kind,
        unitId,
        standing,
        text,
        conditions: under.map(({ unitId: by, words }) => ({ unitId: by, words })),
        tasks: await this.tasks(tx, conference.id, id),
        bescheide,
      });
    }
    return sheets;
  }

  private async tasks(tx: Tx, id: ConferenceId, decisionId: string): Promise<readonly SheetTask[]> {
    const tasks: SheetTask[] = [];
    for (const task of await this.conferences.tasksOf(tx, id, decisionId)) {
      const [process] = await tx.exOfficio(() => this.engine.findBySubject(tx, 'task', task.id));
      const accepted = process?.activeStates.some((state) => ACCEPTED.test(state)) === true;
      tasks.push({ title: task.title, unitId: task.unitId, dueOn: task.dueOn, accepted });
    }
    return tasks;
  }
}

/** Interpreter and companion as the record says, else as they were entered in the sitting. */
function helpers(
  record: Pick<RecordSheet, 'interpreterLevel' | 'interpreterLanguage' | 'companionPresent'>,
  summary: SittingSummary | undefined,
) {
  return {
    interpreterLevel: record.interpreterLevel ?? summary?.interpreter?.level ?? null,
    interpreterLanguage: record.interpreterLanguage ?? summary?.interpreter?.language ?? null,
    companionPresent: record.companionPresent || summary?.companionPresent === true,
  };
}

/** When the person heard the summary through the interpreter; somebody who was not there heard nothing. */
function interpretedBackOn(summary: SittingSummary | undefined): Date | null {
  if (!summary?.interpreter || summary.person.readBack === 'NOT_THERE') return null;
  return summary.person.readBackAt;
}

/** What bodies said to the result that is not plain agreement: dissent stays. */
function positionsOf(summary: SittingSummary | undefined): RecordSheet['positions'] {
  return (summary?.positions ?? [])
    .filter(({ isCurrent, position }) => isCurrent && position !== 'AGREES')
    .map(({ unitId, position, words }) => ({ unitId, position, words }));
}
