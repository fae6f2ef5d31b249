import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type DomainError,
  type PersonId,
  type Result,
  type UnitId,
} from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  LEGAL_TIME_ZONE,
  newId,
  unitsOf,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../../platform/index.js';
import { WorkflowEngine, type JsonObject, type ProcessActor } from '../../../workflow/index.js';
import type { SharingCategory } from '../../domain/sharing-codes.js';
import {
  REPORT_WITHIN_HOURS,
  type BreachKind,
  type BreachRecord,
  type BreachRisk,
  type DataBreachId,
  type TellingWay,
} from '../domain/breach.js';
import { rightsErrors } from '../domain/rights.errors.js';
import {
  findBreach,
  insertBreach,
  listBreaches,
  personsHeldBy,
  writeBreach,
  type BreachChange,
} from '../persistence/breach.repository.js';
import { BREACH_PROCESS } from './breach-process.js';

export interface RecordBreachCommand {
  readonly idempotencyKey: string;
  /** Controller; the actor is its data protection officer. */
  readonly unitId: UnitId;
  readonly kinds: readonly BreachKind[];
  readonly categories: readonly SharingCategory[];
  /** Instant at which the controller learned of it, ISO 8601. */
  readonly noticedAt: string;
  /** What happened; without names. */
  readonly facts: string;
  readonly personsEstimated: number;
  /** Persons concerned as far as known. */
  readonly personIds?: readonly PersonId[] | null;
}

interface StepCommand {
  readonly idempotencyKey: string;
  readonly breachId: DataBreachId;
}

export interface AssessBreachCommand extends StepCommand {
  readonly risk: BreachRisk;
  /** Likely effects; without names. */
  readonly effects: string;
  readonly measures: string;
}

export interface ReportBreachCommand extends StepCommand {
  /** Instant of the report, ISO 8601. */
  readonly reportedAt: string;
  readonly authorityReference?: string | null;
  /** Demanded for, and only for, a report after the 72 hours. */
  readonly delayReason?: string | null;
}

export interface TellPersonsCommand extends StepCommand {
  readonly way: TellingWay;
}

/** What a step does. */
interface Step {
  readonly command: string;
  readonly event: string;
  readonly payload: JsonObject;
  readonly change: (breach: BreachRecord) => BreachChange | keyof typeof rightsErrors;
}

const EVENT_OF: Readonly<Record<BreachRisk, string>> = {
  NONE: 'BREACH_NO_RISK',
  RISK: 'BREACH_RISK',
  HIGH: 'BREACH_HIGH_RISK',
};

/** A breach is usually noticed late, but not years later. */
const OLDEST_NOTICE = { hours: 24 * 365 };

type Stepped = Promise<Result<{ readonly breachId: DataBreachId }, DomainError>>;

/** Breaches of the protection of personal data; for the data protection officer of the controller only. */
@Injectable()
export class DataBreaches {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * From the instant it was noticed the 72 hours run.
   *
   * @returns Id of the breach. Errors: BREACH_TIME_NOT_POSSIBLE.
   * @throws {AccessDenied} not the officer of the controller, or a person of whom the controller holds nothing.
   */
  async record(principal: Principal, input: RecordBreachCommand) {
    return this.commands.run({ name: 'recordDataBreach', principal, input }, async (tx) => {
      const officer = officerOf(principal, input.unitId);
      const now = this.clock.now();
      const noticedAt = Temporal.Instant.from(input.noticedAt);
      const isPossible =
        Temporal.Instant.compare(noticedAt, now) <= 0 &&
        Temporal.Instant.compare(noticedAt, now.subtract(OLDEST_NOTICE)) >= 0;
      if (!isPossible) return err(rejected(rightsErrors, 'BREACH_TIME_NOT_POSSIBLE'));
      const personIds = [...new Set(input.personIds ?? [])];
      const held = await personsHeldBy(tx, input.unitId, personIds);
      if (held.length < personIds.length) throw new AccessDenied();
      return this.start(tx, officer, { ...input, personIds }, noticedAt);
    });
  }

  /** Risk, likely effects and measures (Art. 33 Abs. 1, 3). Errors: those of the engine. */
  assess(principal: Principal, input: AssessBreachCommand): Stepped {
    const { risk, effects, measures } = input;
    return this.step(principal, input, {
      command: 'assessDataBreach',
      event: EVENT_OF[risk],
      payload: { assessedOn: this.today() },
      change: () => ({ risk, effects, measures }),
    });
  }

  /** Reported to the supervisory authority. Errors: BREACH_TIME_NOT_POSSIBLE, BREACH_DELAY_REASON_MISSING, engine. */
  report(principal: Principal, input: ReportBreachCommand): Stepped {
    const reportedAt = Temporal.Instant.from(input.reportedAt);
    return this.step(principal, input, {
      command: 'reportDataBreach',
      event: 'BREACH_REPORTED',
      payload: { reportedOn: dayOf(reportedAt) },
      change: (breach) => {
        const { noticedAt, reportDueAt } = breach;
        const at = reportedAt.epochMilliseconds;
        if (at < noticedAt.getTime() || at > this.clock.now().epochMilliseconds)
          return 'BREACH_TIME_NOT_POSSIBLE';
        const delayReason = input.delayReason?.trim() || null;
        if (at > reportDueAt.getTime() !== (delayReason !== null)) return 'BREACH_DELAY_REASON_MISSING';
        return {
          reported_at: reportedAt.toString(),
          authority_reference: input.authorityReference?.trim() || null,
          delay_reason: delayReason,
        };
      },
    });
  }

  /** The persons concerned were told (Art. 34). Errors: those of the engine. */
  tellPersons(principal: Principal, input: TellPersonsCommand): Stepped {
    return this.step(principal, input, {
      command: 'tellBreachPersons',
      event: 'PERSONS_TOLD',
      payload: { toldOn: this.today(), way: input.way },
      change: () => ({ told_at: this.clock.now().toString(), told_way: input.way }),
    });
  }

  /** Everything is done and documented. Errors: those of the engine. */
  close(principal: Principal, input: StepCommand): Stepped {
    return this.step(principal, input, {
      command: 'closeDataBreach',
      event: 'BREACH_CLOSED',
      payload: { closedOn: this.today() },
      change: () => ({ closed_at: this.clock.now().toString() }),
    });
  }

  /** @throws {AccessDenied} not the officer of the controller, or it is not there. */
  async get(tx: Tx, id: DataBreachId): Promise<BreachRecord> {
    const breach = await findBreach(tx, id);
    if (!breach) throw new AccessDenied();
    officerOf(tx.principal, breach.controllerUnitId);
    return breach;
  }

  /** Up to `limit` breaches of the controllers whose officer the actor is, newest first; empty for anybody else. */
  async list(
    tx: Tx,
    limit: number,
    after: { readonly sortKey: string | number; readonly id: string } | undefined,
  ): Promise<readonly BreachRecord[]> {
    return listBreaches(tx, unitsOf(tx.principal, 'DATA_PROTECTION_OFFICER'), limit, after);
  }

  private today(): string {
    return this.clock.today().toString();
  }

  private async start(
    tx: Tx,
    officer: StaffPrincipal,
    input: RecordBreachCommand & { readonly personIds: readonly PersonId[] },
    noticedAt: Temporal.Instant,
  ) {
    const at = this.clock.now();
    const id = newId<DataBreachId>(at);
    const reportDueAt = noticedAt.add({ hours: REPORT_WITHIN_HOURS });
    await insertBreach(tx, {
      id,
      controllerUnitId: input.unitId,
      kinds: input.kinds,
      categories: input.categories,
      noticedAt: new Date(noticedAt.epochMilliseconds),
      reportDueAt: new Date(reportDueAt.epochMilliseconds),
      facts: input.facts,
      personsEstimated: input.personsEstimated,
      personIds: input.personIds,
      recordedBy: officer.staffId,
      recordedAt: new Date(at.epochMilliseconds),
    });
    const started = await this.engine.start(tx, {
      key: BREACH_PROCESS,
      subject: { type: BREACH_PROCESS, id },
      context: { reportDueOn: dayOf(reportDueAt) },
      at,
      actor: officerActor(officer, input.unitId),
    });
    if (!started.ok) return started;
    await this.note(tx, 'DATA_BREACH_RECORDED', { id, controllerUnitId: input.unitId });
    return ok({ breachId: id });
  }

  private async step(principal: Principal, input: StepCommand, step: Step): Stepped {
    return this.commands.run({ name: step.command, principal, input }, async (tx) => {
      const breach = await this.get(tx, input.breachId);
      const change = step.change(breach);
      if (typeof change === 'string') return err(rejected(rightsErrors, change));
      const [process] = await this.engine.findBySubject(tx, BREACH_PROCESS, breach.id);
      if (!process) throw new Error('Breach without process');
      const moved = await this.engine.send(tx, {
        processId: process.id,
        event: { type: step.event, payload: step.payload },
        actor: officerActor(officerOf(principal, breach.controllerUnitId), breach.controllerUnitId),
        at: this.clock.now(),
      });
      if (!moved.ok) return moved;
      await writeBreach(tx, breach.id, change);
      await this.note(tx, `DATA_${step.event}`, breach);
      return ok({ breachId: breach.id });
    });
  }

  private async note(
    tx: Tx,
    action: string,
    { id, controllerUnitId }: Pick<BreachRecord, 'id' | 'controllerUnitId'>,
  ): Promise<void> {
    await this.audit.record(tx, {
      action,
      objectType: 'dataBreach',
      objectId: id,
      unitId: controllerUnitId,
      legalBasis: 'Art. 33, 34 DSGVO',
    });
  }
}

/** @throws {AccessDenied} not the data protection officer of the unit. */
function officerOf(principal: Principal, unitId: UnitId): StaffPrincipal {
  if (principal.kind !== 'staff' || !hasRole(principal, ['DATA_PROTECTION_OFFICER'], unitId)) {
    throw new AccessDenied();
  }
  return principal;
}

function officerActor({ accountId }: StaffPrincipal, unitId: UnitId): ProcessActor {
  return { kind: 'staff', id: accountId, unitId, codes: ['DPO'] };
}

function dayOf(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(LEGAL_TIME_ZONE).toPlainDate().toString();
}
