import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, key } from '#test/builders/case-work.js';
import { REGION, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { CloseCase } from '../../../src/cases/application/close-case.js';
import { privacyRetention } from '../../../src/cli/commands/privacy/retention.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { AppConfig } from '../../../src/platform/index.js';
import {
  BuildPrivacyRecord,
  DecideRetention,
  privacyRecordPage,
  RunRetention,
  type DecideRetentionCommand,
  type RetentionRecordKind,
  type RetentionReport,
} from '../../../src/sharing/index.js';
import { saidBy } from '../cli/in-process.js';
import { RightsWork } from './rights-work.js';

let test: TestApp;
let work: RightsWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new RightsWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

async function decide(more: Partial<DecideRetentionCommand> = {}, who: StaffKey = 'datenschutz') {
  const input: DecideRetentionCommand = {
    idempotencyKey: key(),
    unitId: unit('beratung'),
    recordKind: 'closedCase',
    months: 12,
    reason: 'Löschkonzept des Trägers vom Mai 2026.',
    validFrom: test.clock.today().toString(),
    ...more,
  };
  return test.get(DecideRetention).execute(await test.staff(who), input);
}

async function closed(by: 'lead' | 'otherLead'): Promise<CaseId> {
  const leadUnit = by === 'lead' ? 'beratung' : 'beratung2';
  const caseId = await work.openCase({ by, leadUnit, person: aPerson({ languages: [] }) });
  const input = { idempotencyKey: key(), caseId, reason: 'NO_CONTACT' as const };
  valueOf(await test.get(CloseCase).execute(await test.staff(by), input));
  return caseId;
}

/** The command itself, in a process of the operator, by the clock of the wall. */
async function fallwerk(...words: readonly string[]) {
  const before = { ...process.env };
  Object.assign(process.env, {
    FALLWERK_MODE: 'test',
    FALLWERK_DATA_DIR: test.app.get(AppConfig).dataDir,
    DATABASE_URL: test.database.appUrl,
    MIGRATION_DATABASE_URL: test.database.ownerUrl,
  });
  try {
    return await saidBy(privacyRetention, words);
  } finally {
    process.env = before;
  }
}

async function lineOf(recordKind: RetentionRecordKind) {
  const [report] = await test.get(RunRetention).run(undefined, REGION);
  return { line: report?.lines.find((one) => one.recordKind === recordKind), overrides: report?.overrides };
}

describe('the period of a unit', () => {
  it('counts for its own records alone, shorter or longer, and from its first day on', async () => {
    await closed('lead');
    await closed('otherLead');
    const due = async (day: string) => {
      test.clock.setDay(day);
      return (await lineOf('closedCase')).line?.due;
    };
    expect(await due('2027-05-05')).toBe(0);
    valueOf(await decide({ months: 12, validFrom: '2027-06-01' }));
    expect([await due('2027-05-31'), await due('2027-06-01')]).toEqual([0, 1]);
    // The rule for the other unit still holds.
    expect(await due('2028-05-05')).toBe(2);
    valueOf(await decide({ months: 36 }));
    expect(await due('2028-05-06')).toBe(1);
    expect((await lineOf('closedCase')).overrides).toMatchObject([
      { unitId: unit('beratung'), recordKind: 'closedCase', months: 36, validFrom: '2028-05-05' },
    ]);
    const page = privacyRecordPage(await test.tx((tx) => test.get(BuildPrivacyRecord).build(tx)));
    expect(page).toContain(
      '| Beratungsstelle Ahorn | Akte des Fallmanagements mit allen Angaben | 36 Monate |',
    );
    valueOf(await decide({ months: null }));
    expect((await lineOf('closedCase')).overrides).toEqual([]);
    expect(await due('2028-05-07')).toBe(2);
  });

  it('stays between what a rule demands and allows, and exists only where the rule is one of units', async () => {
    expect(codeOf(await decide({ recordKind: 'consentProof', months: 35 }))).toBe('RETENTION_TOO_SHORT');
    expect(codeOf(await decide({ recordKind: 'consentProof', months: 60 }))).toBe('OK');
    expect(codeOf(await decide({ recordKind: 'entryInterview', months: 13 }))).toBe('RETENTION_TOO_LONG');
    expect(codeOf(await decide({ recordKind: 'entryInterview', months: 6 }))).toBe('OK');
    expect(codeOf(await decide({ recordKind: 'accessLog', months: 3 }))).toBe('RETENTION_NOT_PER_UNIT');
    expect(codeOf(await decide({ validFrom: '2026-05-03' }))).toBe('RETENTION_DATE_NOT_POSSIBLE');
  });

  it('is decided by the officer of that unit alone, and never rewritten', async () => {
    for (const who of ['lead', 'jobcenterHead', 'administration', 'projektleitung'] as const)
      expect(await outcomeOf(decide({}, who))).toBe('AccessDenied');
    expect(await outcomeOf(decide({ unitId: unit('jobcenter') }))).toBe('AccessDenied');
    valueOf(await decide());
    await expect(test.rows(`UPDATE retention_rule_override SET months = 1`)).rejects.toThrow();
    const query = `query ($unitId: ID!) { retentionRules(unitId: $unitId) { recordKind months ruleMonths status } }`;
    const { data } = await test.ask('datenschutz', query, { unitId: unit('beratung') });
    expect(data?.['retentionRules']).toContainEqual({
      recordKind: 'closedCase',
      months: 12,
      ruleMonths: 24,
      status: 'PROPOSED',
    });
    expect((await test.ask('lead', query, { unitId: unit('beratung') })).codes).toEqual([
      'NOT_FOUND_OR_NOT_PERMITTED',
    ]);
  });

  it('reaches the report that an operator reads: a case closed 25 months ago, the rule, and what the unit decided', async () => {
    const caseId = await closed('lead');
    test.clock.setDay('2021-01-04');
    valueOf(await decide({ recordKind: 'dataSubjectRequest', months: 48 }));
    await test.database.asOwner(
      `UPDATE case_participation SET started_at = now() - interval '26 months', ended_at = now() - interval '25 months'
       WHERE case_id = '${caseId}'`,
    );
    const { code, out } = await fallwerk();
    expect(code).toBe(0);
    expect(out).toMatch(/closedCase {2}vor .* fällig · due [1-9]/);
    expect(out).toContain('Frist · period 24 Monate · months (Vorschlag: Vorschlag dieses Projekts');
    expect(out).toContain(`Stelle · unit ${unit('beratung')}: 48 Monate · months, seit · since 2021-01-04`);
    const [report] = JSON.parse((await fallwerk('--json')).out) as RetentionReport[];
    expect(report?.lines.find(({ recordKind }) => recordKind === 'closedCase')?.caseIds).toContain(caseId);
    // Nothing happened.
    expect((await fallwerk()).out).toMatch(/closedCase {2}vor .* fällig · due [1-9]/);
  });
});
