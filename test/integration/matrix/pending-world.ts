import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { definitionHash } from '../../../src/workflow/domain/definition-hash.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { StartProcessMigration } from '../../../src/workflow/migration/application/start-process-migration.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';
import { anOffer, key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { OTHER_ROOM, staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { TestApp } from '#test/support/test-app.js';
import { SUBJECTS } from './actors.js';
import type { Ids } from './slots.js';

const TODAY = '2026-05-20';
const WHY = 'Die Texte wurden überarbeitet.';

/** What waits for a second person or for its next step: doors through which somebody must get. */
export class PendingWorld {
  private readonly conferences: ConferenceWork;

  constructor(private readonly test: TestApp) {
    this.conferences = new ConferenceWork(test);
  }

  /** Makes it, on the day of the sittings. @returns Identifiers of what it consists of. */
  async build(caseId: CaseId): Promise<Partial<Ids>> {
    const sittingId = await this.sitting(caseId);
    return { sittingId, ...(await this.opening()), migrationId: await this.migration() };
  }

  /** Held at this moment; who chairs the conference of the matrix keeps the record of this one. */
  private async sitting(caseId: CaseId): Promise<string> {
    const id = await this.conferences.request(anAnonymised(caseId));
    await this.conferences.schedule(id, {
      startsAt: `${TODAY}T10:00:00Z`,
      endsAt: `${TODAY}T11:00:00Z`,
      chairId: staffId('moderation2'),
      recorderId: staffId(SUBJECTS.chair),
      roomId: OTHER_ROOM,
    });
    this.test.clock.setDay(TODAY);
    valueOf(await this.conferences.step('openSession', id, await this.test.staff('moderation2')));
    return id;
  }

  /** A case that exists for the counsellors only, and the request to open it to a public body. */
  private async opening(): Promise<Partial<Ids>> {
    const lead = await this.test.staff('lead');
    const protection = this.test.get(ProtectCase);
    const caseId = await this.conferences.openCase({ concern: 'Amselverborgen' });
    const protecting = { idempotencyKey: key(), caseId, compartment: 'COUNSELLOR' as const };
    valueOf(await protection.protect(lead, protecting));
    const naming = { idempotencyKey: key(), caseId, staffId: staffId('colleague') };
    valueOf(await protection.nameCounsellor(lead, naming));
    const consentId = await this.conferences.offer(anOffer(caseId, { validFrom: TODAY }));
    await this.conferences.grant(consentId);
    const { openingId } = valueOf(
      await this.test.get(OpenCompartment).request(lead, {
        idempotencyKey: key(),
        caseId,
        toUnitId: unit('jobcenter'),
        consentId,
        warningVersion: OPENING_WARNING.version,
      }),
    );
    return { protectedCaseId: caseId, openingId };
  }

  /** From a definition that comes with the product to its second version, proposed and not yet approved. */
  private async migration(): Promise<string> {
    await this.test.tx(async (tx) => {
      const rows = this.test.get(DefinitionRows);
      const [one] = (await rows.deployed(tx)).filter((deployed) => deployed.key === 'task');
      const first = one && (await rows.find(tx, one.hash));
      if (!first) throw new Error('The tasks are not deployed');
      const document: ProcessDefinition = { ...first.document, version: 2, lawVersion: '2027-01-01' };
      const { key: definitionKey, version, lawVersion } = document;
      const text = JSON.stringify(document);
      const row = { hash: definitionHash(document), key: definitionKey, version, lawVersion, text };
      await rows.insert(tx, row, this.test.clock.now().toString());
    });
    const proposed = await this.test
      .get(StartProcessMigration)
      .execute(await this.test.staff(SUBJECTS.administrator), {
        idempotencyKey: key(),
        key: 'task',
        from: '1',
        to: '2',
        mapping: { key: 'task', from: 1, to: 2, reason: WHY },
        reason: WHY,
      });
    return valueOf(proposed).migrationId;
  }
}
