import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPerson, key } from '#test/builders/case-work.js';
import { REGION, unit, type UnitKey } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { OpenCase } from '../../../src/cases/index.js';
import type { OpenCaseCommand } from '../../../src/cases/application/open-case.js';
import { ReferWithoutRecording } from '../../../src/cases/application/refer-without-recording.js';
import { INTAKE_NOTICE } from '../../../src/cases/domain/protection-notices.js';
import { ok } from '../../../src/kernel/index.js';

let test: TestApp;

beforeAll(async () => {
  test = await TestApp.start();
});

afterAll(async () => test?.stop());

async function open(who: 'lead' | 'sozialamt', unitKey: UnitKey, more: Partial<OpenCaseCommand> = {}) {
  const input = {
    idempotencyKey: key(),
    person: aPerson(),
    leadUnitId: unit(unitKey),
    intensity: 'BRIEF',
  } as const;
  return codeOf(await test.get(OpenCase).execute(await test.staff(who), { ...input, ...more }));
}

describe('intake at a public body', () => {
  it('S0.3 begins with the notice in force; a welfare organisation needs none', async () => {
    expect(await open('sozialamt', 'sozialamt')).toBe('INTAKE_NOTICE_MISSING');
    expect(await open('sozialamt', 'sozialamt', { intakeNoticeVersion: 'alt' })).toBe(
      'INTAKE_NOTICE_MISSING',
    );
    expect(await open('sozialamt', 'sozialamt', { intakeNoticeVersion: INTAKE_NOTICE.version })).toBe('OK');
    expect(await open('lead', 'beratung')).toBe('OK');
  });

  it('keeps no protected compartment', async () => {
    const read = { intakeNoticeVersion: INTAKE_NOTICE.version };
    expect(await open('sozialamt', 'sozialamt', { ...read, compartment: 'UNIT' })).toBe(
      'COMPARTMENT_OF_PUBLIC_BODY',
    );
  });

  it('names § 87 and shows the notice to everybody who may start an intake', async () => {
    const { data } = await test.ask('sozialamt', '{ protectionNotices { intake { version de plain } } }');
    const { intake } = (data as Record<string, unknown>)['protectionNotices'] as {
      intake: { de: string; plain: string };
    };
    expect(intake.de).toContain('§ 87 Abs. 2 AufenthG');
    expect(intake.plain).not.toContain('§');
  });
});

describe('a referral without recording', () => {
  it('S2.53 leaves a number per unit and month, no person, no account and no time', async () => {
    const caseworker = await test.staff('sozialamt');
    const referral = test.get(ReferWithoutRecording);
    const count = async (table: string) => (await test.rows(`SELECT 1 FROM ${table}`)).length;
    const before = [await count('audit_event'), await count('idempotency_record'), await count('person')];
    const input = { idempotencyKey: key(), unitId: unit('sozialamt') };
    await referral.execute(caseworker, input);
    await referral.execute(caseworker, input);
    await referral.execute(caseworker, { ...input, idempotencyKey: key() });
    expect(await test.rows(`SELECT region_id, unit_id, month::text, count FROM unrecorded_referral`)).toEqual(
      [{ region_id: REGION, unit_id: unit('sozialamt'), month: '2026-05-01', count: 2 }],
    );
    expect([await count('audit_event'), await count('idempotency_record'), await count('person')]).toEqual(
      before,
    );
  });

  it('is counted for one’s own unit only', async () => {
    const input = { idempotencyKey: key(), unitId: unit('sozialamt') };
    const foreign = test.get(ReferWithoutRecording).execute(await test.staff('jobcenter'), input);
    expect(await outcomeOf(foreign.then(() => ok(undefined)))).toBe('AccessDenied');
  });
});

describe('what is never asked', () => {
  // The time between two rooms of conferences is about no person.
  const FORBIDDEN =
    /(illegal|unlawful|undocumented|irregular|sans_?papiers|without_?papers)|deportation_?(date|detail|flight)|removal_?date|(reason|cause)_?(of|for)_?(migration|flight)|migration_?(reason|route|cause)|travel(?!_?time)|religion|ethnic/i;

  it('S0.1 has no column for unlawful stay, deportation, reasons of migration or travel', async () => {
    const columns = await test.rows<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.map(({ name }) => name).filter((name) => FORBIDDEN.test(name))).toEqual([]);
  });

  it('S0.1 has no field, argument or input for it either', async () => {
    const { data } = await test.ask(
      'lead',
      '{ __schema { types { name fields { name args { name } } inputFields { name } } } }',
    );
    const { types } = (data as Record<string, unknown>)['__schema'] as {
      types: {
        name: string;
        fields: { name: string; args: { name: string }[] }[] | null;
        inputFields: { name: string }[] | null;
      }[];
    };
    const names = types.flatMap(({ fields, inputFields }) => [
      ...(fields ?? []).flatMap(({ name, args }) => [name, ...args.map((arg) => arg.name)]),
      ...(inputFields ?? []).map(({ name }) => name),
    ]);
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => FORBIDDEN.test(name))).toEqual([]);
  });
});
