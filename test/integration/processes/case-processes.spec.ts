import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { TaskBook } from '../../../src/cases/index.js';
import type { CaseId, ProcessId } from '../../../src/kernel/index.js';
import { newId, type Principal } from '../../../src/platform/index.js';
import { ProcessQueries } from '../../../src/workflow/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import type { JsonObject } from '../../../src/workflow/domain/definition.js';

const CEASED = { reason: 'titleIssued', monthEnd: '2026-05-31', claimFrom: '2026-06-01' };

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'asylblg', 'abh', 'agentur'] });
});

afterAll(async () => test?.stop());

async function tryStart(by: Principal | StaffKey, definitionKey = 'rechtskreiswechsel', of = caseId) {
  const actor = typeof by === 'string' ? await test.staff(by) : by;
  return test.get(StartProcess).execute(actor, { idempotencyKey: key(), caseId: of, definitionKey });
}

async function start(definitionKey = 'rechtskreiswechsel'): Promise<ProcessId> {
  return valueOf(await tryStart('lead', definitionKey)).processId;
}

async function send(
  id: ProcessId,
  type: string,
  by: Principal | StaffKey,
  payload: JsonObject = {},
  revision?: number,
) {
  const actor = typeof by === 'string' ? await test.staff(by) : by;
  const expectedRevision = revision ?? (await work.process(id)).revision;
  const input = { idempotencyKey: key(), processId: id, type, payload, expectedRevision };
  return test.get(SendProcessEvent).execute(actor, input);
}

async function deadlines(id: ProcessId) {
  return test.get(ProcessQueries).deadlines(await test.staff('lead'), id);
}

async function tasks(): Promise<
  readonly { readonly title: string; readonly unitId: string; readonly due: string }[]
> {
  const given = await test.rows<{ id: string }>(`SELECT origin_id AS id FROM task WHERE case_id = $1`, [
    caseId,
  ]);
  const origins = given.map(({ id }) => id);
  const views = await test.tx((tx) => test.get(TaskBook).listByOrigin(tx, 'process', origins));
  return views
    .map(({ title, unitId, dueOn }) => ({ title: title ?? '', unitId: unitId ?? '', due: dueOn }))
    .toSorted((a, b) => a.title.localeCompare(b.title));
}

describe('starting a process', () => {
  it.each(['lead', 'jobcenter', 'asylblg'] as const)(
    'is open to %s where the process names them',
    async (who) => {
      expect(codeOf(await tryStart(who))).toBe('OK');
    },
  );

  it('is open to the person', async () => {
    expect(codeOf(await tryStart(await work.linkPerson(caseId)))).toBe('OK');
  });

  it.each([
    'colleague',
    'abh',
    'agentur',
    'otherLead',
    'sozialamt',
    'projektleitungAhorn',
    'datenschutz',
  ] as const)('is refused to %s', async (who) => {
    expect(await outcomeOf(tryStart(who))).toBe('AccessDenied');
  });

  it('gives the same answer for a case that is not there', async () => {
    expect(await outcomeOf(tryStart('lead', 'rechtskreiswechsel', newId<CaseId>()))).toBe('AccessDenied');
  });

  it.each(['consent', 'case-conference', 'task', 'measure', 'unknown'])(
    'does not start %s for a case',
    async (definition) => {
      expect(codeOf(await tryStart('lead', definition))).toBe('SUBJECT_NEEDS_COMMAND');
    },
  );
});

describe('the gap monitor of the Rechtskreiswechsel', () => {
  it('offers the leading unit a task for each gap that is ahead: livelihood and health', async () => {
    const id = await start();
    expect(await tasks()).toEqual([]);
    valueOf(await send(id, 'ENTITLEMENT_CEASED', 'asylblg', CEASED));
    expect(await tasks()).toMatchObject([
      { title: expect.stringContaining('Lebensunterhalt'), unitId: unit('beratung'), due: '2026-05-06' },
      { title: expect.stringContaining('Krankenversicherung'), unitId: unit('beratung'), due: '2026-05-06' },
    ]);
  });

  it('opens no second task while the same gap stands', async () => {
    const id = await start();
    valueOf(await send(id, 'ENTITLEMENT_CEASED', 'asylblg', CEASED));
    valueOf(await send(id, 'APPLIED_JC', 'jobcenter', { receivedOn: '2026-05-04', receivedBy: 'JC' }));
    expect(await tasks()).toHaveLength(2);
  });

  it('writes a row for every deadline that runs, with its dates', async () => {
    const id = await start();
    valueOf(await send(id, 'ENTITLEMENT_CEASED', 'asylblg', CEASED));
    const open = (await deadlines(id)).filter((row) => row.status === 'open');
    expect(open).toContainEqual(
      expect.objectContaining({ key: 'ASYLBLG_END', endsOn: '2026-05-31', startsOn: '2026-05-31' }),
    );
    for (const row of open) expect(row.explanation.length).toBeGreaterThan(10);
  });
});

describe('an event', () => {
  it.each([
    ['of a body that may not report it', 'ENTITLEMENT_CEASED', 'jobcenter', CEASED, 'EVENT_NOT_PERMITTED'],
    ['that is invented', 'MAKE_ME_CITIZEN', 'lead', {}, 'EVENT_UNKNOWN'],
    ['of the clock', 'xstate.after.ASYLBLG_END.x', 'lead', {}, 'EVENT_RESERVED'],
    ['of the start', 'xstate.init', 'lead', {}, 'EVENT_RESERVED'],
    ['of a parallel end', 'xstate.done.state.x', 'lead', {}, 'EVENT_RESERVED'],
    [
      'of the platform',
      'PROTECTION_FINAL',
      'lead',
      { kind: 'asyl', finalOn: '2026-05-04' },
      'EVENT_NOT_PERMITTED',
    ],
    [
      'with a day that does not exist',
      'ENTITLEMENT_CEASED',
      'asylblg',
      { ...CEASED, monthEnd: '2026-02-30' },
      'PAYLOAD_INVALID',
    ],
    [
      'with a field nobody declared',
      'ENTITLEMENT_CEASED',
      'asylblg',
      { ...CEASED, note: 'x' },
      'PAYLOAD_INVALID',
    ],
    ['with half of its data', 'ENTITLEMENT_CEASED', 'asylblg', { reason: 'titleIssued' }, 'PAYLOAD_INVALID'],
  ] as const)('%s is refused and changes nothing', async (_what, type, by, payload, code) => {
    const id = await start();
    expect(codeOf(await send(id, type, by, payload))).toBe(code);
    expect(await work.process(id)).toMatchObject({ revision: 1 });
  });

  it('of a stranger meets a process that is not there', async () => {
    const id = await start();
    for (const who of ['otherLead', 'sozialamt', 'projektleitungAhorn', 'administration'] as const) {
      expect(await outcomeOf(send(id, 'APPLIED_JC', who))).toBe('AccessDenied');
    }
  });

  it('at a past revision is refused, and of twins only one is taken', async () => {
    const id = await start();
    const outcomes = await Promise.all(
      [1, 2].map(() => outcomeOf(send(id, 'ENTITLEMENT_CEASED', 'asylblg', CEASED, 1))),
    );
    expect(outcomes.toSorted()).toEqual(['OK', 'PROCESS_REVISION_CONFLICT']);
    expect(await tasks()).toHaveLength(2);
  });

  it('ends with the participation of the unit', async () => {
    const id = await start();
    await test.rows(`UPDATE case_participation SET ended_at = now() WHERE case_id = $1 AND unit_id = $2`, [
      caseId,
      unit('asylblg'),
    ]);
    expect(await outcomeOf(send(id, 'ENTITLEMENT_CEASED', 'asylblg', CEASED))).toBe('AccessDenied');
  });
});

describe('the consent of the Agentur to employment (§ 36 BeschV)', () => {
  async function sent(sentOn: string): Promise<ProcessId> {
    test.clock.setDay(sentOn);
    const id = await start('beschaeftigungserlaubnis');
    valueOf(
      await send(id, 'OFFER_RECORDED', 'lead', {
        occupation: 'Bäckerei',
        startsOn: '2026-07-01',
        offerKind: 'job',
      }),
    );
    valueOf(await send(id, 'BA_REQUEST_SENT', 'abh', { sentOn }));
    return id;
  }

  it.each([
    ['2026-05-11', '2026-05-25', '2026-05-26', '2026-05-27'],
    ['2026-05-12', '2026-05-26', '2026-05-26', '2026-05-27'],
  ])(
    'T10 sent on %s: nominal end %s, last day %s, deemed from %s',
    async (sentOn, nominalEndOn, endsOn, firesOn) => {
      const id = await sent(sentOn);
      const [row] = (await deadlines(id)).filter((deadline) => deadline.key === 'BA_2W');
      expect(row).toMatchObject({ startsOn: sentOn, nominalEndOn, endsOn, firesOn, status: 'open' });
      test.clock.setDay(endsOn, '23:59');
      await test.fireDeadlines();
      expect((await work.process(id)).activeStates).toEqual(['beschaeftigungserlaubnis.baReview']);
      test.clock.setDay(firesOn, '00:01');
      await test.fireDeadlines();
      expect((await work.process(id)).activeStates).toEqual(['beschaeftigungserlaubnis.baDeemed']);
      expect((await deadlines(id)).find((deadline) => deadline.key === 'BA_2W')?.status).toBe('fired');
    },
  );

  it('is not deemed when the Agentur answered on the last day', async () => {
    const id = await sent('2026-05-11');
    test.clock.setDay('2026-05-26', '16:00');
    valueOf(await send(id, 'BA_REFUSAL', 'agentur'));
    test.clock.setDay('2026-05-28');
    await test.fireDeadlines();
    expect((await work.process(id)).activeStates).toEqual(['beschaeftigungserlaubnis.baRefused']);
  });

  it('expires once when two workers look at the same moment', async () => {
    const id = await sent('2026-05-11');
    test.clock.setDay('2026-05-27');
    await Promise.all([test.fireDeadlines(), test.fireDeadlines()]);
    const events = await test.rows(
      `SELECT seq FROM process_event WHERE process_id = $1 AND type LIKE 'xstate.after%'`,
      [id],
    );
    expect(events).toHaveLength(1);
  });

  it.each(['2062-11-20', '1900-01-01', '2026-05-21', '9999-12-31', '0001-01-01'])(
    'lets no typing error hide the time limit of a suit: refusal served on %s',
    async (servedOn) => {
      const id = await sent('2026-05-11');
      valueOf(await send(id, 'BA_REFUSAL', 'agentur'));
      test.clock.setDay('2026-05-20');
      const answer = await send(id, 'ABH_REFUSED', 'abh', { servedOn });
      const error = { code: 'PAYLOAD_INVALID', fields: [{ path: 'servedOn' }] };
      expect(answer).toMatchObject({ ok: false, error });
      expect((await deadlines(id)).map((row) => row.key)).not.toContain('KLAGE_1M');
    },
  );

  it('S1.50 offers advice on suit when the office refuses afterwards', async () => {
    const id = await sent('2026-05-11');
    valueOf(await send(id, 'BA_REFUSAL', 'agentur'));
    test.clock.setDay('2026-05-20');
    valueOf(await send(id, 'ABH_REFUSED', 'abh', { servedOn: '2026-05-20' }));
    expect((await tasks()).map((task) => task.unitId)).toEqual([unit('beratung')]);
    expect((await deadlines(id)).find((row) => row.key === 'KLAGE_1M')).toMatchObject({
      endsOn: '2026-06-22',
    });
  });
});
