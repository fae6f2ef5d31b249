import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork } from '#test/builders/case-work.js';
import { staffId, type StaffKey } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { shutDownGracefully } from '../../../src/platform/http/index.js';
import { login } from '../../../src/platform/index.js';

/** What the log promises at most, however it gathers. */
const DELAY_MS = 10_000;
const CASE = 'query ($id: ID!) { case(id: $id) { number } }';

let test: TestApp;
let work: CaseWork;
let origin: string;

interface Line {
  readonly kind: string;
  readonly objectType: string;
  readonly at: Date;
}

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  origin = (await test.app.getUrl()).replace(/\/$/, '');
});

afterAll(async () => test?.stop());

/** Lines of somebody as they are in the database, without asking the application. */
function linesOf(who: StaffKey, kind = 'REFUSED'): Promise<Line[]> {
  return test.database.asOwner<Line>(
    `SELECT kind, object_type AS "objectType", at FROM access_log WHERE staff_id = $1 AND kind = $2 ORDER BY at, id`,
    [staffId(who), kind],
  );
}

/** Waits for as long as the log may take, and for nothing else. */
async function linesInTime(who: StaffKey): Promise<readonly Line[]> {
  const end = Date.now() + DELAY_MS;
  for (;;) {
    const lines = await linesOf(who);
    if (lines.length > 0 || Date.now() > end) return lines;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks for a file that is not theirs. */
async function askForFile(who: StaffKey): Promise<number> {
  const headers = { authorization: `Bearer ${await login(origin, who)}` };
  return (await fetch(`${origin}/consents/${randomUUID()}/copy`, { headers })).status;
}

describe('a refused attempt is kept by itself, although nothing happens afterwards:', () => {
  it.each([
    ['a case', 'abh', 'case', 'case'],
    ['a consent', 'sozialamt', 'consent', 'consent'],
    ['a process', 'agentur', 'process', 'process'],
    ['a conference', 'asylblg', 'conference', 'conference'],
  ] as const)('%s', async (_what, who, field, objectType) => {
    const { codes } = await test.ask(who, `query ($id: ID!) { ${field}(id: $id) { id } }`, {
      id: randomUUID(),
    });
    expect(codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    const at = new Date(test.clock.now().epochMilliseconds);
    expect(await linesInTime(who)).toEqual([{ kind: 'REFUSED', objectType, at }]);
  });

  it('a command', async () => {
    const revoke = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }`;
    const input = { idempotencyKey: randomUUID(), consentId: randomUUID(), channel: 'ORAL' };
    expect((await test.ask('jobcenter', revoke, { input })).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(await linesInTime('jobcenter')).toMatchObject([{ objectType: 'revokeConsent' }]);
  });

  it('a role that is missing', async () => {
    expect((await test.ask('moderation', '{ accessLog { edges { cursor } } }')).codes).toHaveLength(1);
    expect(await linesInTime('moderation')).toMatchObject([{ objectType: 'accessLog' }]);
  });

  it('a file', async () => {
    expect(await askForFile('jobcenterHead')).toBe(404);
    expect(await linesInTime('jobcenterHead')).toMatchObject([{ objectType: 'file' }]);
  });
});

describe('the end of the server', () => {
  it('keeps what a request saw that was still running when the end began', async () => {
    const caseId = await work.openCase();
    await login(origin, 'colleague');
    const begun = await withClient(test.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE case_file IN ACCESS EXCLUSIVE MODE');
      const asked = test.ask('colleague', CASE, { id: caseId });
      const refused = test.ask('otherLead', CASE, { id: caseId });
      await untilWaiting(2);
      const ended = shutDownGracefully(test.app, { drainMs: 0, graceMs: 10_000 });
      // The flush before the server closes is over by now, and what it waits for is still to come.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await client.query('COMMIT');
      return { asked, refused, ended };
    });
    expect((await begun.asked).codes).toEqual([]);
    expect((await begun.refused).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(await begun.ended).toBe(true);
    expect(await linesOf('colleague', 'READ')).toMatchObject([{ objectType: 'case' }]);
    expect(await linesOf('otherLead')).toMatchObject([{ objectType: 'case' }]);
  });
});

/** Waits until so many statements stand before a lock. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const [row] = await test.database.asOwner<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
       WHERE NOT l.granted AND d.datname = current_database()`,
    );
    if ((row?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
