import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId, type PersonId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  newId,
  PersonVault,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, type CaseRelation } from '../../sharing/index.js';
import {
  INTERVIEW_QUESTIONS,
  type InterviewQuestion,
  type LifeArea,
  type MediationLevel,
  type Quotability,
} from '../domain/case.js';
import { caseErrors } from '../domain/case.errors.js';
import { answerPlace } from '../persistence/sealed-places.js';

export interface InterviewAnswerInput {
  readonly question: InterviewQuestion;
  /** In the person's words and language. */
  readonly original: string;
  /** German translation when the original is not German. */
  readonly translation?: string | null;
  readonly lifeArea?: LifeArea | null;
  readonly quotable: Quotability;
}

export interface RecordEntryInterviewCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Calendar date, today or earlier. */
  readonly heldOn: string;
  /** BCP 47 tag. */
  readonly language: string;
  readonly mediationLevel?: MediationLevel | null;
  /** Consent (i): may be used for the own case. */
  readonly useForOwnCase: boolean;
  /** Consent (ii): may be used anonymised for case analysis. */
  readonly useAnonymised: boolean;
  readonly answers: readonly InterviewAnswerInput[];
}

/** An interview older than this is a typing error, not an interview. */
const MAX_AGE_YEARS = 10;

/** Records the Einstiegsinterview of Lippe: idea of success, cooperation of the authorities, problems (S4.4). */
@Injectable()
export class RecordEntryInterview {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly vault: PersonVault,
  ) {}

  /**
   * @returns Id of the interview. Errors: INTERVIEW_ANSWER_MISSING, INTERVIEW_USE_REFUSED, DATE_IN_FUTURE,
   *   DATE_NOT_PLAUSIBLE.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async execute(principal: Principal, input: RecordEntryInterviewCommand) {
    return this.commands.run({ name: 'recordEntryInterview', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead || principal.kind !== 'staff') throw new AccessDenied();
      const refusal = this.check(input);
      if (refusal !== undefined) return err(rejected(caseErrors, refusal));
      const interviewId = await this.insert(tx, input, relation, principal.staffId);
      await this.audit.record(tx, {
        action: 'ENTRY_INTERVIEW_RECORDED',
        objectType: 'entryInterview',
        objectId: interviewId,
        caseId: input.caseId,
        unitId: relation.leadUnitId,
      });
      return ok({ caseId: input.caseId, interviewId });
    });
  }

  private check(input: RecordEntryInterviewCommand): keyof typeof caseErrors | undefined {
    if (!input.useForOwnCase) return 'INTERVIEW_USE_REFUSED';
    const asked = new Set(input.answers.map((answer) => answer.question));
    if (!INTERVIEW_QUESTIONS.every((question) => asked.has(question))) return 'INTERVIEW_ANSWER_MISSING';
    const heldOn = Temporal.PlainDate.from(input.heldOn);
    const today = this.clock.today();
    if (Temporal.PlainDate.compare(heldOn, today) > 0) return 'DATE_IN_FUTURE';
    const earliest = today.subtract({ years: MAX_AGE_YEARS });
    return Temporal.PlainDate.compare(heldOn, earliest) < 0 ? 'DATE_NOT_PLAUSIBLE' : undefined;
  }

  private async insert(
    tx: Tx,
    input: RecordEntryInterviewCommand,
    { leadUnitId, personId }: CaseRelation,
    staffId: string,
  ): Promise<string> {
    const at = this.clock.now();
    const interviewId = newId<string>(at);
    await tx.query(
      `INSERT INTO entry_interview (region_id, id, case_id, controller_unit_id, held_on, language, mediation_level,
                                    use_for_own_case, use_anonymised, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.regionId,
        interviewId,
        input.caseId,
        leadUnitId,
        input.heldOn,
        input.language,
        input.mediationLevel ?? null,
        input.useForOwnCase,
        input.useAnonymised,
        staffId,
        at.toString(),
      ],
    );
    for (const answer of input.answers) await this.insertAnswer(tx, personId, interviewId, answer);
    return interviewId;
  }

  private async insertAnswer(
    tx: Tx,
    personId: PersonId,
    interviewId: string,
    { question, original, translation, lifeArea, quotable }: InterviewAnswerInput,
  ): Promise<void> {
    const id = newId<string>(this.clock.now());
    const texts = [{ text: original, place: answerPlace('original', id) }];
    if (translation != null) texts.push({ text: translation, place: answerPlace('translation', id) });
    const [originalSealed, translationSealed = null] = await this.vault.seal(tx, personId, texts);
    await tx.query(
      `INSERT INTO interview_answer (region_id, id, interview_id, question, original_sealed, translation_sealed,
                                     life_area, quotable)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tx.regionId, id, interviewId, question, originalSealed, translationSealed, lifeArea ?? null, quotable],
    );
  }
}
