import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { REGION, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { CaseReader } from '../../../src/cases/index.js';
import { asId, type CaseId } from '../../../src/kernel/index.js';
import { AccessDenied, systemPrincipal, UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { BreakGlass } from '../../../src/sharing/application/break-glass.js';
import { BreakGlassReader } from '../../../src/sharing/application/break-glass-reader.js';
import { BreakGlassGrants, CaseRelations } from '../../../src/sharing/index.js';

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;
let glass: BreakGlass;
let admin: Principal;
let officer: Principal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  glass = test.get(BreakGlass);
  admin = await test.staff('administration');
  officer = await test.staff('datenschutz');
});

afterAll(() => test?.stop());

beforeEach(async () => {
  test.clock.advance({ seconds: 1 });
  caseId = await work.openCase({ concern: 'Geheimwort' });
});

async function request(of: CaseId = caseId): Promise<string> {
  const input = { idempotencyKey: key(), caseId: of, reason: 'DANGER', reference: 'T-17' } as const;
  return valueOf(await glass.request(admin, input)).id;
}

async function opened(minutes = 60): Promise<string> {
  const id = await request();
  valueOf(await glass.approve(officer, { idempotencyKey: key(), id, minutes }));
  return id;
}

function read(as: Principal, of: CaseId = caseId) {
  return test.get(UnitOfWork).run(as, (tx) => test.get(CaseReader).get(tx, of));
}

async function view(as: Principal, id: string) {
  return test.get(UnitOfWork).run(as, (tx) => test.get(BreakGlassReader).get(tx, id));
}

async function looks(): Promise<readonly string[]> {
  const rows = await test.rows<{ part: string }>(
    `SELECT details ->> 'part' AS part FROM audit_event
     WHERE action = 'CASE_READ_IN_EMERGENCY' AND case_id = $1 ORDER BY at, id`,
    [caseId],
  );
  return rows.map(({ part }) => part);
}

describe('break-glass access', () => {
  it('shows one case to who asked for it, once a second person allowed it, and nothing else', async () => {
    const other = await work.openCase();
    await expect(read(admin)).rejects.toBeInstanceOf(AccessDenied);
    const id = await request();
    await expect(read(admin)).rejects.toBeInstanceOf(AccessDenied);
    valueOf(await glass.approve(officer, { idempotencyKey: key(), id, minutes: 60 }));
    expect(await read(admin)).toMatchObject({ id: caseId, concern: 'Geheimwort' });
    await expect(read(admin, other)).rejects.toBeInstanceOf(AccessDenied);
    // It is not the officer's own access, and lists stay empty.
    await expect(read(officer)).rejects.toBeInstanceOf(AccessDenied);
    const list = test.get(UnitOfWork).run(admin, (tx) => test.get(CaseReader).list(tx, 10, undefined));
    expect(await list).toEqual([]);
  });

  it('ends with the last role of who asked for it', async () => {
    await opened();
    const former: Principal = { ...(await test.staff('administration')), grants: [] };
    await expect(read(former)).rejects.toBeInstanceOf(AccessDenied);
    const rowsFor = (as: Principal) =>
      test.get(UnitOfWork).run(as, (tx) => tx.query(`SELECT id FROM case_file WHERE id = $1`, [caseId]));
    expect(await rowsFor(former)).toEqual([]);
    expect(await rowsFor(admin)).toHaveLength(1);
  });

  it('writes every look into the register', async () => {
    await opened();
    await read(admin);
    await test.get(UnitOfWork).run(admin, async (tx) => {
      await test.get(CaseReader).findPerson(tx, caseId);
      await test.get(CaseReader).interviews(tx, caseId);
      await test.get(CaseReader).participations(tx, caseId);
      await test.get(CaseReader).lifeAreaEntries(tx, caseId);
    });
    expect((await looks()).toSorted()).toEqual(['CASE', 'INTERVIEWS', 'ITEMS', 'PARTICIPATIONS', 'PERSON']);
    // Who takes part in the case anyway leaves no such trace.
    await read(await test.staff('lead'));
    expect(await looks()).toHaveLength(5);
  });

  it('permits reading only: no relation to the case rests on it', async () => {
    await opened();
    const relation = test
      .get(UnitOfWork)
      .run(admin, (tx) => test.app.get<CaseRelations>(CaseRelations).find(tx, caseId));
    expect(await relation).toBeUndefined();
    const input = { idempotencyKey: key(), caseId, unitId: unit('jobcenter') };
    await expect(test.get(AddCaseParticipation).execute(admin, input)).rejects.toBeInstanceOf(AccessDenied);
  });

  it('needs four eyes, and those of the unit that controls the case', async () => {
    const own = valueOf(await glass.request(officer, { idempotencyKey: key(), caseId, reason: 'FAULT' })).id;
    const itself = await glass.approve(officer, { idempotencyKey: key(), id: own, minutes: 60 });
    expect(codeOf(itself)).toBe('GUARD_REFUSED');
    const id = await request();
    for (const stranger of [
      'administration',
      'jobcenterHead',
      'lead',
      'colleague',
      'projektleitung',
    ] as const) {
      const approve = glass.approve(await test.staff(stranger), { idempotencyKey: key(), id, minutes: 60 });
      await expect(approve).rejects.toBeInstanceOf(AccessDenied);
    }
    await expect(read(admin)).rejects.toBeInstanceOf(AccessDenied);
    // The database refuses it as well, with every check of the code gone.
    const forged = `UPDATE break_glass SET decided_by = requested_by, decided_at = now(), ends_at = now() WHERE id = $1`;
    await expect(test.rows(forged, [id])).rejects.toMatchObject({ code: '23514' });
  });

  it('is allowed only where the unit has an officer who can review it, and not who asked', async () => {
    const head = await test.staff('jobcenterHead');
    const led = await work.openCase({ by: 'jobcenter', leadUnit: 'jobcenter' });
    const asked = async (by: Principal) =>
      valueOf(await glass.request(by, { idempotencyKey: key(), caseId: led, reason: 'DANGER' })).id;
    const approve = async (id: string) => glass.approve(head, { idempotencyKey: key(), id, minutes: 60 });
    const id = await asked(admin);
    expect(codeOf(await approve(id))).toBe('BREAK_GLASS_NO_OFFICER');
    await expect(read(admin, led)).rejects.toBeInstanceOf(AccessDenied);
    await test.rows(
      `INSERT INTO staff_role (region_id, id, staff_id, unit_id, role, mandate, valid_from)
       VALUES ($1, gen_random_uuid(), $2, $3, 'DATA_PROTECTION_OFFICER', false, '2020-01-01')`,
      [REGION, staffId('datenschutz'), unit('jobcenter')],
    );
    const appointed = await test.staff('datenschutz');
    // The only officer asked: nobody could review it.
    expect(codeOf(await approve(await asked(appointed)))).toBe('BREAK_GLASS_NO_OFFICER');
    valueOf(await approve(id));
    await read(admin, led);
    valueOf(await glass.end(admin, { idempotencyKey: key(), id }));
    valueOf(await glass.review(appointed, { idempotencyKey: key(), id, verdict: 'JUSTIFIED' }));
    expect(await view(appointed, id)).toMatchObject({ state: 'REVIEWED' });
  });

  it('ends by its time limit when no timer runs, and by the timer for good', async () => {
    const id = await opened(15);
    test.clock.advance({ minutes: 14, seconds: 59 });
    await read(admin);
    test.clock.advance({ seconds: 1 });
    await expect(read(admin)).rejects.toBeInstanceOf(AccessDenied);
    expect(await view(officer, id)).toMatchObject({ state: 'IN_REVIEW', endedAt: null });
    await test.get(UnitOfWork).run(systemPrincipal(REGION), (tx) => glass.timeUp(tx, id));
    await test.get(UnitOfWork).run(systemPrincipal(REGION), (tx) => glass.timeUp(tx, id));
    expect(await view(officer, id)).toMatchObject({ state: 'IN_REVIEW', endedAt: expect.any(Date) });
    const times = await test.rows(
      `SELECT 1 FROM audit_event WHERE action = 'BREAK_GLASS_TIME_UP' AND object_id = $1 AND object_type = 'break-glass'`,
      [id],
    );
    expect(times).toHaveLength(1);
  });

  it('lasts four hours at most, whoever asks and whatever is written', async () => {
    const id = await request();
    const tooLong = await glass.approve(officer, { idempotencyKey: key(), id, minutes: 241 });
    expect(codeOf(tooLong)).toBe('PAYLOAD_INVALID');
    const forged = `UPDATE break_glass SET decided_by = $2, decided_at = now(), ends_at = now() + interval '5 hours' WHERE id = $1`;
    await expect(test.rows(forged, [id, staffId('datenschutz')])).rejects.toMatchObject({ code: '23514' });
  });

  it('ends at once when who asked, or the officer, ends it', async () => {
    for (const who of [admin, officer]) {
      const id = await opened();
      await read(admin);
      valueOf(await glass.end(who, { idempotencyKey: key(), id }));
      await expect(read(admin)).rejects.toBeInstanceOf(AccessDenied);
    }
  });

  it('stands in the officer’s list until it was reviewed, and in nobody else’s', async () => {
    const id = await opened();
    const list = async (as: StaffKey) => {
      const rows = await test
        .get(UnitOfWork)
        .run(await test.staff(as), (tx) => test.get(BreakGlassReader).list(tx, 50, undefined));
      return rows.find((row) => row.id === id)?.state;
    };
    expect(await list('datenschutz')).toBe('OPEN');
    for (const other of ['lead', 'jobcenterHead', 'projektleitung'] as const)
      expect(await list(other)).toBeUndefined();
    valueOf(await glass.end(admin, { idempotencyKey: key(), id }));
    const review = { idempotencyKey: key(), id, verdict: 'JUSTIFIED' } as const;
    await expect(glass.review(admin, review)).rejects.toBeInstanceOf(AccessDenied);
    valueOf(await glass.review(officer, review));
    expect(await view(officer, id)).toMatchObject({ state: 'REVIEWED', verdict: 'JUSTIFIED' });
  });

  it('does not say whether a case exists', async () => {
    const real = await view(admin, await request());
    const none = await view(admin, await request(asId<CaseId>('0199a5b0-0000-7000-8000-00000000dead')));
    const shape = (row: object) =>
      Object.entries(row).filter(([name]) => !['id', 'caseId', 'controllingUnitId'].includes(name));
    expect(shape(none)).toEqual(shape(real));
    const isOpen = test
      .get(UnitOfWork)
      .run(admin, (tx) => test.get(BreakGlassGrants).isOpen(tx, staffId('administration'), caseId));
    expect(await isOpen).toBe(false);
  });

  it('is asked for, allowed, used and reviewed through the API', async () => {
    const mutation = (name: string, type: string) =>
      `mutation ($input: ${type}!) { ${name}(input: $input) { ... on BreakGlassPayload { breakGlass { id state requester { displayName } } } ... on UserFacingError { code } } }`;
    const asked = await test.ask('administration', mutation('requestBreakGlass', 'RequestBreakGlassInput'), {
      input: { idempotencyKey: key(), caseId, reason: 'FAULT' },
    });
    const { breakGlass } = (
      asked.data as { requestBreakGlass: { breakGlass: { id: string; state: string } } }
    ).requestBreakGlass;
    expect(breakGlass.state).toBe('REQUESTED');
    const approved = await test.ask('datenschutz', mutation('approveBreakGlass', 'ApproveBreakGlassInput'), {
      input: { idempotencyKey: key(), id: breakGlass.id, minutes: 30 },
    });
    expect(approved.data).toMatchObject({ approveBreakGlass: { breakGlass: { state: 'OPEN' } } });
    const used = await test.ask(
      'administration',
      `query ($id: ID!) { case(id: $id) { number concern person { id } lifeAreaEntries { id } entryInterviews { id } } }`,
      { id: caseId },
    );
    expect(used).toMatchObject({ codes: [], data: { case: { concern: 'Geheimwort', lifeAreaEntries: [] } } });
    const listed = await test.ask(
      'datenschutz',
      `{ breakGlasses(first: 1) { edges { node { id state } } } }`,
    );
    expect(listed.data).toMatchObject({
      breakGlasses: { edges: [{ node: { id: breakGlass.id, state: 'OPEN' } }] },
    });
  });
});

describe('administrators', () => {
  it('see no content: no case, process, conference, consent or task, and no person', async () => {
    await work.openCase({ units: ['jobcenter'] });
    const lists = await test.ask(
      'administration',
      `{ cases(first: 50) { edges { node { id } } } tasks(first: 50) { edges { node { id } } } conferences(first: 50) { edges { node { id } } } }`,
    );
    expect(lists.codes).toEqual([]);
    for (const list of Object.values(lists.data ?? {})) expect(list).toMatchObject({ edges: [] });
    const ids: Readonly<Record<string, string>> = Object.fromEntries(
      (
        await test.rows<{ type: string; id: string }>(
          `SELECT 'case' AS type, id FROM case_file UNION ALL SELECT 'process', id FROM process WHERE subject_type <> 'break-glass'`,
        )
      ).map(({ type, id }) => [type, id]),
    );
    for (const [query, id] of [
      ['case(id: $id) { id }', ids['case']],
      ['process(id: $id) { id }', ids['process']],
    ] as const) {
      if (id === undefined) continue;
      const answer = await test.ask('administration', `query ($id: ID!) { ${query} }`, { id });
      expect(answer.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    }
  });
});
