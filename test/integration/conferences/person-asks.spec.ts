import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { DeclineConference, RequestConference } from '../../../src/conferences/index.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { ConferenceReader } from '../../../src/conferences/application/conference-reader.js';

let test: TestApp;
let work: ConferenceWork;
let caseId: CaseId;
let person: Principal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.caseForConference();
  person = await work.linkPerson(caseId);
});

afterAll(async () => test?.stop());

async function ask(by: Principal) {
  const input = { ...anIdentified(caseId), identifiedReason: null, trigger: 'PERSON_ASKS' } as const;
  return test.get(RequestConference).execute(by, input);
}

async function blocksFor(id: ConferenceId, by: Principal) {
  const blocks = await test.get(UnitOfWork).run(by, (tx) => test.get(ConferenceReader).blocks(tx, id));
  return blocks.map(({ code }) => code);
}

describe('a person who asks for a conference about themself', () => {
  it('needs no reason for being named in it, as everybody else does', async () => {
    expect(codeOf(await ask(await test.staff('lead')))).toBe('IDENTIFIED_NEEDS_REASON');
    expect(codeOf(await ask(person))).toBe('OK');
  });

  it('is not asked for a consent any more once it was declined', async () => {
    const lead = await test.staff('lead');
    const { conferenceId } = valueOf(await ask(person));
    expect(await blocksFor(conferenceId, person)).toContain('CONSENT_MISSING');
    const { revision } = await work.processOf('conference', conferenceId);
    const declined = await test.get(DeclineConference).execute(lead, {
      idempotencyKey: key(),
      conferenceId,
      expectedRevision: revision,
      ground: 'CLARIFIABLE_IN_WRITING',
      reasons: 'Die Frage lässt sich mit einem Brief klären.',
      personHeardOn: FIRST_DAY,
    });
    expect(codeOf(declined)).toBe('OK');
    expect(await blocksFor(conferenceId, person)).toEqual([]);
    // The convening side still reads what stood in its way.
    expect(await blocksFor(conferenceId, lead)).toContain('CONSENT_MISSING');
  });
});
