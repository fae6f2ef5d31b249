import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { BestConferenceSlots, KeepPool, KeepWishes } from '../../../src/conferences/index.js';
import { InterpreterOfConference } from '../../../src/conferences/calendar-planning/application/interpreter-fact.js';
import { findConference } from '../../../src/conferences/persistence/conference.repository.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import { systemPrincipal, UnitOfWork, type Principal } from '../../../src/platform/index.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

afterAll(async () => test?.stop());

async function search(conferenceId: ConferenceId) {
  const lead = await test.staff('lead');
  return test
    .get(UnitOfWork)
    .run(lead, (tx) => test.get(BestConferenceSlots).find(tx, { conferenceId, count: 5 }));
}

const found = async (id: ConferenceId) => valueOf(await search(id));

describe('the person’s wishes', () => {
  async function wish(caseId: CaseId, by: StaffKey, more: object = {}) {
    return test.get(KeepWishes).set(await test.staff(by), {
      idempotencyKey: key(),
      caseId,
      times: [1, 2, 3, 4, 5].map((weekday) => ({
        weekday,
        from: '08:00',
        until: '14:00',
        kind: 'CHILD_CARE' as const,
      })),
      interpreter: {
        language: 'ti',
        variety: '',
        level: 'LAY' as const,
        gender: 'FEMALE' as const,
        notPoolNumbers: ['P-2'],
      },
      needsStepFree: true,
      needsHearingLoop: false,
      format: 'EITHER' as const,
      companions: 1,
      ...more,
    });
  }

  async function pool(): Promise<Readonly<Record<string, string>>> {
    const keeper = await test.staff('projektleitung');
    const keep = async (poolNumber: string, level: 'LAY' | 'SWORN', gender: 'FEMALE' | 'MALE') => {
      const languages = [{ language: 'ti', variety: '' }];
      const input = { idempotencyKey: key(), poolNumber, level, gender, languages };
      return valueOf(await test.get(KeepPool).keepInterpreter(keeper, input)).interpreterId;
    };
    return {
      lay: await keep('P-1', 'LAY', 'FEMALE'),
      known: await keep('P-2', 'SWORN', 'FEMALE'),
      man: await keep('P-3', 'SWORN', 'MALE'),
      fitting: await keep('P-4', 'SWORN', 'FEMALE'),
    };
  }

  async function wishes(by: Principal, caseId: CaseId) {
    const said = await test.get(UnitOfWork).run(by, (tx) => test.get(KeepWishes).read(tx, caseId));
    if (!said) throw new Error('Nothing was wished');
    return said;
  }

  it('S2.49 decide the time and the interpreter, and nobody reads them in the answer', async () => {
    const { caseId, id } = await work.identified();
    const ids = await pool();
    valueOf(await wish(caseId, 'lead'));
    const { slots } = await found(id);
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.every(({ startsAt }) => startsAt.toISOString().slice(11, 16) >= '12:00')).toBe(true);
    // Neither lay, nor a man, nor the one they know.
    expect(new Set(slots.map(({ interpreterId }) => interpreterId))).toEqual(new Set([ids['fitting']]));
    expect(JSON.stringify(slots)).not.toMatch(/CHILD_CARE|Kind|P-2/);
  });

  it('are kept sealed, and read by the person and their case lead alone', async () => {
    const { caseId, person } = await work.identified();
    valueOf(await wish(caseId, 'lead'));
    const [row] = await test.rows<{ sealed: Buffer }>(
      `SELECT wishes_sealed AS sealed FROM person_planning_wish WHERE person_id = $1`,
      [person.personId],
    );
    expect(row?.sealed.toString('latin1')).not.toContain('CHILD_CARE');
    const read = async (by: StaffKey) => {
      const actor = await test.staff(by);
      return test.get(UnitOfWork).run(actor, (tx) => test.get(KeepWishes).read(tx, caseId));
    };
    expect(await read('lead')).toMatchObject({ needsStepFree: true });
    const own = await test.get(UnitOfWork).run(person, (tx) => test.get(KeepWishes).read(tx, caseId));
    expect(own?.times).toHaveLength(5);
    for (const who of ['jobcenter', 'colleague', 'moderation', 'projektleitung'] as const) {
      await expect(read(who)).rejects.toThrow();
      expect(await outcomeOf(wish(caseId, who))).toBe('AccessDenied');
    }
  });

  it('and who is booked are what the blocks of the conference ask about', async () => {
    const { caseId, id, person } = await work.identified();
    const ids = await pool();
    const level = async () => {
      const system = systemPrincipal(REGION);
      return test.get(UnitOfWork).run(system, async (tx) => {
        const conference = await findConference(tx, id);
        if (!conference) throw new Error('There is no such conference');
        return test.get(InterpreterOfConference).find(tx, { conference, participants: [] });
      });
    };
    await work.schedule(id, { interpreterId: ids['lay'] ?? null });
    expect(await level()).toMatchObject({ bookedLevel: 'LAY' });
    // With a date ahead the blocks are assessed anew, whoever of both says it.
    valueOf(await wish(caseId, 'lead'));
    const own = { ...(await wishes(person, caseId)), idempotencyKey: key(), caseId, times: [] };
    expect(codeOf(await test.get(KeepWishes).set(person, own))).toBe('OK');
    expect(await level()).toEqual({ needed: true, bookedLevel: 'LAY' });
  });

  it('leave no date when there is no fitting interpreter: that is a code, not a worse interpreter', async () => {
    const { caseId, id } = await work.identified();
    await pool();
    const interpreter = {
      language: 'aii',
      variety: '',
      level: 'LAY' as const,
      gender: null,
      notPoolNumbers: [],
    };
    valueOf(await wish(caseId, 'lead', { interpreter }));
    expect(codeOf(await search(id))).toBe('PLAN_SEAT_EMPTY');
  });
});
