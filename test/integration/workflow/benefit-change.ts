import { CaseWork, key } from '#test/builders/case-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId, ProcessId } from '../../../src/kernel/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import type { JsonObject } from '../../../src/workflow/domain/definition.js';
import {
  WorkList,
  type WorkListEntry,
  type WorkListRequest,
} from '../../../src/workflow/worklist/application/work-list.js';

const CEASED = { reason: 'titleIssued', monthEnd: '2026-05-31', claimFrom: '2026-06-01' };

/** State in which the Jobcenter decides on an application. */
export const NEW_BENEFIT = 'switching.steps.newBenefit.applied';

/** A change of benefits of one person, in which several bodies have to act at the same time. */
export class BenefitChange {
  readonly work: CaseWork;
  caseId!: CaseId;
  processId!: ProcessId;

  private constructor(readonly test: TestApp) {
    this.work = new CaseWork(test);
  }

  /** The whole application with nothing in it; in `beforeAll`. */
  static async open(): Promise<BenefitChange> {
    return new BenefitChange(await TestApp.start());
  }

  /** Sends an event at the present time. */
  async send(by: StaffKey, type: string, payload: JsonObject = {}): Promise<void> {
    const { processId } = this;
    const { revision } = await this.work.process(processId);
    const input = { idempotencyKey: key(), processId, type, payload, expectedRevision: revision };
    valueOf(await this.test.get(SendProcessEvent).execute(await this.test.staff(by), input));
  }

  /** A new case with a new process, on the first day. */
  async start(): Promise<void> {
    this.test.clock.setDay(FIRST_DAY);
    this.caseId = await this.work.openCase({ units: ['jobcenter', 'asylblg', 'beratung2'] });
    const input = { idempotencyKey: key(), caseId: this.caseId, definitionKey: 'rechtskreiswechsel' };
    const lead = await this.test.staff('lead');
    this.processId = valueOf(await this.test.get(StartProcess).execute(lead, input)).processId;
    await this.send('asylblg', 'ENTITLEMENT_CEASED', CEASED);
  }

  /** The same, with an application on which the Jobcenter has to decide. */
  async startApplication(): Promise<void> {
    await this.start();
    await this.send('lead', 'APPLIED_JC', { receivedOn: FIRST_DAY, receivedBy: 'JC' });
  }

  /** Work list of a member of staff; of the newest case unless asked otherwise. */
  async listOf(who: StaffKey, more: Partial<WorkListRequest> = {}): Promise<readonly WorkListEntry[]> {
    const request = { view: 'OWN', orderBy: 'DUE_ON', after: undefined, limit: 100 } as const;
    return this.test
      .get(WorkList)
      .list(await this.test.staff(who), { ...request, caseId: this.caseId, ...more });
  }

  /** Stays in a state, oldest first. */
  async rowsOf(stateId: string) {
    return this.test.rows<{ status: string; outcome: string | null; generation: number }>(
      `SELECT status, outcome, generation FROM work_item WHERE process_id = $1 AND state_id = $2 ORDER BY generation`,
      [this.processId, `rechtskreiswechsel.${stateId}`],
    );
  }
}

/** States of entries, as paths in the definition. */
export function paths(entries: readonly WorkListEntry[]): readonly string[] {
  return entries.map(({ item }) => item.stateId.replace('rechtskreiswechsel.', ''));
}
