import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ConferenceFacts } from '../../../src/conferences/application/conference-facts.js';
import {
  findConference,
  listParticipants,
} from '../../../src/conferences/persistence/conference.repository.js';
import type { CaseId, ConferenceId, PersonId } from '../../../src/kernel/index.js';
import { PersonErasure } from '../../../src/cases/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { aLine, BriefWork } from './brief-work.js';

let test: TestApp;
let work: BriefWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const NAMELESS = 'Die Anerkennung des Berufs dauert länger als die Befristung.';

/** An anonymised conference about a case, with a brief that nothing is wrong with. */
async function written(
  units: readonly ('jobcenter' | 'sozialamt')[] = [],
): Promise<{ readonly id: ConferenceId; readonly caseId: CaseId }> {
  const caseId = await work.caseForConference(units);
  const id = await work.request(anAnonymised(caseId));
  await work.write(id, [aLine({ category: 'WORK', text: NAMELESS })]);
  return { id, caseId };
}

async function releasedFact(id: ConferenceId): Promise<boolean | null | undefined> {
  return test.tx(async (tx) => {
    const conference = await findConference(tx, id);
    if (!conference) throw new Error('No conference');
    const participants = await listParticipants(tx, id);
    return test.get(ConferenceFacts).find('anonymisationReleased', tx, { conference, participants });
  });
}

async function raw(by: StaffKey, sql: string): Promise<readonly object[]> {
  return test.get(UnitOfWork).run(await test.staff(by), (tx) => tx.query(sql));
}

describe('a brief without names', () => {
  it('S1.35 is released by a second person, never by who wrote on it', async () => {
    const { id } = await written();
    expect(await releasedFact(id)).toBe(false);
    expect(codeOf(await work.tryRelease(id, {}, 'lead'))).toBe('RELEASE_NEEDS_SECOND_PERSON');
    for (const who of ['jobcenter', 'moderation', 'otherLead', 'datenschutz'] as const)
      expect(await outcomeOf(work.tryRelease(id, {}, who))).toBe('AccessDenied');
    expect(await work.released('jobcenter')).toEqual([]);
    valueOf(await work.tryRelease(id));
    expect(await releasedFact(id)).toBe(true);
    const number = (await work.check(id))?.releasedNumber ?? '';
    expect(number).toMatch(/^A-/);
    const brief = await work.anonymised(number, 'jobcenter');
    expect(brief.lines.map(({ text }) => text)).toEqual([NAMELESS]);
  });

  it('S1.35 keeps the conference from being held until it is released, and again after an edit', async () => {
    const { id } = await written();
    await work.schedule(id);
    test.clock.setDay('2026-05-20', '10:00');
    const moderation = await test.staff('moderation');
    expect(codeOf(await work.step('openSession', id, moderation))).toBe('CONFERENCE_BLOCKED');
    valueOf(await work.tryRelease(id));
    await work.write(id, [aLine({ text: 'Eine zweite Hürde besteht.' })], { expectedVersion: 1 });
    expect(codeOf(await work.step('openSession', id, moderation))).toBe('CONFERENCE_BLOCKED');
    valueOf(await work.tryRelease(id));
    await work.open(id);
    expect(await work.statesOf(id)).toBe('inSession');
  });

  it('written on by somebody else cannot be released by the first author either', async () => {
    const { id } = await written();
    const kept = (await work.brief(id, 'lead'))?.lines[0]?.id ?? '';
    await work.write(id, [{ key: 'a', lineId: kept }], { expectedVersion: 1 }, 'colleague');
    expect(codeOf(await work.tryRelease(id, {}, 'lead'))).toBe('RELEASE_NEEDS_SECOND_PERSON');
    expect(codeOf(await work.tryRelease(id, {}, 'colleague'))).toBe('RELEASE_NEEDS_SECOND_PERSON');
  });

  it('loses its release with the next edit, at once and for everybody', async () => {
    const { id } = await written();
    valueOf(await work.tryRelease(id));
    const number = (await work.check(id))?.releasedNumber ?? '';
    await work.write(id, [aLine({ text: 'Selam wartet.' })], { expectedVersion: 1 });
    expect(await releasedFact(id)).toBe(false);
    await expect(work.anonymised(number, 'jobcenter')).rejects.toThrow();
    expect(await raw('jobcenter', `SELECT 1 FROM anonymised_brief WHERE number = '${number}'`)).toEqual([]);
    expect(codeOf(await work.tryRelease(id, { contentHash: '0'.repeat(64) }))).toBe(
      'RELEASE_CONTENT_CHANGED',
    );
    expect(codeOf(await work.tryRelease(id))).toBe('ANONYMISATION_FINDINGS_OPEN');
  });

  it('is never released in a version that was edited at the same moment', async () => {
    const { id } = await written();
    const contentHash = (await work.check(id))?.contentHash ?? '';
    const edited = aLine({ text: 'Eine zweite Hürde besteht.' });
    const [wrote] = await Promise.all([
      work.tryWrite(id, [edited], { expectedVersion: 1 }),
      work.tryRelease(id, { contentHash }),
    ]);
    expect(codeOf(wrote)).toBe('OK');
    expect(await releasedFact(id)).toBe(false);
    expect((await work.check(id))?.releasedNumber).toBeNull();
  });

  it('loses its release with another body in the room', async () => {
    const { id } = await written();
    valueOf(await work.tryRelease(id));
    expect(await releasedFact(id)).toBe(true);
    await test.database.asOwner(
      `INSERT INTO conference_participation (region_id, conference_id, unit_id, needed_categories)
       SELECT region_id, '${id}', '${unit('abh')}', '{}' FROM case_conference WHERE id = '${id}'`,
    );
    expect(await releasedFact(id)).toBe(false);
    expect(await outcomeOf(work.tryRelease(id))).toBe('OK');
    expect(await releasedFact(id)).toBe(true);
  });

  it('loses its release with an item it was worded from', async () => {
    const { id, caseId } = await written();
    const itemId = await new DisclosureWork(test).item(caseId, 'beratung', 'lead', {
      text: 'Ist Tischlerin.',
    });
    await work.write(id, [{ key: 'a', section: 4, itemId, text: NAMELESS }], { expectedVersion: 1 });
    valueOf(await work.tryRelease(id));
    const number = (await work.check(id))?.releasedNumber ?? '';
    expect((await work.anonymised(number, 'jobcenter')).lines).toHaveLength(1);
    await test.rows(`UPDATE data_item SET restricted_at = now() WHERE id = $1`, [itemId]);
    expect(await releasedFact(id)).toBe(false);
    await expect(work.anonymised(number, 'jobcenter')).rejects.toThrow();
  });

  it('is no answer to the question who is in the room', async () => {
    const known = await written(['jobcenter']);
    expect(codeOf(await work.tryRelease(known.id, { room: 'NO' }))).toBe('ROOM_ANSWER_NOT_FITTING');
    expect(codeOf(await work.tryRelease(known.id, { roomReason: null }))).toBe('ROOM_ANSWER_NOT_FITTING');
    expect(codeOf(await work.tryRelease(known.id, { room: 'RECOGNISABLE' }))).toBe('ANONYMITY_NOT_POSSIBLE');
    expect(codeOf(await work.tryRelease(known.id))).toBe('OK');
    const strange = await written();
    expect(codeOf(await work.tryRelease(strange.id, { room: 'NO' }))).toBe('OK');
  });

  it('is none for bodies that were sent the case with names before', async () => {
    const { id: named, caseId } = await work.identified();
    await work.write(named, [aLine()]);
    await work.send(named, ['jobcenter']);
    const id = await work.request(anAnonymised(caseId));
    await work.write(id, [aLine({ category: 'WORK', text: NAMELESS })]);
    expect(codeOf(await work.tryRelease(id))).toBe('ANONYMITY_NOT_POSSIBLE');
    const others = [unit('asylblg'), unit('agentur')].map((unitId) => ({ unitId, neededCategories: [] }));
    const elsewhere = await work.request(anAnonymised(caseId, { participants: others }));
    await work.write(elsewhere, [aLine({ category: 'WORK', text: NAMELESS })]);
    expect(codeOf(await work.tryRelease(elsewhere, { room: 'NO' }))).toBe('OK');
  });

  it('is kept back while names, dates or places are in it, and hints are confirmed one by one', async () => {
    const { id } = await written();
    await work.write(id, [aLine({ text: 'Selam arbeitet bei Holz GmbH.' })], { expectedVersion: 1 });
    const first = await work.check(id);
    expect(first?.findings.map(({ code }) => code)).toEqual(['NAME', 'EMPLOYER']);
    const confirmedFindings = first?.findings.map((finding) => finding.key) ?? [];
    expect(codeOf(await work.tryRelease(id, { confirmedFindings }))).toBe('ANONYMISATION_FINDINGS_OPEN');
    await work.write(id, [aLine({ text: 'Arbeitet bei Holz GmbH.' })], { expectedVersion: 2 });
    expect(codeOf(await work.tryRelease(id))).toBe('ANONYMISATION_FINDINGS_OPEN');
    const hints = (await work.check(id))?.findings.map((finding) => finding.key) ?? [];
    expect(codeOf(await work.tryRelease(id, { confirmedFindings: hints }))).toBe('OK');
  });
});

describe('what leads from a brief without names to its case', () => {
  it('is known to the releasing unit alone', async () => {
    const { id } = await written(['jobcenter', 'sozialamt']);
    valueOf(await work.tryRelease(id));
    const origins = `SELECT conference_id FROM anonymised_brief_origin WHERE conference_id = '${id}'`;
    expect(await raw('colleague', origins)).toHaveLength(1);
    for (const who of ['jobcenter', 'sozialamt', 'moderation', 'abh', 'otherLead', 'datenschutz'] as const)
      expect(await raw(who, origins)).toEqual([]);
    expect(await work.check(id, 'jobcenter')).toBeNull();
    const number = (await work.check(id))?.releasedNumber ?? '';
    expect(await work.released('jobcenter')).toContain(number);
    expect(await work.released('asylblg')).not.toContain(number);
  });

  it('cannot be written or ended past the use cases: not by another unit, and never by the author', async () => {
    const { id } = await written();
    const { brief } = (await work.check(id)) ?? {};
    const copy = (
      await test.rows<{ id: string }>(
        `INSERT INTO anonymised_brief (region_id, id, number, attributes, released_on)
       VALUES ('ahorntal', gen_random_uuid(), 'A-' || left(gen_random_uuid()::text, 8), '{}', '2026-05-04') RETURNING id`,
      )
    )[0]?.id;
    const origin = (
      by: StaffKey,
    ) => `INSERT INTO anonymised_brief_origin (region_id, anonymised_brief_id, conference_id,
        brief_id, content_hash, circle, room_answer, released_by, released_on)
      VALUES ('ahorntal', '${copy}', '${id}', '${brief?.id}', repeat('0', 64), '{}', 'NO', '${staffId(by)}', '2026-05-04')`;
    await expect(raw('lead', origin('lead'))).rejects.toThrow('another than its authors');
    await expect(raw('jobcenter', origin('jobcenter'))).rejects.toThrow('row-level security');
    valueOf(await work.tryRelease(id));
    const end = `UPDATE anonymised_brief_origin SET withdrawn_on = '2026-05-04' WHERE conference_id = '${id}' RETURNING 1`;
    expect(await raw('jobcenter', end)).toEqual([]);
    const rewrite = `UPDATE anonymised_brief_origin SET content_hash = repeat('1', 64) WHERE conference_id = '${id}'`;
    await expect(raw('colleague', rewrite)).rejects.toThrow('permission denied');
    const forge = `INSERT INTO case_brief_line (region_id, id, conference_id, section, kind, source, category, text, written_by, written_at)
      VALUES ('ahorntal', gen_random_uuid(), '${id}', 4, 'FACT', 'PERSON', 'WORK', 'Erfunden.', '${staffId('jobcenter')}', now())`;
    await expect(raw('jobcenter', forge)).rejects.toThrow('row-level security');
  });

  it('is in no identifier, time or order: all is random, and days are all that is kept', async () => {
    const { id, caseId } = await written();
    await work.write(
      id,
      Array.from({ length: 12 }, (_, at) => aLine({ text: `Hürde der Art ${'abcdefghijkl'[at]} besteht.` })),
      { expectedVersion: 1 },
    );
    valueOf(await work.tryRelease(id));
    const number = (await work.check(id))?.releasedNumber ?? '';
    const [row] = await test.rows<{ id: string }>(`SELECT * FROM anonymised_brief WHERE number = $1`, [
      number,
    ]);
    expect(row?.id).toMatch(/^.{14}4/);
    expect(Object.keys(row ?? {})).toEqual(['region_id', 'id', 'number', 'attributes', 'released_on']);
    const { lines } = await work.anonymised(number, 'jobcenter');
    expect(lines).toHaveLength(12);
    expect(lines.map(({ text }) => text)).not.toEqual(lines.map(({ text }) => text).toSorted());
    const audit = await test.rows<{ line: string }>(
      `SELECT to_jsonb(a)::text AS line FROM audit_event a WHERE action = 'BRIEF_RELEASED' AND object_id = $1`,
      [id],
    );
    expect(audit).toHaveLength(1);
    for (const secret of [number, row?.id ?? '', caseId]) expect(audit[0]?.line).not.toContain(secret);
  });
});

describe('the way from a brief without names back to a person', () => {
  it('is destroyed with the person, and with nothing else; the brief stays', async () => {
    const { id } = await written();
    valueOf(await work.tryRelease(id));
    const number = (await work.check(id))?.releasedNumber ?? '';
    const origins = async () =>
      test.rows(`SELECT anonymised_brief_id FROM anonymised_brief_origin WHERE conference_id = $1`, [id]);
    const remove = `DELETE FROM anonymised_brief_origin WHERE conference_id = $1`;
    await expect(test.database.asOwner(remove, [id])).rejects.toMatchObject({ code: '23001' });
    expect(await origins()).toHaveLength(1);
    const [row] = await test.rows<{ person_id: PersonId }>(
      `SELECT person_id FROM case_conference WHERE id = $1`,
      [id],
    );
    if (!row) throw new Error('No person');
    await test.tx((tx) => test.get(PersonErasure).erase(tx, row.person_id));
    expect(await origins()).toEqual([]);
    const kept = await test.rows(
      `SELECT l.text FROM anonymised_brief a
       JOIN anonymised_brief_line l ON l.region_id = a.region_id AND l.anonymised_brief_id = a.id
       WHERE a.number = $1`,
      [number],
    );
    expect(kept).toEqual([{ text: NAMELESS }]);
  });
});
