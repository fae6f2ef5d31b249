import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { TaskBook } from '../../cases/index.js';
import { err, ok, rejected, type ConferenceId, type Result, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import type { EngineRefusal } from '../../workflow/index.js';
import { textNotAnonymous } from './anonymous-text.js';
import { CONSULTATION_KINDS, ruleOf } from '../domain/conference-kinds.js';
import type { ConferenceMode, ConferenceRow, DecisionKind } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { writeAttendance } from '../persistence/record-progress.js';
import { RecordRepository, type RecordContent } from '../persistence/record.repository.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService, legalDayOf } from './conference-service.js';
import { DecisionConditions } from '../sitting/application/decision-conditions.js';
import { SittingRules } from '../sitting/application/sitting-rules.js';
import { DecisionMandates } from '../record/application/decision-mandates.js';
import { RecordQuotes } from '../record/application/record-quotes.js';
import { withoutQuotes } from '../record/domain/record-quotes.js';
import { QuoteRepository } from '../record/persistence/quote.repository.js';
import { faultOf, type RecordText } from '../record/domain/record-check.js';
import { recordErrors } from '../record/domain/record.errors.js';

export interface DecisionInput {
  readonly kind: DecisionKind;
  readonly unitId?: UnitId | null;
  readonly text: string;
  readonly tasks: readonly {
    readonly title: string;
    /** `null` or left out: the person takes it, as an offer. */
    readonly unitId?: UnitId | null;
    readonly dueOn: string;
  }[];
}

export interface RecordConferenceCommand extends RecordContent {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
  /** Bodies that were there. */
  readonly attendedUnitIds: readonly UnitId[];
  /** Calendar date of the review fixed in the sitting; left out: in eight weeks. */
  readonly reviewOn?: string | null;
  readonly decisions: readonly DecisionInput[];
}

/** Origin under which tasks of a decision are found. */
export const DECISION_ORIGIN = 'conferenceDecision';

const MAX_REVIEW_MONTHS = 6;
const USUAL_REVIEW_WEEKS = 8;

/** Records a sitting: result, the person's view, decisions of bodies, and the tasks that follow. */
@Injectable()
export class RecordConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly tasks: TaskBook,
    private readonly records: RecordRepository,
    private readonly mandates: DecisionMandates,
    private readonly sittings: SittingRules,
    private readonly conditions: DecisionConditions,
    private readonly quotes: RecordQuotes,
    private readonly kept: QuoteRepository,
  ) {}

  /**
   * Without the person's view and named resources a conference cannot be held (S4.18).
   *
   * @returns Id of the conference. Errors: ABSENCE_UNEXPLAINED, REVIEW_DATE_NOT_POSSIBLE, DECISION_BODY_MISSING,
   *   TASK_HOLDER_NOT_INVOLVED, TASK_DUE_IN_PAST, ATTENDEE_NOT_OF_UNIT, CONSULTATION_DECIDES_NOTHING, TEXT_NOT_ANONYMOUS, RECORD_VERBATIM,
   *   RECORD_HEARSAY, OPINION_WITHOUT_GROUND, PERSON_SPEAKS_FIRST, READ_BACK_MISSING,
   *   RECORD_ATTENDANCE_DIFFERS, and those of the engine.
   * @throws {AccessDenied} the actor is not its recorder.
   */
  async execute(principal: Principal, input: RecordConferenceCommand) {
    return this.commands.run({ name: 'recordConference', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isRecorder || principal.kind !== 'staff') throw new AccessDenied();
      const objection = this.objection(input, standing);
      if (objection) return err(rejected(conferenceErrors, objection));
      const named = textNotAnonymous(anonymousTextsOf(input, standing.conference.mode), []);
      if (named) return err(named);
      const texts = textsOf(input);
      const quotes = await this.quotes.find(tx, standing.conference, texts);
      const fault = faultOf(withoutQuotes(texts, quotes));
      if (fault) return err(rejected(recordErrors, fault));
      const early = await this.sittings.beforeRecord(tx, standing.conference, input.attendedUnitIds);
      if (early) return err(early);
      const heldOn = this.heldOn(standing);
      const at = this.clock.now().toString();
      await this.records.insert(tx, standing.conference, input, principal.staffId, at);
      await this.kept.insert(tx, standing.conference, quotes);
      const reviewOn = this.reviewOn(input);
      await writeAttendance(tx, input.conferenceId, input.attendedUnitIds, reviewOn);
      const offered = await this.decide(tx, input, standing);
      if (!offered.ok) return offered;
      const event = { type: 'SESSION_HELD', payload: { heldOn, reviewOn } };
      const sent = await this.service.send(
        tx,
        input.conferenceId,
        event,
        standing.actor,
        input.expectedRevision,
      );
      return sent.ok ? ok({ conferenceId: input.conferenceId }) : sent;
    });
  }

  private async decide(
    tx: Tx,
    input: RecordConferenceCommand,
    standing: ConferenceStanding,
  ): Promise<Result<true, EngineRefusal>> {
    const { conference, actor } = standing;
    const mandated = await this.mandates.of(tx, standing);
    for (const [index, decision] of input.decisions.entries()) {
      const { kind, text } = decision;
      const unitId = decision.unitId ?? null;
      // Nobody decides for a body who has no mandate there: it is put down, and the body confirms it or not.
      const toBeConfirmed = kind === 'DECISION_OF_BODY' && (unitId === null || !mandated.has(unitId));
      const row = { kind, text, unitId, toBeConfirmed };
      const originId = await this.records.insertDecision(tx, conference, row, index + 1);
      await this.conditions.attach(tx, conference, { id: originId, kind, unitId });
      for (const task of decision.tasks) {
        const offered = await this.tasks.offer(
          tx,
          {
            // A task of an anonymised conference must not lead a body to the case.
            caseId: givesTasksOnCase(conference) ? conference.caseId : null,
            title: task.title,
            unitId: task.unitId ?? null,
            dueOn: task.dueOn,
            originType: DECISION_ORIGIN,
            originId,
            createdByUnitId: conference.convenerUnitId,
          },
          actor,
        );
        if (!offered.ok) return offered;
      }
    }
    return ok(true);
  }

  private reviewOn({ reviewOn }: RecordConferenceCommand): string {
    return reviewOn ?? this.clock.today().add({ weeks: USUAL_REVIEW_WEEKS }).toString();
  }

  /** The day of the sitting, also when it is written down later. */
  private heldOn({ conference: { startsAt } }: ConferenceStanding): string {
    const today = this.clock.today().toString();
    const planned = startsAt ? legalDayOf(startsAt) : today;
    return planned < today ? planned : today;
  }

  private objection(
    input: RecordConferenceCommand,
    { conference, participants }: ConferenceStanding,
  ): keyof typeof conferenceErrors | undefined {
    if (!input.personPresent && !input.personAbsentReason?.trim()) return 'ABSENCE_UNEXPLAINED';
    const today = this.clock.today();
    const reviewOn = Temporal.PlainDate.from(this.reviewOn(input));
    const latest = today.add({ months: MAX_REVIEW_MONTHS });
    if (
      Temporal.PlainDate.compare(reviewOn, today) <= 0 ||
      Temporal.PlainDate.compare(reviewOn, latest) > 0
    ) {
      return 'REVIEW_DATE_NOT_POSSIBLE';
    }
    const bodies = new Set([conference.convenerUnitId, ...participants.map((body) => body.unitId)]);
    const involved = (unitId: UnitId | null | undefined): boolean => !unitId || bodies.has(unitId);
    if (conference.isConsultation && input.decisions.some(isMoreThanAdvice))
      return 'CONSULTATION_DECIDES_NOTHING';
    for (const decision of input.decisions) {
      if (!involved(decision.unitId)) return 'DECISION_BODY_MISSING';
      if (decision.kind === 'DECISION_OF_BODY' && !decision.unitId) return 'DECISION_BODY_MISSING';
      // Without a case nobody stands behind "the person".
      const personCanHold = givesTasksOnCase(conference) && conference.caseId !== null;
      const allHeld = decision.tasks.every((task) => (task.unitId ? involved(task.unitId) : personCanHold));
      if (!allHeld) return 'TASK_HOLDER_NOT_INVOLVED';
      // Calendar dates in this form compare like text.
      if (decision.tasks.some((task) => task.dueOn < today.toString())) return 'TASK_DUE_IN_PAST';
    }
    return input.attendedUnitIds.every((unitId) => bodies.has(unitId)) ? undefined : 'ATTENDEE_NOT_OF_UNIT';
  }
}

/** Whether tasks of a conference may be about the person: its kind says so, and it names them. */
function givesTasksOnCase({ kind, mode }: ConferenceRow): boolean {
  return mode === 'IDENTIFIED' && ruleOf(kind).mayGiveTasks;
}

/** Whether something binds somebody: a consultation without quorum gives advice, and no task. */
function isMoreThanAdvice({ kind, tasks }: DecisionInput): boolean {
  return !CONSULTATION_KINDS.includes(kind) || tasks.length > 0;
}

/** Texts of a record with the place where they stand. */
function textsOf(input: RecordConferenceCommand): readonly RecordText[] {
  const all: readonly (readonly [RecordText['target'], string | null | undefined])[] = [
    ['RESULT', input.result],
    ['PERSONS_VIEW', input.personsView],
    ['PERSON_ABSENT_REASON', input.personAbsentReason],
    ['RESOURCES_NAMED', input.resourcesNamed],
    ['DISSENT', input.dissent],
    ...input.decisions.map(({ text }): readonly [RecordText['target'], string] => ['DECISION', text]),
  ];
  return all.flatMap(([target, text]) => (text == null ? [] : [{ target, text }]));
}

/** Texts of a record that must lead to nobody: titles of tasks always, in an anonymised conference all. */
function anonymousTextsOf(input: RecordConferenceCommand, mode: ConferenceMode): readonly string[] {
  const titles = input.decisions.flatMap(({ tasks }) => tasks.map(({ title }) => title));
  if (mode === 'IDENTIFIED') return titles;
  const { result, personsView, resourcesNamed, personAbsentReason, dissent } = input;
  const decided = input.decisions.map(({ text }) => text);
  return [
    ...[result, personsView, resourcesNamed, personAbsentReason, dissent].flatMap((text) => text ?? []),
    ...decided,
    ...titles,
  ];
}
