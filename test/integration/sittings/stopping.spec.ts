import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anIdentified } from '#test/builders/conference-work.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { until } from '../workflow/subscription-node.js';
import { SittingListener } from './sitting-listener.js';

let test: TestApp;
let work: SittingWork;
let listener: SittingListener;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
  listener = new SittingListener(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => {
  await listener?.stop();
  await test?.stop();
});

/** A sitting in which Jobcenter and Sozialamt have spoken. */
async function running() {
  const conference = await work.identified();
  await work.schedule(conference.id);
  await work.begin(conference.id);
  valueOf(await work.speaks(conference.id));
  valueOf(await work.says(conference.id, 'jobcenter', 'AGREES_IF', 'Der Antrag kommt bis Freitag.'));
  return conference;
}

describe('a revocation in the middle of a sitting', () => {
  it('ends the subscription of bodies within a second; chair and person see that the item stopped', async () => {
    const { id, consentId } = await running();
    const [jobcenter, sozialamt, chair] = [
      await listener.follow('jobcenter', id),
      await listener.follow('sozialamt', id),
      await listener.follow('moderation', id),
    ];
    const all = [jobcenter, sozialamt, chair];
    await until(() => all.every(({ messages }) => messages.length === 1));
    expect(jobcenter.messages[0]?.[0]).toMatchObject({ state: 'RUNNING', content: { positions: [{}] } });

    await work.revoke(consentId);
    const revokedAt = Date.now();
    await Promise.all([jobcenter.ended, sozialamt.ended]);
    expect(Date.now() - revokedAt).toBeLessThan(1_000);
    expect([jobcenter.codes, sozialamt.codes]).toEqual([
      ['NOT_FOUND_OR_NOT_PERMITTED'],
      ['NOT_FOUND_OR_NOT_PERMITTED'],
    ]);
    expect([jobcenter.messages.length, sozialamt.messages.length]).toEqual([1, 1]);
    await until(() => chair.messages.length === 2);
    expect(chair.messages[1]?.[0]).toMatchObject({ state: 'STOPPED', content: null });
    expect(chair.codes).toEqual([]);
  });

  it('blocks the conference, stops the clock, and takes no further entry; what was entered is kept', async () => {
    const { id, consentId } = await running();
    const before = await work.revisionOf(id);
    await work.revoke(consentId);
    expect(await work.statesOf(id)).toBe('blocked');
    // Whoever had seen the state before hears of the newer one.
    const late = { expectedRevision: before };
    expect(codeOf(await work.says(id, 'sozialamt', 'AGREES', null, 'protokoll', late))).toBe(
      'SITTING_CHANGED',
    );
    expect(codeOf(await work.says(id, 'sozialamt', 'AGREES'))).toBe('SITTING_NOT_RUNNING');
    expect(codeOf(await work.move('resume', id))).toBe('SITTING_NOT_RUNNING');
    expect(codeOf(await work.move('end', id))).toBe('SITTING_NOT_RUNNING');
    const item = await work.itemOf(id, 'lead');
    expect([item.state, item.content?.positions.length]).toEqual(['STOPPED', 1]);
    const seen = (who: 'jobcenter' | 'sozialamt') =>
      outcomeOf(work.see(id, who).then((value) => ({ ok: true, value }) as const));
    expect([await seen('jobcenter'), await seen('sozialamt')]).toEqual(['AccessDenied', 'AccessDenied']);
  });

  it('leaves no entry behind that was made at the same time and came second', async () => {
    const { id, consentId } = await running();
    const revision = await work.revisionOf(id);
    const more = { expectedRevision: revision };
    const [, said] = await Promise.all([
      work.revoke(consentId),
      outcomeOf(work.says(id, 'sozialamt', 'AGREES', null, 'protokoll', more)),
    ]);
    const positions = (await work.itemOf(id, 'lead')).content?.positions.length;
    // Either it was before the revocation and is kept, or it was after and is refused.
    expect(['OK 2', 'SITTING_CHANGED 1', 'SITTING_NOT_RUNNING 1']).toContain(`${said} ${positions}`);
    expect((await work.itemOf(id, 'lead')).state).toBe('STOPPED');
  });

  it('begins anew with a new date, once there is a basis again', async () => {
    const { id, caseId, consentId } = await running();
    await work.revoke(consentId);
    await work.consentAndRelease(caseId);
    await work.schedule(id, { startsAt: '2026-05-27T08:00:00Z', endsAt: '2026-05-27T09:00:00Z' });
    test.clock.setDay('2026-05-27', '10:00');
    await work.gather(id);
    valueOf(await work.move('start', id));
    expect((await work.itemOf(id)).content?.positions).toEqual([]);
    const items = await test.rows(`SELECT state FROM sitting_item WHERE conference_id = $1 ORDER BY state`, [
      id,
    ]);
    expect(items).toEqual([{ state: 'RUNNING' }, { state: 'STOPPED' }]);
  });
});

describe('an objection in the middle of a sitting', () => {
  it('stops it at once for all bodies, and comes by no other door than its command', async () => {
    const { id, person } = await running();
    const jobcenter = await listener.follow('jobcenter', id);
    await until(() => jobcenter.messages.length === 1);
    const { id: processId, revision } = await work.processOf('conference', id);
    const event = { type: 'PERSON_OBJECTED', payload: {}, expectedRevision: revision };
    const send = test.get(SendProcessEvent);
    expect(codeOf(await send.execute(person, { ...event, processId, idempotencyKey: key() }))).toBe(
      'SUBJECT_NEEDS_COMMAND',
    );
    valueOf(await work.step('object', id, person));
    const objectedAt = Date.now();
    await jobcenter.ended;
    expect(Date.now() - objectedAt).toBeLessThan(1_000);
    expect(jobcenter.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect((await work.itemOf(id, person)).state).toBe('STOPPED');
    expect(codeOf(await work.says(id, 'sozialamt', 'AGREES'))).toBe('SITTING_NOT_RUNNING');
  });

  it('leaves chair and recorder with the fact that it stopped', async () => {
    const { id, person } = await running();
    valueOf(await work.step('object', id, person));
    for (const who of ['moderation', 'protokoll'] as const)
      expect(await work.itemOf(id, who)).toMatchObject({ state: 'STOPPED', agenda: [], content: null });
  });
});

describe('a case that is protected in the middle of a sitting', () => {
  it('is gone within a second for bodies, chair and recorder, and open to who convened it', async () => {
    const caseId = await work.caseForConference([]);
    await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    await work.schedule(id);
    await work.begin(id);
    const heard = [
      await listener.follow('jobcenter', id),
      await listener.follow('moderation', id),
      await listener.follow('protokoll', id),
    ];
    await until(() => heard.every(({ messages }) => messages.length === 1));
    const protect = { idempotencyKey: key(), caseId, compartment: 'UNIT' } as const;
    valueOf(await test.get(ProtectCase).protect(await test.staff('lead'), protect));
    const protectedAt = Date.now();
    await Promise.all(heard.map(({ ended }) => ended));
    expect(Date.now() - protectedAt).toBeLessThan(1_000);
    expect(heard.flatMap(({ codes }) => codes)).toEqual(heard.map(() => 'NOT_FOUND_OR_NOT_PERMITTED'));
    expect(await outcomeOf(work.says(id, 'jobcenter', 'AGREES'))).toBe('AccessDenied');
    expect((await work.itemOf(id, 'lead')).content?.attendance).toHaveLength(4);
  });
});
