import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, aPerson, EVIDENCE, key, SCAN } from '#test/builders/case-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { AppModule } from '../../../src/app.module.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { CaseReader, OpenCase } from '../../../src/cases/index.js';
import { demoId, LIPPE_ORGANISATIONS } from '../../../src/cli/demo/lippe-directory.js';
import { seedLippe } from '../../../src/cli/demo/seed-lippe.js';
import { demoStaff } from '../../../src/cli/demo/seed-parts.js';
import type { CaseId, UnitId } from '../../../src/kernel/index.js';
import { loadConfig, UnitOfWork, withRoles, type StaffPrincipal } from '../../../src/platform/index.js';
import { BreakGlass } from '../../../src/sharing/application/break-glass.js';
import { ConsentEvidenceFiles } from '../../../src/sharing/application/consent-evidence.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { OfferConsent } from '../../../src/sharing/application/offer-consent.js';
import { BuildPrivacyRecord, DataBreaches } from '../../../src/sharing/rights/index.js';

const AWO = demoId<UnitId>('unit:awo');
const JOBCENTER = demoId<UnitId>('unit:jobcenter');

let database: TestDatabase;
let dataDir: string;
let app: INestApplicationContext;
let lead: StaffPrincipal;
let head: StaffPrincipal;
let officer: StaffPrincipal;

beforeAll(async () => {
  Logger.overrideLogger(false);
  dataDir = mkdtempSync(join(tmpdir(), 'fallwerk-roles-'));
  database = await createTestDatabase();
  const config = loadConfig({
    FALLWERK_MODE: 'demonstration',
    FALLWERK_DATA_DIR: dataDir,
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
  });
  await seedLippe(config);
  app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, [])), {
    logger: false,
  });
  lead = await demoStaff(app, 'fallmanagement.awo');
  head = await demoStaff(app, 'leitung.awo');
  officer = await demoStaff(app, 'datenschutz');
}, 300_000);

afterAll(async () => {
  await app?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function openCase(compartment: 'UNIT' | null): Promise<CaseId> {
  const input = { idempotencyKey: key(), person: aPerson(), leadUnitId: AWO, compartment };
  const opened = await app.get(OpenCase).execute(lead, { ...input, intensity: 'CASE_MANAGEMENT' });
  return valueOf(opened).caseId;
}

/** Consent to sharing with the Jobcenter, on paper. */
async function consent(caseId: CaseId) {
  const now = new Date().toISOString().slice(0, 10);
  const parties = { discloserUnitId: AWO, recipientUnitId: JOBCENTER, validFrom: now, validUntil: now };
  const offered = await app.get(OfferConsent).execute(lead, anOffer(caseId, parties));
  const { consentId } = valueOf(offered);
  const scan = { idempotencyKey: key(), consentId, content: SCAN };
  valueOf(await app.get(ConsentEvidenceFiles).attach(lead, scan));
  const granted = { idempotencyKey: key(), consentId, evidence: EVIDENCE };
  valueOf(await app.get(GrantConsent).execute(lead, granted));
  return consentId;
}

describe('the accounts of the demonstration', () => {
  it('open a protected case with four eyes', async () => {
    const caseId = await openCase('UNIT');
    const opening = app.get(OpenCompartment);
    const asked = await opening.request(lead, {
      idempotencyKey: key(),
      caseId,
      toUnitId: JOBCENTER,
      consentId: await consent(caseId),
      warningVersion: OPENING_WARNING.version,
    });
    const { openingId } = valueOf(asked);
    const decide = (by: StaffPrincipal) =>
      opening.decide(by, { idempotencyKey: key(), openingId, decision: 'RELEASED' });
    expect(codeOf(await decide(lead))).toBe('OPENING_NEEDS_SECOND_PERSON');
    valueOf(await decide(head));
  });

  it('ask for, allow and review an emergency access', async () => {
    const caseId = await openCase(null);
    const glass = app.get(BreakGlass);
    const admin = await demoStaff(app, 'administration');
    const request = { idempotencyKey: key(), caseId, reason: 'FAULT' } as const;
    const { id } = valueOf(await glass.request(admin, request));
    valueOf(await glass.approve(head, { idempotencyKey: key(), id, minutes: 15 }));
    const file = await app.get(UnitOfWork).run(admin, (tx) => app.get(CaseReader).get(tx, caseId));
    expect(file.id).toBe(caseId);
    valueOf(await glass.end(admin, { idempotencyKey: key(), id }));
    valueOf(await glass.review(officer, { idempotencyKey: key(), id, verdict: 'JUSTIFIED' }));
  });

  it('record a breach at every unit, whose officer the record of processing names', async () => {
    const units = LIPPE_ORGANISATIONS.flatMap((organisation) => organisation.units);
    for (const { id: unitId } of units) {
      const recorded = await app.get(DataBreaches).record(officer, {
        idempotencyKey: key(),
        unitId,
        kinds: ['CONFIDENTIALITY'],
        categories: ['WORK'],
        noticedAt: new Date().toISOString(),
        facts: 'Eine Liste ging an eine falsche Adresse.',
        personsEstimated: 2,
      });
      valueOf(recorded);
    }
    const record = await app.get(UnitOfWork).run(officer, (tx) => app.get(BuildPrivacyRecord).build(tx));
    expect(record.controllers).toHaveLength(units.length);
    expect(JSON.stringify(record.controllers).match(/Demo Datenschutzbeauftragte/g)).toHaveLength(
      units.length,
    );
  });
});
