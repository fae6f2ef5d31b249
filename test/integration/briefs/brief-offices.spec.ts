import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { REGION, staffId, unit } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ConferenceFacts } from '../../../src/conferences/application/conference-facts.js';
import { aLine, BriefWork } from './brief-work.js';

let test: TestApp;
let work: BriefWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
  // The recorder comes from a body that a consent can be given to.
  await test.database.asOwner(
    `INSERT INTO staff_role (region_id, id, staff_id, unit_id, role, mandate, valid_from)
     VALUES ($1, $2, $3, $4, 'RECORDER', false, '2020-01-01')`,
    [REGION, randomUUID(), staffId('protokoll'), unit('agentur')],
  );
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const COUNSELLED = 'Die Beratung läuft seit dem Frühjahr.';

/** A scheduled conference with a brief, and a consent towards the body of the recorder. */
async function prepared() {
  const conference = await work.identified();
  const { id, caseId } = conference;
  const { consentId } = await work.consentAndRelease(caseId, {
    recipientUnitId: unit('agentur'),
    categories: ['FACT_CM'],
  });
  await work.schedule(id);
  await work.write(id, [aLine(), aLine({ category: 'HEALTH', text: 'Leidet unter Schmerzen.' })]);
  return { ...conference, consentId };
}

describe('chair and recorder of a conference with names', () => {
  it('read the lines for which the table finds a basis for their body, once they were sent, and no other', async () => {
    const { id } = await prepared();
    expect(await work.brief(id, 'protokoll')).toBeNull();
    expect(await work.send(id, ['agentur'])).toBe(1);
    expect(await work.words(id, 'protokoll')).toEqual([COUNSELLED]);
    // Nobody else of that body, and not the chair, whose body the table never lets know a person.
    expect(await outcomeOf(Promise.resolve().then(() => work.trySend(id, ['ki'])))).toBe(
      'BRIEF_NOTHING_TO_SEND',
    );
    expect(await work.brief(id, 'moderation')).toBeNull();
    await expect(work.brief(id, 'agentur')).rejects.toThrow();
    expect(codeOf(await work.trySend(id, ['abh']))).toBe('BRIEF_RECIPIENT_NOT_INVITED');
  });

  it('read none once the person takes the consent back', async () => {
    const { id, person, consentId } = await prepared();
    await work.send(id, ['agentur']);
    await work.revoke(consentId, person);
    expect(await work.brief(id, 'protokoll')).toBeNull();
  });

  it('read none while they owe the undertaking, and none when the sitting is over', async () => {
    const { id } = await prepared();
    await work.send(id, ['agentur']);
    const facts = test.get(ConferenceFacts);
    const find = facts.find.bind(facts);
    const owing = [{ unitId: unit('agentur'), staffId: staffId('protokoll') }];
    const asked = Object.assign(facts, {
      find: async (...given: Parameters<typeof find>) =>
        given[0] === 'undertakingsMissing' ? owing : find(...given),
    });
    expect(await work.brief(id, 'protokoll')).toBeNull();
    Object.assign(asked, { find });
    expect(await work.words(id, 'protokoll')).toEqual([COUNSELLED]);
    await work.open(id);
    expect(codeOf(await work.record(id))).toBe('OK');
    expect(await work.brief(id, 'protokoll')).toBeNull();
  });
});
