import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, type Principal, type Tx } from '../../../platform/index.js';
import {
  systemActor,
  WorkflowEngine,
  WorkflowRegistry,
  WorkScopes,
  type FactsSubject,
  type JsonObject,
  type SubjectAccess,
} from '../../../workflow/index.js';
import type { DataSubjectRequestId, RequestRecord } from '../domain/request.js';
import { findRequest } from '../persistence/request.repository.js';
import { codesOf, RequestAccess, requestActor, type RequestStanding } from './request-access.js';

/** Key of the definition, and type of its subject. */
export const REQUEST_PROCESS = 'data-subject-request';

/** How the process of a request begins. */
export function requestStart(
  { id, caseId, kind, receivedOn }: Pick<RequestRecord, 'id' | 'caseId' | 'kind' | 'receivedOn'>,
  at: Temporal.Instant,
) {
  return {
    key: REQUEST_PROCESS,
    subject: { type: REQUEST_PROCESS, id },
    caseId,
    context: { kind, receivedOn },
    at,
    actor: systemActor,
  };
}

const HOLDERS = `
  SELECT asked.controller_unit_id AS unit_id FROM data_subject_request asked
  WHERE asked.region_id = wanted.region_id AND asked.id = wanted.subject_id
    AND wanted.owner IN ('CONTROLLER', 'UNIT_HEAD', 'DPO')`;

/** Binds the definition `data-subject-request` to requests, and moves them. */
@Injectable()
export class RequestProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly scopes: WorkScopes,
    private readonly engine: WorkflowEngine,
    private readonly access: RequestAccess,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess(REQUEST_PROCESS, (tx, principal, process) =>
      this.mayRead(tx, principal, process),
    );
    this.registry.registerFacts(REQUEST_PROCESS, (_tx, { context }) =>
      Promise.resolve({ identityChecked: typeof context['checkedOn'] === 'string' }),
    );
    this.scopes.register(REQUEST_PROCESS, {
      holders: HOLDERS,
      roles: ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD', 'DATA_PROTECTION_OFFICER'],
    });
  }

  /** Sends one event. @returns What the engine answers. @throws {Error} a request without process. */
  async send(
    tx: Tx,
    request: RequestRecord,
    standing: RequestStanding,
    event: { readonly type: string; readonly payload?: JsonObject },
  ) {
    const [process] = await this.engine.findBySubject(tx, REQUEST_PROCESS, request.id);
    if (!process) throw new Error('Request without process');
    return this.engine.send(tx, {
      processId: process.id,
      event: { type: event.type, payload: event.payload ?? {} },
      actor: requestActor(tx.principal, request, standing),
      at: this.clock.now(),
    });
  }

  private async mayRead(tx: Tx, principal: Principal, { subject }: FactsSubject): Promise<SubjectAccess> {
    const request = await findRequest(tx, subject.id as DataSubjectRequestId);
    if (!request) return { mayRead: false, codes: [] };
    const standing = await this.access.standing(tx, principal, request);
    const codes = codesOf(standing);
    return { mayRead: codes.length > 0, codes, knowsCase: standing.isPerson || standing.isController };
  }
}
