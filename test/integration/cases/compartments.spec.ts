import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, aPerson, CaseWork, key } from '#test/builders/case-work.js';
import { staffId, unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { beside } from '#test/support/beside.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { CaseReader, PersonRepository, TaskBook } from '../../../src/cases/index.js';
import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { ok, type CaseId, type ConsentId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { CaseRelations, Visibility } from '../../../src/sharing/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

async function seen(caseId: CaseId, who: StaffKey): Promise<string> {
  const actor = await test.staff(who);
  return outcomeOf(
    test
      .get(UnitOfWork)
      .run(actor, (tx) => test.get(CaseReader).get(tx, caseId))
      .then(ok),
  );
}

async function listed(caseId: CaseId, who: StaffKey): Promise<boolean> {
  const actor = await test.staff(who);
  const rows = await test.get(UnitOfWork).run(actor, (tx) => test.get(CaseReader).list(tx, 100, undefined));
  return rows.some(({ id }) => id === caseId);
}

async function add(caseId: CaseId, unitKey: UnitKey): Promise<string> {
  const input = { idempotencyKey: key(), caseId, unitId: unit(unitKey) };
  return codeOf(await test.get(AddCaseParticipation).execute(await test.staff('lead'), input));
}

/** A consent of the person that the case is shown to the unit. */
async function consentTo(caseId: CaseId, unitKey: UnitKey, more: object = {}): Promise<ConsentId> {
  const consentId = await work.offer(anOffer(caseId, { recipientUnitId: unit(unitKey), ...more }));
  await work.grant(consentId);
  return consentId;
}

async function request(caseId: CaseId, toUnit: UnitKey, consentId: ConsentId, warningVersion: string | null) {
  const input = { idempotencyKey: key(), caseId, toUnitId: unit(toUnit), consentId, warningVersion };
  return test.get(OpenCompartment).request(await test.staff('lead'), input);
}

async function decide(openingId: string, who: StaffKey, decision: 'RELEASED' | 'REFUSED' = 'RELEASED') {
  const input = { idempotencyKey: key(), openingId, decision };
  return test.get(OpenCompartment).decide(await test.staff(who), input);
}

describe('a protected case', () => {
  it.each(['jobcenter', 'abh', 'beratung2'] as const)(
    'S1.25 S2.47 cannot be shown to %s on the usual way',
    async (unitKey) => {
      const caseId = await work.openCase({ compartment: 'UNIT' });
      expect(await add(caseId, unitKey)).toBe('CASE_IS_PROTECTED');
    },
  );

  it('of named counsellors is there for the case lead, the named and the person alone', async () => {
    const caseId = await work.openCase({ compartment: 'COUNSELLOR' });
    expect(await seen(caseId, 'lead')).toBe('OK');
    expect(await listed(caseId, 'lead')).toBe(true);
    for (const who of [
      'colleague',
      'leadAndModerator',
      'projektleitungAhorn',
      'datenschutz',
      'abh',
    ] as const) {
      expect(await seen(caseId, who)).toBe('AccessDenied');
      expect(await listed(caseId, who)).toBe(false);
    }
    const input = { idempotencyKey: key(), caseId, staffId: staffId('colleague') };
    expect(codeOf(await test.get(ProtectCase).nameCounsellor(await test.staff('lead'), input))).toBe('OK');
    expect(await seen(caseId, 'colleague')).toBe('OK');
    expect(await listed(caseId, 'colleague')).toBe(true);
    expect(await seen(caseId, 'leadAndModerator')).toBe('AccessDenied');
    const person = await work.linkPerson(caseId);
    expect(
      await outcomeOf(
        test
          .get(UnitOfWork)
          .run(person, (tx) => test.get(CaseReader).get(tx, caseId))
          .then(ok),
      ),
    ).toBe('OK');
  });

  it('leaves no trace in search, items, tasks and work lists of colleagues', async () => {
    const names = [
      { kind: 'OFFICIAL', givenNames: 'Verborgen', familyNames: 'Beispiel', preferred: true },
    ] as const;
    const caseId = await work.openCase({ compartment: 'COUNSELLOR', person: aPerson({ names }) });
    const lead = await test.staff('lead');
    const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
    valueOf(await test.get(StartProcess).execute(lead, start));
    const traces = async (who: StaffKey) =>
      test.get(UnitOfWork).run(await test.staff(who), async (tx) => ({
        found: (
          await test.get(PersonRepository).findByName(tx, [unit('beratung')], {
            givenNames: 'Verborgen',
            familyNames: 'Beispiel',
            birthDate: null,
          })
        ).length,
        related: (await test.app.get<CaseRelations>(CaseRelations).find(tx, caseId)) !== undefined,
        tasks: (await test.get(TaskBook).listOwn(tx, { limit: 100, onlyOpen: false })).filter(
          (task) => task.caseId === caseId,
        ).length,
      }));
    expect(await traces('lead')).toMatchObject({ found: 1, related: true });
    expect(await traces('colleague')).toEqual({ found: 0, related: false, tasks: 0 });
    const items = test
      .get(UnitOfWork)
      .run(await test.staff('colleague'), (tx) => test.get(Visibility).ofCase(tx, caseId));
    expect(await outcomeOf(items.then(ok))).toBe('AccessDenied');
    const inWorkList = async (who: StaffKey) => {
      const query = `query ($caseId: ID!) { workList(filter: { view: LED, caseId: $caseId }) { edges { cursor } } }`;
      const { data, codes } = await test.ask(who, query, { caseId });
      return { codes, items: (data as { workList: { edges: unknown[] } } | null)?.workList.edges.length };
    };
    expect(await inWorkList('colleague')).toEqual({ codes: [], items: 0 });
    expect((await inWorkList('lead')).items).toBeGreaterThan(0);
  });

  it('can be kept by free bodies only, and only as long as nobody else knows of it', async () => {
    const lead = await test.staff('lead');
    const protect = async (caseId: CaseId) =>
      codeOf(
        await test.get(ProtectCase).protect(lead, { idempotencyKey: key(), caseId, compartment: 'UNIT' }),
      );
    expect(await protect(await work.openCase({ units: ['jobcenter'] }))).toBe('CASE_IS_SHARED');
    const alone = await work.openCase();
    expect(await protect(alone)).toBe('OK');
    expect(await add(alone, 'jobcenter')).toBe('CASE_IS_PROTECTED');
    const colleague = await test.staff('colleague');
    const input = { idempotencyKey: key(), caseId: alone, compartment: 'COUNSELLOR' } as const;
    expect(await outcomeOf(test.get(ProtectCase).protect(colleague, input))).toBe('AccessDenied');
  });
});

describe('opening a protected case to a public body', () => {
  it('S1.24 needs the warning, a consent that carries it, and a second person', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    const other = await consentTo(caseId, 'sozialamt');
    const unfit = await request(caseId, 'jobcenter', other, OPENING_WARNING.version);
    expect(codeOf(unfit)).toBe('OPENING_CONSENT_MISSING');
    const consentId = await consentTo(caseId, 'jobcenter');
    expect(codeOf(await request(caseId, 'jobcenter', consentId, null))).toBe('OPENING_WARNING_MISSING');
    expect(codeOf(await request(caseId, 'jobcenter', consentId, 'alt'))).toBe('OPENING_WARNING_MISSING');
    const { openingId } = valueOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version));
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
    expect(codeOf(await decide(openingId, 'lead'))).toBe('OPENING_NEEDS_SECOND_PERSON');
    expect(await outcomeOf(decide(openingId, 'jobcenter'))).toBe('AccessDenied');
    expect(codeOf(await decide(openingId, 'colleague'))).toBe('OK');
    expect(await seen(caseId, 'jobcenter')).toBe('OK');
    expect(codeOf(await decide(openingId, 'colleague', 'REFUSED'))).toBe('OPENING_ALREADY_DECIDED');
    const kept = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE case_id = $1 AND action LIKE 'COMPARTMENT%' ORDER BY action DESC`,
      [caseId],
    );
    expect(kept.map(({ action }) => action)).toEqual([
      'COMPARTMENT_OPENING_REQUESTED',
      'COMPARTMENT_OPENING_RELEASED',
    ]);
  });

  it('does not happen when the second person refuses', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    const consentId = await consentTo(caseId, 'jobcenter');
    const { openingId } = valueOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version));
    expect(codeOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version))).toBe(
      'OPENING_ALREADY_REQUESTED',
    );
    expect(codeOf(await decide(openingId, 'colleague', 'REFUSED'))).toBe('OK');
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
  });

  it('does not happen when the consent ended before the second person looked', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    const consentId = await consentTo(caseId, 'jobcenter');
    const { openingId } = valueOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version));
    await work.revoke(consentId);
    expect(codeOf(await decide(openingId, 'colleague'))).toBe('OPENING_CONSENT_MISSING');
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
  });

  it('ends in the moment the person takes the consent back', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    const consentId = await consentTo(caseId, 'jobcenter');
    const { openingId } = valueOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version));
    valueOf(await decide(openingId, 'colleague'));
    expect(await seen(caseId, 'jobcenter')).toBe('OK');
    await work.revoke(consentId);
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
    expect(await listed(caseId, 'jobcenter')).toBe(false);
  });

  it('does not outlive a consent that is taken back while the second person decides', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    const consentId = await consentTo(caseId, 'jobcenter');
    const { openingId } = valueOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version));
    const { first, overtook } = await beside(
      test,
      'COMPARTMENT_OPENING_RELEASED',
      () => outcomeOf(decide(openingId, 'colleague')),
      () => work.revoke(consentId),
    );
    expect({ first, overtook }).toEqual({ first: 'OK', overtook: false });
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
  });

  it('has no place where nothing is protected', async () => {
    const caseId = await work.openCase();
    const consentId = await consentTo(caseId, 'jobcenter');
    expect(codeOf(await request(caseId, 'jobcenter', consentId, OPENING_WARNING.version))).toBe(
      'CASE_NOT_PROTECTED',
    );
  });
});
