import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import type { ConferenceId } from '../../../src/kernel/index.js';

const BEST = `query ($input: BestConferenceSlotsInput!) {
  best: bestConferenceSlots(input: $input) {
    __typename
    ... on BestConferenceSlotsPayload {
      slots {
        startsAt endsAt roomId chairId recorderId interpreterId attendees { unitId staffId } reasons { code sentence }
      }
      relaxations { price conditions { kind sentence price } }
    }
    ... on UserFacingError { code }
  }
}`;
const PLANNING = `mutation ($input: SetConferencePlanningInput!) {
  set: setConferencePlanning(input: $input) {
    __typename
    ... on ConferenceDatesPayload { conferenceId }
    ... on UserFacingError { code }
  }
}`;
const PROPOSE = `mutation ($input: ProposeConferenceDatesInput!) {
  propose: proposeConferenceDates(input: $input) {
    __typename
    ... on ConferenceDatesPayload { proposalId }
    ... on UserFacingError { code }
  }
}`;
const MINE = `{ mine: myDateProposals { number topic slots { id startsAt votes { answer } } } }`;
const VOTE = `mutation ($input: VoteOnConferenceDatesInput!) {
  vote: voteOnConferenceDates(input: $input) { ... on DateVotesPayload { slotIds } }
}`;
const FIX = `mutation ($input: FixConferenceDateInput!) {
  fix: fixConferenceDate(input: $input) { ... on ConferencePayload { conference { startsAt } } }
}`;

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

afterAll(async () => test?.stop());

async function conference(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

const planning = (conferenceId: string, more: object = {}) => ({
  idempotencyKey: key(),
  conferenceId,
  durationMinutes: 60,
  format: 'EITHER',
  needsStepFree: false,
  needsHearingLoop: false,
  needsVideo: false,
  seats: [],
  ...more,
});

interface Found {
  readonly best: {
    readonly slots: readonly (Readonly<Record<string, unknown>> & { readonly startsAt: string })[];
  };
}

interface Mine {
  readonly mine: readonly {
    readonly number: string;
    readonly slots: readonly { readonly id: string; readonly startsAt: string }[];
  }[];
}

describe('from the search to a date, over the API', () => {
  it('leads through proposal and vote', async () => {
    const id = await conference();
    expect((await test.ask('lead', PLANNING, { input: planning(id) })).data).toEqual({
      set: { __typename: 'ConferenceDatesPayload', conferenceId: id },
    });
    const answer = await test.ask('lead', BEST, { input: { conferenceId: id, count: 2 } });
    const { slots } = (answer.data as unknown as Found).best;
    const [best] = slots;
    expect(slots).toHaveLength(2);
    const dates = slots.map(({ startsAt, endsAt, roomId, interpreterId, attendees }) => ({
      startsAt,
      endsAt,
      roomId,
      interpreterId,
      attendees,
    }));
    const heads = { chairId: best?.['chairId'], recorderId: best?.['recorderId'] };
    const proposal = { idempotencyKey: key(), conferenceId: id, ...heads, dates };
    const proposed = await test.ask('lead', PROPOSE, { input: proposal });
    expect(proposed.data).toMatchObject({ propose: { __typename: 'ConferenceDatesPayload' } });
    const [mine] = ((await test.ask('sozialamt', MINE)).data as unknown as Mine).mine;
    expect(mine?.slots.map(({ startsAt }) => startsAt)).toEqual(
      slots.map(({ startsAt }) => startsAt).toSorted(),
    );
    const slotId = mine?.slots[0]?.id;
    const votes = { idempotencyKey: key(), votes: [{ slotId, answer: 'YES' }] };
    expect((await test.ask('sozialamt', VOTE, { input: votes })).data).toEqual({
      vote: { slotIds: [slotId] },
    });
    const { revision } = await work.processOf('conference', id);
    const fixing = { idempotencyKey: key(), slotId, expectedRevision: revision };
    expect((await test.ask('lead', FIX, { input: fixing })).data).toEqual({
      fix: { conference: { startsAt: mine?.slots[0]?.startsAt } },
    });
  });
});

describe('bad input over the API', () => {
  const crowd = Array.from({ length: 400 }, () => randomUUID());
  const seats = (staffIds: readonly string[]) => [
    { unitId: unit('jobcenter'), seats: 1, isRequired: true, needsMandate: false, staffIds },
  ];
  const date = {
    startsAt: '2026-06-10T08:00:00Z',
    endsAt: '2026-06-10T09:00:00Z',
    attendees: crowd.map((id) => ({ unitId: unit('jobcenter'), staffId: id })),
  };

  it.each([
    ['400 people for a body', PLANNING, (id: string) => planning(id, { seats: seats(crowd) })],
    ['no minute', PLANNING, (id: string) => planning(id, { durationMinutes: 0 })],
    ['a negative buffer', PLANNING, (id: string) => planning(id, { bufferBeforeMinutes: -15 })],
    [
      '400 who attend',
      PROPOSE,
      (id: string) => ({
        idempotencyKey: key(),
        conferenceId: id,
        chairId: staffId('moderation'),
        recorderId: staffId('protokoll'),
        dates: [date],
      }),
    ],
    ['no date asked for', BEST, (id: string) => ({ conferenceId: id, count: 0 })],
  ] as const)('%s: a code, and nothing is changed', async (_what, query, input) => {
    const id = await conference();
    const { data, codes } = await test.ask('lead', query, { input: input(id) });
    const answered = Object.values(data ?? {}) as readonly { readonly code?: unknown }[];
    expect([...codes, ...answered.map(({ code }) => code)]).toEqual(['VALIDATION_FAILED']);
    for (const table of ['conference_planning', 'date_proposal', 'conference_booking'])
      expect(await test.rows(`SELECT FROM ${table} WHERE conference_id = $1`, [id])).toEqual([]);
  });

  it.each([
    ['a day that does not exist', '2026-02-30'],
    ['a time in place of a day', '2026-05-20T10:00:00Z'],
  ])('%s is no day to search from', async (_what, fromOn) => {
    const input = { conferenceId: await conference(), fromOn };
    const { data, codes } = await test.ask('lead', BEST, { input });
    expect(data ?? null).toBeNull();
    expect(codes).toHaveLength(1);
  });
});
