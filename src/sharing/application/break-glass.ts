import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '../../audit/index.js';
import { err, ok, rejected, type CaseId } from '../../kernel/index.js';
import {
  accessMayHaveChanged,
  AccessDenied,
  Clock,
  CommandRunner,
  enqueue,
  isOnDuty,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { systemActor, WorkflowEngine, type JsonObject, type ProcessActor } from '../../workflow/index.js';
import type { BreakGlassReason, BreakGlassView } from '../domain/break-glass.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import {
  decideBreakGlass,
  endBreakGlass,
  findBreakGlass,
  hasReviewer,
  insertBreakGlass,
  reviewBreakGlass,
} from '../persistence/break-glass.repository.js';
import { BREAK_GLASS_SUBJECT, breakGlassActor, END_BREAK_GLASS, isApprover } from './break-glass-standing.js';
import { BreakGlassReferences } from './break-glass-references.js';
import { CaseRelations } from './case-relations.js';

export interface RequestBreakGlassCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly reason: BreakGlassReason;
  readonly reference?: string | null;
}

export interface BreakGlassCommand {
  readonly idempotencyKey: string;
  readonly id: string;
}

type Found = { readonly view: BreakGlassView; readonly actor: ProcessActor; readonly staff: StaffPrincipal };

/**
 * Reading one case in an emergency: asked for with a reason, allowed by a second person of the unit that controls the
 * case, over after four hours at most, reviewed by the data protection officer.
 */
@Injectable()
export class BreakGlass {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly engine: WorkflowEngine,
    private readonly references: BreakGlassReferences,
  ) {}

  /**
   * Asks for access. Whether there is such a case is not said: the request of one that is not there, or that is
   * protected, stays without an answer.
   *
   * @throws {AccessDenied} the actor is no staff, or holds no role today.
   */
  async request(principal: Principal, input: RequestBreakGlassCommand) {
    return this.commands.run({ name: 'requestBreakGlass', principal, input }, async (tx) => {
      if (!isOnDuty(principal)) throw new AccessDenied();
      const staff = principal;
      const at = this.clock.now();
      const id = newId<string>(at);
      const [unitId, isProtected] = [
        await this.relations.leadUnit(tx, input.caseId),
        await this.relations.isProtected(tx, input.caseId),
      ];
      const view = {
        id,
        caseId: input.caseId,
        controllingUnitId: isProtected ? null : (unitId ?? null),
        requestedBy: staff.staffId,
        reason: input.reason,
        requestedAt: at.toString(),
      };
      await insertBreakGlass(tx, {
        ...view,
        referenceSealed: await this.references.seal(tx, view, input.reference ?? null),
      });
      const started = await this.engine.start(tx, {
        key: 'break-glass',
        subject: { type: BREAK_GLASS_SUBJECT, id },
        context: { requestedOn: this.clock.today().toString() },
        at,
        actor: breakGlassActor(principal, view),
      });
      if (!started.ok) return started;
      await this.record(tx, view, 'BREAK_GLASS_REQUESTED', { reason: input.reason });
      return ok({ id });
    });
  }

  /**
   * Allows it for some minutes.
   *
   * @param input `minutes`: 15 to 240. Errors: BREAK_GLASS_NO_OFFICER as nobody could review it, those of the engine,
   *   GUARD_REFUSED for who asked for it.
   * @throws {AccessDenied} the actor does not decide for the unit that controls the case.
   */
  async approve(principal: Principal, input: BreakGlassCommand & { readonly minutes: number }) {
    return this.commands.run({ name: 'approveBreakGlass', principal, input }, async (tx) => {
      const found = await this.toDecide(tx, principal, input.id);
      const { controllingUnitId, requestedBy } = found.view;
      const isOwn = requestedBy === found.staff.staffId;
      const on = this.clock.today().toString();
      if (!isOwn && controllingUnitId && !(await hasReviewer(tx, controllingUnitId, requestedBy, on)))
        return err(rejected(sharingErrors, 'BREAK_GLASS_NO_OFFICER'));
      const moved = await this.move(tx, found, 'BREAK_GLASS_APPROVED', { minutes: input.minutes });
      if (!moved.ok) return moved;
      const at = this.clock.now();
      const endsAt = at.add({ minutes: input.minutes });
      const by = found.staff.staffId;
      await decideBreakGlass(tx, input.id, { by, at: at.toString(), endsAt: endsAt.toString() });
      const job = { regionId: tx.regionId, id: input.id };
      await enqueue(tx, END_BREAK_GLASS, job, { jobKey: `${END_BREAK_GLASS}:${input.id}`, runAt: endsAt });
      await this.record(tx, found.view, 'BREAK_GLASS_APPROVED', { minutes: input.minutes });
      return ok({ id: input.id });
    });
  }

  /** Says no. @throws {AccessDenied} like {@link approve}. */
  async refuse(principal: Principal, input: BreakGlassCommand) {
    return this.commands.run({ name: 'refuseBreakGlass', principal, input }, async (tx) => {
      const found = await this.toDecide(tx, principal, input.id);
      if (found.view.requestedBy === found.staff.staffId) throw new AccessDenied();
      const moved = await this.move(tx, found, 'BREAK_GLASS_REFUSED');
      if (!moved.ok) return moved;
      await decideBreakGlass(tx, input.id, { by: found.staff.staffId, at: this.clock.now().toString() });
      await this.record(tx, found.view, 'BREAK_GLASS_REFUSED');
      return ok({ id: input.id });
    });
  }

  /** Ends an open access, or takes an unanswered request back. @throws {AccessDenied} neither asked nor decides. */
  async end(principal: Principal, input: BreakGlassCommand) {
    return this.commands.run({ name: 'endBreakGlass', principal, input }, async (tx) => {
      const found = await this.find(tx, principal, input.id);
      const isAhead = found.view.decidedAt === null;
      const step = isAhead ? 'BREAK_GLASS_WITHDRAWN' : 'BREAK_GLASS_ENDED';
      const moved = await this.move(tx, found, step);
      if (!moved.ok) return moved;
      await this.over(tx, found.view, step);
      return ok({ id: input.id });
    });
  }

  /** The officer says afterwards whether it was right. @throws {AccessDenied} like {@link approve}. */
  async review(
    principal: Principal,
    input: BreakGlassCommand & { readonly verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED' },
  ) {
    return this.commands.run({ name: 'reviewBreakGlass', principal, input }, async (tx) => {
      const found = await this.find(tx, principal, input.id);
      if (!isApprover(principal, found.view)) throw new AccessDenied();
      const moved = await this.move(tx, found, 'BREAK_GLASS_REVIEWED', { verdict: input.verdict });
      if (!moved.ok) return moved;
      await reviewBreakGlass(tx, input.id, found.staff.staffId);
      await this.record(tx, found.view, 'BREAK_GLASS_REVIEWED', { verdict: input.verdict });
      return ok({ id: input.id });
    });
  }

  /** The time is up: closes what is still open. Harmless to repeat. */
  async timeUp(tx: Tx, id: string): Promise<void> {
    const view = await findBreakGlass(tx, id, this.clock.now().toString());
    if (!view || view.endedAt !== null || view.endsAt === null) return;
    if (view.endsAt.getTime() > this.clock.now().epochMilliseconds) return;
    const moved = await this.send(tx, view.id, 'BREAK_GLASS_TIME_UP', {}, systemActor);
    if (moved.ok) await this.over(tx, view, 'BREAK_GLASS_TIME_UP');
  }

  private async over(tx: Tx, view: BreakGlassView, action: string): Promise<void> {
    await endBreakGlass(tx, view.id, this.clock.now().toString());
    accessMayHaveChanged(tx, { caseId: view.caseId });
    await this.record(tx, view, action);
  }

  private async find(tx: Tx, principal: Principal, id: string): Promise<Found> {
    const view = await findBreakGlass(tx, id, this.clock.now().toString());
    if (!view) throw new AccessDenied();
    const actor = breakGlassActor(principal, view);
    if (actor.codes.length === 0) throw new AccessDenied();
    return { view, actor, staff: staffOf(principal) };
  }

  /** Only for the unit that leads the case now, and never for a protected case. */
  private async toDecide(tx: Tx, principal: Principal, id: string): Promise<Found> {
    const found = await this.find(tx, principal, id);
    const { view } = found;
    const controls = (await this.relations.leadUnit(tx, view.caseId)) === view.controllingUnitId;
    if (!isApprover(principal, view) || !controls || (await this.relations.isProtected(tx, view.caseId)))
      throw new AccessDenied();
    return found;
  }

  private move(tx: Tx, { view, actor }: Found, type: string, payload: JsonObject = {}) {
    return this.send(tx, view.id, type, payload, actor);
  }

  private async send(tx: Tx, id: string, type: string, payload: JsonObject, actor: ProcessActor) {
    const [process] = await this.engine.findBySubject(tx, BREAK_GLASS_SUBJECT, id);
    if (!process) throw new Error('Break-glass access without process');
    return this.engine.send(tx, {
      processId: process.id,
      event: { type, payload },
      actor,
      at: this.clock.now(),
    });
  }

  private async record(
    tx: Tx,
    view: Pick<BreakGlassView, 'id' | 'caseId' | 'controllingUnitId'>,
    action: string,
    details: AuditEntry['details'] = {},
  ): Promise<void> {
    const { id: objectId, caseId, controllingUnitId } = view;
    const unit = controllingUnitId === null ? {} : { unitId: controllingUnitId };
    await this.audit.record(tx, {
      action,
      objectType: BREAK_GLASS_SUBJECT,
      objectId,
      caseId,
      ...unit,
      details,
    });
  }
}

function staffOf(principal: Principal): StaffPrincipal {
  if (principal.kind !== 'staff') throw new AccessDenied();
  return principal;
}
