import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, CaseWork, EVIDENCE, key } from '#test/builders/case-work.js';
import { anIdentified, aDate, aRecord } from '#test/builders/conference-work.js';
import { unit, unitName } from '#test/builders/region.js';
import { TestApp, type Answer } from '#test/support/test-app.js';

const FAILURE = `__typename ... on UserFacingError { code message }
  ... on ValidationFailed { fields { path constraint } }`;
const PERSON = {
  names: [{ kind: 'OFFICIAL', givenNames: 'Selam', preferred: true }],
  birthPrecision: 'UNKNOWN',
  languages: [{ language: 'ti', level: 'NATIVE', mediationNeeded: false }],
};

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

interface Outcome {
  readonly __typename?: string;
  readonly code?: string;
  readonly fields?: readonly { readonly path: string }[];
  readonly [field: string]: unknown;
}

/** Sends a mutation of one input and gives back its result; `fields` is what is asked of the payload. */
async function command(who: string, name: string, input: object, fields = ''): Promise<Outcome> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${FAILURE} ${fields} } }`;
  const answer = await test.ask(who, query, { input: { idempotencyKey: key(), ...input } });
  return (answer.data?.[name] as Outcome | undefined) ?? { codes: answer.codes };
}

function memberOf(answer: Answer, field: string): unknown {
  return answer.data?.[field];
}

describe('the commands over HTTP', () => {
  it('lead from an opened case to an approved record, each by the login it belongs to', async () => {
    const opened = await command(
      'lead',
      'openCase',
      { person: PERSON, leadUnitId: unit('beratung'), intensity: 'CASE_MANAGEMENT', concern: 'Arbeit' },
      '... on CasePayload { case { id number person { names { givenNames } } lead { displayName } } }',
    );
    expect(opened).toMatchObject({
      case: { person: { names: [{ givenNames: 'Selam' }] }, lead: { displayName: 'lead' } },
    });
    const caseId = (opened['case'] as { readonly id: string }).id as Parameters<typeof anOffer>[0];
    const ok = { __typename: 'CasePayload' };
    expect(await command('lead', 'linkPersonAccount', { caseId, subject: 'person' })).toMatchObject(ok);
    for (const unitId of [unit('jobcenter'), unit('sozialamt')])
      expect(await command('lead', 'addCaseParticipation', { caseId, unitId })).toMatchObject(ok);
    const answers = ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'].map((question) => ({
      question,
      original: 'Antwort',
      quotable: 'YES',
    }));
    const interview = {
      caseId,
      heldOn: '2026-05-04',
      language: 'ti',
      useForOwnCase: true,
      useAnonymised: true,
      answers,
    };
    expect(await command('lead', 'recordEntryInterview', interview)).toMatchObject(ok);
    const declarations = (['jobcenter', 'sozialamt'] as const).flatMap((recipient) =>
      (['CONSENT', 'CONFIDENTIALITY_RELEASE'] as const).map((kind) => ({
        kind,
        recipientUnitId: unit(recipient),
      })),
    );
    for (const declaration of declarations) {
      const offered = await command(
        'lead',
        'offerConsent',
        anOffer(caseId, declaration),
        '... on ConsentPayload { consent { id state } }',
      );
      const { id: consentId, state } = offered['consent'] as { readonly id: string; readonly state: string };
      expect(state).toBe('OFFERED');
      const granted = await command(
        'person',
        'grantConsent',
        { consentId, evidence: EVIDENCE },
        '... on ConsentPayload { consent { state } }',
      );
      expect(granted).toMatchObject({ consent: { state: 'GRANTED' } });
    }
    const payload =
      '... on ConferencePayload { conference { id process { revision activeStates { path } } } }';
    const revisionOf = (
      outcome: Outcome,
    ): { readonly id: string; readonly process: { readonly revision: number } } =>
      outcome['conference'] as { readonly id: string; readonly process: { readonly revision: number } };
    const { id, process } = revisionOf(
      await command(
        'person',
        'requestConference',
        { ...anIdentified(caseId), convenerUnitId: null },
        payload,
      ),
    );
    const conferenceId = id as Parameters<typeof aDate>[0];
    const booked = await command(
      'lead',
      'scheduleConference',
      aDate(conferenceId, { expectedRevision: process.revision }),
      payload,
    );
    const step = { conferenceId, expectedRevision: revisionOf(booked).process.revision };
    test.clock.setDay('2026-05-20', '10:00');
    const openedSitting = revisionOf(await command('moderation', 'openConferenceSession', step, payload));
    const record = aRecord(conferenceId, { expectedRevision: openedSitting.process.revision });
    const recorded = revisionOf(await command('protokoll', 'recordConference', record, payload));
    const submitting = { conferenceId, expectedRevision: recorded.process.revision };
    const submitted = revisionOf(await command('protokoll', 'submitConferenceRecord', submitting, payload));
    for (const actor of ['lead', 'jobcenter', 'sozialamt', 'person'])
      await command(actor, 'agreeToConferenceRecord', { conferenceId }, payload);
    await command('moderation', 'purgeUnneeded', { conferenceId, lines: [] }, payload);
    const approved = await command(
      'moderation',
      'approveConferenceRecord',
      { conferenceId, expectedRevision: submitted.process.revision },
      payload,
    );
    expect(approved).toMatchObject({
      conference: { process: { activeStates: [{ path: 'recordApproved' }] } },
    });
    const query = 'query ($id: ID!) { conference(id: $id) { number record { result personsView } caseId } }';
    expect(memberOf(await test.ask('jobcenter', query, { id }), 'conference')).toMatchObject({
      caseId: null,
      record: { personsView: null },
    });
  });

  it('name the field of broken input and change nothing', async () => {
    const count = async () => (await test.rows(`SELECT id FROM case_file`)).length;
    const before = await count();
    const base = { person: PERSON, leadUnitId: unit('beratung'), intensity: 'BRIEF' };
    const outcomes = [
      await command('lead', 'openCase', { ...base, leadUnitId: 'x' }),
      await command('lead', 'openCase', { ...base, concern: 'a'.repeat(4_001) }),
      await command('lead', 'openCase', { ...base, concern: 'null \u0000 byte' }),
      await command('lead', 'openCase', { ...base, person: { ...PERSON, names: [] } }),
      await command('lead', 'openCase', { ...base, idempotencyKey: 'short' }),
    ];
    expect(outcomes.map((outcome) => outcome.fields?.[0]?.path)).toEqual([
      'leadUnitId',
      'concern',
      'concern',
      'person.names',
      'idempotencyKey',
    ]);
    expect(await count()).toBe(before);
  });

  it('take no day that does not exist and no time without zone', async () => {
    const caseId = await work.openCase();
    const offer = await command('lead', 'offerConsent', { ...anOffer(caseId), validUntil: '2026-02-30' });
    expect(offer['codes']).toHaveLength(1);
    const input = { ...aDate(caseId as never), startsAt: '2026-05-20T10:00:00' };
    expect((await command('lead', 'scheduleConference', input))['codes']).toHaveLength(1);
  });

  it('answer a repeat with the case of the first time', async () => {
    const input = { idempotencyKey: key(), person: PERSON, leadUnitId: unit('beratung'), intensity: 'BRIEF' };
    const ask = async () => command('lead', 'openCase', input, '... on CasePayload { case { id } }');
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second['case']).toEqual(first['case']);
    const other = await command('lead', 'openCase', { ...input, intensity: 'COUNSELLING' });
    expect(other).toMatchObject({ __typename: 'RequestRejected', code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('tell the convener which body lacks which basis', async () => {
    const caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
    const requested = await command(
      'lead',
      'requestConference',
      anIdentified(caseId),
      '... on ConferencePayload { conference { id process { revision } blocks { code category wayOut unit { name } } } }',
    );
    const conference = requested['conference'] as {
      readonly id: string;
      readonly process: { readonly revision: number };
    };
    expect(conference).toMatchObject({
      blocks: expect.arrayContaining([
        expect.objectContaining({
          code: 'CONSENT_MISSING',
          category: 'MASTER',
          unit: { name: unitName('jobcenter') },
        }),
      ]),
    });
    const input = aDate(conference.id as never, {
      expectedRevision: conference.process.revision,
      startsAt: '2026-06-20T08:00:00Z',
      endsAt: '2026-06-20T09:00:00Z',
    });
    const refused = await command(
      'lead',
      'scheduleConference',
      input,
      '... on ConferenceBlocked { blocks { unit { name } } }',
    );
    expect(refused).toMatchObject({
      __typename: 'ConferenceBlocked',
      blocks: expect.arrayContaining([{ unit: { name: unitName('jobcenter') } }]),
    });
  });
});
