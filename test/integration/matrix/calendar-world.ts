import { randomUUID } from 'node:crypto';
import { KeepAvailability, KeepPool } from '../../../src/conferences/index.js';
import { key } from '#test/builders/case-work.js';
import { REGION, staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { TestApp } from '#test/support/test-app.js';
import type { Ids } from './slots.js';

/** An absence, a place, an interpreter, and a date that is proposed for the conference. */
export async function calendarPlanning(test: TestApp, conferenceId: string): Promise<Partial<Ids>> {
  const colleague = { idempotencyKey: key(), staffId: staffId('colleague') };
  const away = { ...colleague, from: '2026-07-01T08:00', until: '2026-07-02T08:00' };
  const { absenceId } = valueOf(
    await test.get(KeepAvailability).addAbsence(await test.staff('colleague'), away),
  );
  const keeper = await test.staff('administration');
  const place = await test.get(KeepPool).keepPlace(keeper, { idempotencyKey: key(), name: 'Ahornplatz' });
  const languages = [{ language: 'ti', variety: '' }];
  const entry = { idempotencyKey: key(), poolNumber: 'P-1', level: 'SWORN' as const, languages };
  const { interpreterId } = valueOf(await test.get(KeepPool).keepInterpreter(keeper, entry));
  const [proposalId, dateSlotId] = [randomUUID(), randomUUID()];
  const at = test.clock.now().toString();
  await test.rows(
    `INSERT INTO date_proposal (region_id, id, conference_id, chair_id, recorder_id, proposed_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '10 days')`,
    [REGION, proposalId, conferenceId, staffId('moderation2'), staffId('protokoll2'), at],
  );
  await test.rows(
    `INSERT INTO date_proposal_slot (region_id, id, proposal_id, conference_id, starts_at, ends_at)
     VALUES ($1, $2, $3, $4, '2026-07-20T08:00:00Z', '2026-07-20T09:00:00Z')`,
    [REGION, dateSlotId, proposalId, conferenceId],
  );
  await test.rows(
    `INSERT INTO date_proposal_voter (region_id, slot_id, staff_id, conference_id, proposal_id, unit_id)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [REGION, dateSlotId, staffId('jobcenter'), conferenceId, proposalId, unit('jobcenter')],
  );
  return { absenceId, placeId: valueOf(place).placeId, interpreterId, dateSlotId };
}
