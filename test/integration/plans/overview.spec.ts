import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ConferenceOverview } from '../../../src/conferences/index.js';
import type { ProgrammeId } from '../../../src/kernel/index.js';
import { AccessDenied, newId, UnitOfWork } from '../../../src/platform/index.js';
import { ProgrammeRegister } from '../../../src/improvement/index.js';

let test: TestApp;
let work: ConferenceWork;
let programmeId: ProgrammeId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
  programmeId = newId() as ProgrammeId;
  await test.tx((tx) =>
    test.get(ProgrammeRegister).add(tx, {
      id: programmeId,
      name: '+Modell Ahorntal',
      purpose: 'Fallkonferenzen erproben',
      leadUnitId: unit('beratung'),
      caseTarget: 30,
      startsOn: '2026-01-01',
      endsOn: null,
    }),
  );
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

const overviewAs = async (by: StaffKey, id: string | null) => {
  const principal = await test.staff(by);
  return test.get(UnitOfWork).run(principal, (tx) => test.get(ConferenceOverview).figures(tx, id));
};

describe('S4.7 the overview of conferences', () => {
  it('counts those of a programme, with the target and what blocks them', async () => {
    for (let at = 0; at < 4; at += 1) await work.request(anAnonymised(null, { programmeId }));
    // Without consents the conference with names is blocked.
    for (let at = 0; at < 3; at += 1) {
      const caseId = await work.caseForConference();
      await work.request(anIdentified(caseId, { programmeId }));
    }
    const figures = await overviewAs('projektleitung', programmeId);
    expect(figures).toMatchObject({ target: 30, requested: 7, stages: { OPEN: 4, BLOCKED: 3, HELD: 0 } });
    expect(figures.blockReasons).toContainEqual({ code: 'CONSENT_MISSING', count: 3 });
    expect(figures.byMonth).toEqual([{ month: '2026-05', requested: 7, held: 0 }]);
  });

  it('is for the project lead of the region or the programme, and for nobody else', async () => {
    expect((await overviewAs('projektleitung', null)).target).toBeNull();
    expect((await overviewAs('projektleitungAhorn', programmeId)).target).toBe(30);
    // Leads a project of their own unit, not the region.
    await expect(overviewAs('projektleitungAhorn', null)).rejects.toThrow(AccessDenied);
    for (const by of ['lead', 'jobcenterHead', 'moderation', 'datenschutz', 'administration'] as const) {
      await expect(overviewAs(by, null)).rejects.toThrow(AccessDenied);
      await expect(overviewAs(by, programmeId)).rejects.toThrow(AccessDenied);
    }
    await expect(overviewAs('projektleitung', newId())).rejects.toThrow(AccessDenied);
  });

  it('names no conference, and the file is handed out with a line in the access log', async () => {
    const [one] = await test.rows<{ id: string; number: string }>(`SELECT id, number FROM case_conference`);
    const answer = await test.ask(
      'projektleitung',
      `query ($id: ID) { conferenceOverview(programmeId: $id) { requested stages { stage count }
         blockReasons { code label count } byKind { kind stages { count } } byMonth { month requested held } }
         conferenceOverviewCsv(programmeId: $id) { fileName content } }`,
      { id: programmeId },
    );
    expect(answer.codes).toEqual([]);
    const text = JSON.stringify(answer.data);
    expect(text).not.toContain(one?.id);
    expect(text).not.toContain(one?.number);
    const { fileName, content } = (answer.data as Record<string, Record<string, string>>)[
      'conferenceOverviewCsv'
    ] as { fileName: string; content: string };
    expect(fileName).toBe(`fallkonferenzen-${FIRST_DAY}.csv`);
    expect(content).toContain(`Auswertung;"'+Modell Ahorntal";Stand;${FIRST_DAY}`);
    expect(content).toContain('Hindernis;Einwilligung fehlt;Fallkonferenzen;3');
    const lines = await test.rows(
      `SELECT id FROM access_log WHERE kind = 'EXPORT' AND object_type = 'conferenceOverview' AND object_id = $1`,
      [programmeId],
    );
    expect(lines).toHaveLength(1);
  });
});
