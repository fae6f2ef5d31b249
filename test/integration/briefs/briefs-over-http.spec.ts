import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { allConditions } from '#test/builders/disclosure-work.js';
import { unit } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import { aLine, BriefWork } from './brief-work.js';

let test: TestApp;
let work: BriefWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
});

afterAll(async () => test?.stop());

const RESULT = `__typename ... on RequestRejected { code } ... on ValidationFailed { code }`;
const WRITE = `mutation ($input: WriteBriefInput!) { writeBrief(input: $input) { ${RESULT} ... on BriefWrittenPayload { version } } }`;
const SEND = `mutation ($input: SendBriefInput!) { sendBrief(input: $input) { ${RESULT} ... on BriefSentPayload { told } } }`;
const RELEASE = `mutation ($input: ReleaseBriefInput!) { releaseBrief(input: $input) { ${RESULT} } }`;
const READ = `query ($id: ID!) { conference(id: $id) { contributionsDueOn
  brief { version author { displayName } lines { section kind category text } attributes warnings { code } }
  contributions { text unit { name } } anonymityCheck { contentHash findings { code } releasedNumber } } }`;

const line = (more: object = {}) => ({
  key: 'a',
  section: 4,
  kind: 'FACT',
  source: 'PERSON',
  category: 'FACT_CM',
  text: 'Die Beratung läuft seit dem Frühjahr.',
  ...more,
});

describe('briefs over HTTP', () => {
  it('are written, sent and read, each reader their part', async () => {
    const { id } = await work.identified();
    const written = { idempotencyKey: key(), conferenceId: id, expectedVersion: 0 };
    const lines = [line(), line({ key: 'b', category: 'THIRD', text: 'Der Bruder hat Schulden.' })];
    const answer = await test.ask('lead', WRITE, { input: { ...written, lines } });
    expect(answer.data?.['writeBrief']).toEqual({ __typename: 'BriefWrittenPayload', version: 1 });
    const input = {
      idempotencyKey: key(),
      conferenceId: id,
      expectedVersion: 1,
      toUnitIds: [unit('jobcenter')],
      confirmedConditions: allConditions,
      necessity: 'TASK_OF_RECIPIENT',
    };
    const sent = await test.ask('lead', SEND, { input });
    expect(sent.data?.['sendBrief']).toEqual({ __typename: 'BriefSentPayload', told: 1 });
    const read = await test.ask('jobcenter', READ, { id });
    expect(read.data?.['conference']).toEqual({
      contributionsDueOn: null,
      brief: {
        version: 1,
        author: { displayName: 'lead' },
        lines: [{ section: 4, kind: 'FACT', category: 'FACT_CM', text: line().text }],
        attributes: [],
        warnings: [],
      },
      contributions: [],
      anonymityCheck: null,
    });
    const own = await test.ask('colleague', READ, { id });
    expect(own.data?.['conference']).toMatchObject({ brief: { warnings: [{ code: 'THIRD_PERSON_DATA' }] } });
    expect((await test.ask('abh', READ, { id })).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });

  it.each([
    ['no line', []],
    ['a section that has no lines', [line({ section: 2 })]],
    ['the same key twice', [line(), line()]],
    ['a category no line can have', [line({ category: 'LOG' })]],
    ['more than is read', Array.from({ length: 101 }, (_, at) => line({ key: String(at) }))],
    ['more words than are read', [line({ text: 'x'.repeat(1_001) })]],
  ])('refuse %s and keep nothing', async (_what, lines) => {
    const { id } = await work.identified();
    const input = { idempotencyKey: key(), conferenceId: id, expectedVersion: 0, lines };
    const answer = await test.ask('lead', WRITE, { input });
    expect(answer.data?.['writeBrief']).toMatchObject({ __typename: 'ValidationFailed' });
    expect(await work.brief(id, 'lead')).toBeNull();
  });

  it('S1.35 without names are checked by one and released by another', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference([])));
    const text = 'Die Anerkennung des Berufs dauert länger als die Befristung.';
    await work.write(id, [aLine({ text, category: 'WORK' })]);
    const checked = await test.ask('colleague', READ, { id });
    const conference = checked.data?.['conference'] as {
      readonly anonymityCheck: { readonly contentHash: string };
    };
    const { contentHash } = conference.anonymityCheck;
    const input = {
      idempotencyKey: key(),
      conferenceId: id,
      contentHash,
      confirmedFindings: [],
      room: 'NO',
    };
    const released = await test.ask('colleague', RELEASE, { input });
    expect(released.data?.['releaseBrief']).toEqual({ __typename: 'BriefStepPayload' });
    const listed = await test.ask('jobcenter', `{ anonymisedBriefs { number releasedOn } }`);
    const { anonymisedBriefs } = listed.data as {
      readonly anonymisedBriefs: readonly { readonly number: string }[];
    };
    const [brief] = anonymisedBriefs;
    const read = await test.ask(
      'jobcenter',
      `query ($number: String!) { anonymisedBrief(number: $number) { lines { text } } }`,
      { number: brief?.number },
    );
    expect(read.data?.['anonymisedBrief']).toEqual({ lines: [{ text }] });
    expect(
      (await test.ask('asylblg', `{ anonymisedBrief(number: "${brief?.number}") { number } }`)).codes,
    ).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });
});
