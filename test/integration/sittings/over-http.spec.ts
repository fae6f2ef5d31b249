import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { until } from '../workflow/subscription-node.js';
import { SittingListener } from './sitting-listener.js';

let test: TestApp;
let work: SittingWork;
let listener: SittingListener;
let id: ConferenceId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
  listener = new SittingListener(test);
  const caseId = await work.caseForConference();
  await work.linkPerson(caseId, 'person');
  await work.consentToBoth(caseId);
  const { anIdentified } = await import('#test/builders/conference-work.js');
  id = await work.request(anIdentified(caseId));
  await work.schedule(id);
  test.clock.setDay('2026-05-20', '10:00');
});

afterAll(async () => {
  await listener?.stop();
  await test?.stop();
});

/** Carries out a command with the revision of now. @returns Name of the type that was answered, and its code. */
async function command(subject: string, name: string, more: object = {}): Promise<string> {
  const input = {
    idempotencyKey: key(),
    conferenceId: id,
    expectedRevision: await work.revisionOf(id),
    ...more,
  };
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const document = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    type: __typename ... on UserFacingError { code message } } }`;
  const answer = await test.ask(subject, document, { input });
  if (!answer.data) return answer.codes.join();
  const given = answer.data[name] as { readonly type: string; readonly code?: string };
  return given.code ?? given.type;
}

const there = { mandate: true, presence: 'PRESENT', undertaking: true };

describe('a sitting over HTTP', () => {
  it('is held by commands that each say what became of them, and followed as it goes on', async () => {
    const done: string[] = [];
    const run = async (subject: string, name: string, more: object = {}): Promise<void> => {
      const answered = await command(subject, name, more);
      if (answered !== 'SittingPayload') done.push(`${name}: ${answered}`);
    };
    const chair = await listener.follow('moderation', id);
    await run('person', 'choosePersonForm', { form: 'PRESENT' });
    await run('moderation', 'recordAttendance', { ...there, attendeeId: staffId('protokoll') });
    for (const who of ['jobcenter', 'sozialamt'] as const)
      await run('protokoll', 'recordAttendance', { ...there, unitId: unit(who), attendeeId: staffId(who) });
    await run('moderation', 'recordSittingHelper', {
      helper: 'INTERPRETER',
      presence: 'VIDEO',
      undertaking: true,
      language: 'ti',
      level: 'SWORN',
    });
    await run('moderation', 'addSealedEntry', {
      unitId: unit('jobcenter'),
      text: 'Etwas Drittes',
      reason: 'Drittperson',
    });
    await run('moderation', 'appointDeputyChair', { deputyId: staffId('moderation2') });
    await run('moderation2', 'startSittingItem');
    await run('moderation', 'enterSittingBox', { boxKey: 'PERSON' });
    await run('person', 'pauseSitting', { reason: 'BREAK_OF_PERSON' });
    await run('moderation2', 'resumeSitting');
    await run('moderation', 'markPersonTurn', { turn: 'SPOKEN' });
    await run('moderation', 'handOverChair');
    await run('protokoll', 'recordBodyPosition', {
      unitId: unit('jobcenter'),
      position: 'AGREES_IF',
      words: 'Der Pass liegt vor.',
    });
    await run('person', 'recordReadBack', { answer: 'DISSENTED', words: 'Ich sehe das anders.' });
    await run('moderation2', 'answerFindingQuestion');
    await run('moderation2', 'endSittingItem');
    expect(done).toEqual([]);
    await until(() => chair.messages.at(-1)?.[0]?.state === 'ENDED');
    expect(chair.codes).toEqual([]);
  });

  it('shows each their own: the person their dissent, a body neither it nor the sealed part', async () => {
    const query = `query ($id: ID!) { sitting(conferenceId: $id) { items { content {
      person { readBack dissent isFindingAnswered } sealedEntries { text } positions { words unit { name } }
      attendance { kind presence isInRoom unit { name } staffMember { displayName } } } } } }`;
    const seen = async (subject: string) =>
      (await test.ask(subject, query, { id })).data?.['sitting'] as { readonly items: readonly object[] };
    const dissent = 'Ich sehe das anders.';
    expect(await seen('person')).toMatchObject({
      items: [{ content: { person: { dissent, isFindingAnswered: true }, sealedEntries: [] } }],
    });
    expect(await seen('jobcenter')).toMatchObject({
      items: [
        {
          content: {
            person: { dissent: null },
            sealedEntries: [],
            positions: [{ words: 'Der Pass liegt vor.' }],
          },
        },
      ],
    });
    expect(await seen('protokoll')).toMatchObject({
      items: [{ content: { person: { dissent }, sealedEntries: [{ text: 'Etwas Drittes' }] } }],
    });
  });

  it('makes the condition one of the decision, for whoever may read it', async () => {
    valueOf(await work.record(id, { decisions: [aDecision()] }));
    const query = `query ($id: ID!) { conference(id: $id) { decisions { conditions { words unit { name } } } } }`;
    const seen = async (subject: string) => (await test.ask(subject, query, { id })).data?.['conference'];
    const unitName = 'Jobcenter Ahorntal';
    expect(await seen('person')).toEqual({
      decisions: [{ conditions: [{ words: 'Der Pass liegt vor.', unit: { name: unitName } }] }],
    });
    // Before the record is approved a body reads no decision, and so no condition.
    expect(await seen('jobcenter')).toEqual({ decisions: [] });
  });

  it('is nothing to those who have nothing to do with it, by query, command and subscription', async () => {
    for (const subject of ['abh', 'projektleitungAhorn', 'datenschutz', 'otherLead']) {
      const answer = await test.ask(
        subject,
        `query ($id: ID!) { sitting(conferenceId: $id) { conferenceId } }`,
        {
          id,
        },
      );
      expect([subject, answer.codes]).toEqual([subject, ['NOT_FOUND_OR_NOT_PERMITTED']]);
      expect(await command(subject, 'reportRecognised')).toBe('NOT_FOUND_OR_NOT_PERMITTED');
      const stranger = await listener.follow(subject, id);
      await stranger.ended;
      expect([stranger.messages, stranger.codes]).toEqual([[], ['NOT_FOUND_OR_NOT_PERMITTED']]);
    }
  });
});
