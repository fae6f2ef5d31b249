import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { ok, type DomainError, type Result } from '../../../kernel/index.js';
import {
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  PersonVault,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import type { DataSubjectRequestId, IdentityCheck } from '../domain/request.js';
import { writeExtension, type RequestRow } from '../persistence/request.repository.js';
import { RequestAccess, type RequestStanding } from './request-access.js';
import { requestPlace } from './request-places.js';
import { RequestProcess } from './request-process.js';

export interface MoveRequestCommand {
  readonly idempotencyKey: string;
  readonly requestId: DataSubjectRequestId;
}

export interface CheckIdentityCommand extends MoveRequestCommand {
  readonly how: Exclude<IdentityCheck, 'ACCOUNT'>;
}

export interface ExtendRequestCommand extends MoveRequestCommand {
  /** Why it takes longer; the person reads it. */
  readonly reasons: string;
}

/** One step of a request. */
interface Step {
  readonly command: string;
  readonly event: string;
  readonly by: readonly (keyof RequestStanding)[];
  readonly payload: Readonly<Record<string, string>>;
  readonly alsoWrite?: (tx: Tx, request: RequestRow) => Promise<void>;
}

/** Steps of a request before its answer. */
@Injectable()
export class MoveRequest {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
    private readonly access: RequestAccess,
    private readonly process: RequestProcess,
  ) {}

  /** The controller has made sure that the request comes from the person. Errors: those of the engine. */
  checkIdentity(principal: Principal, input: CheckIdentityCommand) {
    const payload = { checkedOn: this.today(), how: input.how };
    return this.move(principal, input, {
      command: 'checkRequestIdentity',
      event: 'IDENTITY_CHECKED',
      by: ['isController'],
      payload,
    });
  }

  /** Two months more, once, with reasons the person is told within the first month. Errors: those of the engine. */
  extend(principal: Principal, input: ExtendRequestCommand) {
    return this.move(principal, input, {
      command: 'extendRequest',
      event: 'REQUEST_EXTENDED',
      by: ['isController'],
      payload: { extendedOn: this.today() },
      alsoWrite: async (tx, { id, personId }) => {
        const reasons = { text: input.reasons, place: requestPlace('extension', id) };
        const [sealed] = await this.vault.seal(tx, personId, [reasons]);
        if (sealed) writeExtension(tx, id, sealed);
      },
    });
  }

  /** The person takes it back, or the controller writes down that they did. Errors: those of the engine. */
  withdraw(principal: Principal, input: MoveRequestCommand) {
    return this.move(principal, input, {
      command: 'withdrawRequest',
      event: 'REQUEST_WITHDRAWN',
      by: ['isPerson', 'isController'],
      payload: {},
    });
  }

  /** The officer has taken note of an overdue request and urged the controller. Errors: those of the engine. */
  noteDelay(principal: Principal, input: MoveRequestCommand) {
    return this.move(principal, input, {
      command: 'noteRequestDelay',
      event: 'DELAY_NOTED',
      by: ['isOfficer'],
      payload: { notedOn: this.today() },
    });
  }

  private today(): string {
    return this.clock.today().toString();
  }

  /** @throws {AccessDenied} the request is not there, or the actor does not stand to it as the step demands. */
  private async move(
    principal: Principal,
    input: MoveRequestCommand,
    step: Step,
  ): Promise<Result<{ readonly requestId: DataSubjectRequestId }, DomainError>> {
    return this.commands.run({ name: step.command, principal, input }, async (tx) => {
      const { request, standing } = await this.access.get(tx, principal, input.requestId, step.by);
      const moved = await this.process.send(tx, request, standing, {
        type: step.event,
        payload: step.payload,
      });
      if (!moved.ok) return moved;
      await step.alsoWrite?.(tx, request);
      await this.audit.record(tx, {
        action: `DATA_SUBJECT_${step.event}`,
        objectType: 'dataSubjectRequest',
        objectId: request.id,
        caseId: request.caseId,
        unitId: request.controllerUnitId,
        details: { kind: request.kind },
      });
      // An objection that is taken back lets statutory disclosures through again.
      accessMayHaveChanged(tx, { caseId: request.caseId });
      return ok({ requestId: request.id });
    });
  }
}
