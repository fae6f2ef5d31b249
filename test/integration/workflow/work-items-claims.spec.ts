import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { ClaimWorkItem } from '../../../src/workflow/worklist/application/claim-work-item.js';
import { DelegateWorkItem } from '../../../src/workflow/worklist/application/delegate-work-item.js';
import { ReleaseWorkItem } from '../../../src/workflow/worklist/application/release-work-item.js';
import type { WorkListEntry } from '../../../src/workflow/worklist/application/work-list.js';
import { BenefitChange, NEW_BENEFIT } from './benefit-change.js';

let change: BenefitChange;

beforeAll(async () => {
  change = await BenefitChange.open();
});

afterAll(async () => change?.test.stop());

describe('taking, handing back and passing on', () => {
  let id: string;
  let revision: number;

  beforeEach(async () => {
    await change.startApplication();
    await reload();
  });

  async function reload(): Promise<WorkListEntry> {
    const entry = (await change.listOf('jobcenterHead')).find(({ item }) =>
      item.stateId.endsWith(NEW_BENEFIT),
    );
    if (!entry) throw new Error('Not in the list');
    ({ id, revision } = entry.item);
    return entry;
  }

  const base = () => ({ idempotencyKey: key(), workItemId: id, expectedRevision: revision });
  const claim = async (who: StaffKey) =>
    change.test.get(ClaimWorkItem).execute(await change.test.staff(who), base());

  it('lets exactly one win of several who claim at once', async () => {
    const outcomes = await Promise.all([claim('jobcenter'), claim('jobcenterHead'), claim('jobcenter')]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok).map(codeOf)).toEqual([
      'WORK_ITEM_REVISION_CONFLICT',
      'WORK_ITEM_REVISION_CONFLICT',
    ]);
    const steps = await change.test.rows(`SELECT kind FROM work_item_step WHERE work_item_id = $1`, [id]);
    expect(steps).toEqual([{ kind: 'CLAIMED' }]);
  });

  it('answers a repeated claim like the first one, and writes it to the register once', async () => {
    const input = base();
    const actor = await change.test.staff('jobcenter');
    const first = await change.test.get(ClaimWorkItem).execute(actor, input);
    expect(await change.test.get(ClaimWorkItem).execute(actor, input)).toEqual(first);
    const lines = await change.test.rows(
      `SELECT account_id FROM audit_event WHERE object_id = $1 AND action = 'WORK_ITEM_CLAIMED'`,
      [id],
    );
    expect(lines).toEqual([{ account_id: actor.accountId }]);
    await reload();
    expect(valueOf(await claim('jobcenter'))).toEqual({ workItemId: id });
    expect(codeOf(await claim('jobcenterHead'))).toBe('WORK_ITEM_CLAIMED');
  });

  it('shows who took it and locks no colleague out: the state is left by whoever may act', async () => {
    valueOf(await claim('jobcenterHead'));
    expect((await change.listOf('jobcenter', { assigneeId: staffId('jobcenterHead') })).length).toBe(1);
    const events = (await change.work.process(change.processId)).revision;
    await change.send('jobcenter', 'GRANTED_JC', { paysFrom: '2026-06-01' });
    expect((await change.work.process(change.processId)).revision).toBe(events + 1);
    expect((await change.rowsOf(NEW_BENEFIT)).map((row) => row.status)).toEqual(['closed']);
    expect(codeOf(await claim('jobcenter'))).toBe('WORK_ITEM_REVISION_CONFLICT');
  });

  it('hands back with a reason, by the taker or the head, and by nobody else', async () => {
    const release = async (who: StaffKey) =>
      change.test.get(ReleaseWorkItem).execute(await change.test.staff(who), { ...base(), reason: 'ABSENT' });
    expect(codeOf(await release('jobcenter'))).toBe('WORK_ITEM_NOT_CLAIMED');
    valueOf(await claim('jobcenterHead'));
    await reload();
    expect(codeOf(await release('jobcenter'))).toBe('WORK_ITEM_NOT_CLAIMED');
    expect(codeOf(await release('jobcenterHead'))).toBe('OK');
    expect((await reload()).item).toMatchObject({
      status: 'open',
      assigneeId: null,
      unitId: unit('jobcenter'),
    });
  });

  it('passes on to a colleague of the unit, and to nobody who does not work there', async () => {
    const delegate = async (toStaffId: ReturnType<typeof staffId>) =>
      change.test
        .get(DelegateWorkItem)
        .execute(await change.test.staff('jobcenterHead'), { ...base(), toStaffId });
    expect(codeOf(await delegate(staffId('abh')))).toBe('WORK_ITEM_TARGET_REFUSED');
    expect(codeOf(await delegate(staffId('jobcenter')))).toBe('OK');
    expect((await reload()).item).toMatchObject({ status: 'claimed', assigneeId: staffId('jobcenter') });
  });

  it('is refused to everybody who does not have to act, without telling whether the item exists', async () => {
    for (const who of ['sozialamt', 'abh', 'projektleitung', 'asylblg'] as const) {
      expect(await outcomeOf(claim(who))).toBe('AccessDenied');
    }
    id = key();
    expect(await outcomeOf(claim('jobcenter'))).toBe('AccessDenied');
  });
});

describe('work of several units with the same code', () => {
  beforeEach(async () => {
    await change.start();
    // The month in which the application had to be made ends: counselling is asked to look into it.
    change.test.clock.setDay('2026-07-02');
    await change.test.fireDeadlines();
  });

  async function shared(who: StaffKey): Promise<readonly WorkListEntry[]> {
    return (await change.listOf(who)).filter(({ item }) => item.owner === 'WF');
  }

  it('is in the list of each until one takes it, and again when it is handed back', async () => {
    const [entry] = await shared('otherLead');
    expect(entry?.item).toMatchObject({ isShared: true, unitId: null });
    if (!entry) throw new Error('Nothing shared');
    expect((await shared('colleague')).map(({ item }) => item.id)).toContain(entry.item.id);
    const input = { idempotencyKey: key(), workItemId: entry.item.id, expectedRevision: entry.item.revision };
    valueOf(await change.test.get(ClaimWorkItem).execute(await change.test.staff('otherLead'), input));
    expect((await shared('colleague')).map(({ item }) => item.id)).not.toContain(entry.item.id);
    const back = { ...input, idempotencyKey: key(), expectedRevision: input.expectedRevision + 1 };
    valueOf(
      await change.test
        .get(ReleaseWorkItem)
        .execute(await change.test.staff('otherLead'), { ...back, reason: 'NO_CAPACITY' }),
    );
    expect((await shared('colleague')).map(({ item }) => item.id)).toContain(entry.item.id);
  });

  it('can be passed on to the other unit that holds the code, and to no third one', async () => {
    const [entry] = await shared('otherLead');
    if (!entry) throw new Error('Nothing shared');
    const pass = async (toUnitId: ReturnType<typeof unit>) =>
      change.test.get(DelegateWorkItem).execute(await change.test.staff('otherLead'), {
        idempotencyKey: key(),
        workItemId: entry.item.id,
        expectedRevision: entry.item.revision,
        toUnitId,
      });
    expect(codeOf(await pass(unit('jobcenter')))).toBe('WORK_ITEM_TARGET_REFUSED');
    expect(codeOf(await pass(unit('beratung')))).toBe('OK');
    expect((await shared('colleague')).map(({ item }) => item.unitId)).toContain(unit('beratung'));
    expect((await shared('otherLead')).map(({ item }) => item.id)).not.toContain(entry.item.id);
  });

  it('falls to the one that is left when the other leaves the case', async () => {
    const leave = { idempotencyKey: key(), caseId: change.caseId, unitId: unit('beratung2') };
    valueOf(await change.test.get(EndCaseParticipation).execute(await change.test.staff('lead'), leave));
    expect(await shared('otherLead')).toEqual([]);
    const rest = await shared('colleague');
    expect(rest.length).toBeGreaterThan(0);
    expect(new Set(rest.map(({ item }) => item.unitId))).toEqual(new Set([unit('beratung')]));
  });
});
