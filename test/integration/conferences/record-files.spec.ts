import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, unitName, type UnitKey } from '#test/builders/region.js';
import { readPdf } from '#test/support/pdf-reader.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { type RecordFile } from '../../../src/conferences/record/application/record-files.js';
import {
  AddAddendum,
  AnswerCorrection,
  CorrectRecord,
  type DecisionInput,
} from '../../../src/conferences/index.js';
import type { CaseId, PersonId, UnitId } from '../../../src/kernel/index.js';
import { login, UnitOfWork } from '../../../src/platform/index.js';
import { PersonRecordSources } from '../../../src/sharing/index.js';
import { letters, whole } from '../sharing/copy-reader.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const DECISIONS: readonly DecisionInput[] = [
  aDecision(),
  {
    kind: 'DECISION_OF_BODY',
    unitId: unit('sozialamt'),
    text: 'Das Sozialamt nennt den letzten Tag der Zahlung.',
    tasks: [{ title: 'Letzten Tag nennen', unitId: unit('sozialamt'), dueOn: '2026-06-02' }],
  },
  {
    kind: 'AGREEMENT',
    text: 'Alle halten die Woche frei.',
    tasks: [{ title: 'Eine Krankenkasse aussuchen', unitId: null, dueOn: '2026-06-03' }],
  },
];

async function fetchFile(who: string, id: string, file: RecordFile): Promise<Response> {
  const { port } = test.app.getHttpServer().address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const headers = { authorization: `Bearer ${await login(origin, who)}` };
  return fetch(`${origin}/conferences/${id}/${file}`, { headers });
}

async function read(who: string, id: string, file: RecordFile) {
  const answer = await fetchFile(who, id, file);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return readPdf(Buffer.from(await answer.arrayBuffer()));
}

async function approved(decisions = DECISIONS) {
  const conference = await work.identified();
  await work.hold(conference.id, { decisions, interpreterLevel: 'QUALIFIED', interpreterLanguage: 'ti' });
  await work.approve(conference.id);
  return conference;
}

describe('the record as a file', () => {
  it('says every part a record must have, and how it was agreed on', async () => {
    const conference = await work.identified();
    const { id, caseId, person } = conference;
    await work.hold(id, {
      decisions: DECISIONS,
      interpreterLevel: 'QUALIFIED',
      interpreterLanguage: 'ti',
      companionPresent: true,
      dissent: 'Das Sozialamt sieht die Frist anders.',
      attendedUnitIds: [unit('jobcenter')],
    });
    await work.submit(id);
    const wish = {
      idempotencyKey: key(),
      conferenceId: id,
      target: 'RESULT',
      wish: 'Die Miete fehlt.',
    } as const;
    const { correctionId } = valueOf(await test.get(CorrectRecord).report(person, wish));
    const answer = {
      idempotencyKey: key(),
      correctionId,
      outcome: 'REJECTED',
      answer: 'Kein Ergebnis dazu.',
    } as const;
    valueOf(await test.get(AnswerCorrection).execute(await test.staff('protokoll'), answer));
    const [numbers] = await test.rows<{ conference: string; file: string }>(
      `SELECT k.number AS conference, f.number AS file FROM case_conference k
       JOIN case_file f ON f.region_id = k.region_id AND f.id = k.case_id WHERE k.id = $1 AND f.id = $2`,
      [id, caseId],
    );
    const said = letters(whole(await read('lead', id, 'record')));
    const parts = [
      numbers?.conference ?? '?',
      numbers?.file ?? '?',
      '20.05.2026, 10:00–11:00',
      'mit Namen',
      'moderation',
      'protokoll',
      unitName('beratung'),
      unitName('jobcenter'),
      'nicht da',
      'An die Verschwiegenheit erinnert',
      'mit Ausbildung, Tigrinya',
      'Beistand dabei',
      'Worauf die Weitergabe beruht',
      'Einwilligung',
      'Wie gelingt der Wechsel ohne Lücke?',
      'Der Antrag wird vor Monatsende gestellt.',
      'Ich brauche eine Person, die ich fragen kann.',
      'Vier Sprachen, ein Führerschein.',
      'noch zu bestätigen',
      'die Person, als Angebot',
      'noch nicht',
      'Das Sozialamt sieht die Frist anders.',
      'Die Miete fehlt.',
      'Kein Ergebnis dazu.',
      'Wiedervorlage',
      '15.07.2026',
      'Befunde für die Struktur',
      'Verteiler',
      'Entwurf',
    ];
    expect(parts.filter((part) => !said.includes(letters(part)))).toEqual([]);
    expect(said).not.toContain('Selam');
  });

  it('is for the inside; a body gets its extract with its own tasks, and nothing of others or of the person', async () => {
    const { id } = await approved();
    const extract = letters(whole(await read('jobcenter', id, 'extract')));
    const own = ['Antrag aufnehmen', 'Alle halten die Woche frei', 'Der Antrag wird vor Monatsende gestellt'];
    expect(own.filter((part) => !extract.includes(letters(part)))).toEqual([]);
    const foreign = [
      'Letzten Tag nennen',
      'Ich brauche eine Person',
      'Vier Sprachen',
      'Krankenkasse',
      'Selam',
    ];
    expect(foreign.filter((part) => extract.includes(letters(part)))).toEqual([]);
    for (const [who, file] of [
      ['jobcenter', 'record'],
      ['jobcenter', 'letter'],
      ['abh', 'extract'],
      ['moderation2', 'record'],
      ['moderation', 'extract'],
      ['datenschutz', 'letter'],
    ] as const) {
      const refused = await fetchFile(who, id, file);
      const nothing = await fetchFile(who, randomUUID(), file);
      expect([refused.status, await refused.text()]).toEqual([404, await nothing.text()]);
    }
  });

  it('shows an addendum to the bodies it concerns and to nobody else', async () => {
    const { id } = await approved();
    const add = async (words: string, concernedUnitIds: readonly UnitId[]) => {
      const input = { idempotencyKey: key(), conferenceId: id, words, concernedUnitIds };
      return test.get(AddAddendum).execute(await test.staff('moderation'), input);
    };
    expect(codeOf(await add('Die Frist war eine andere.', [unit('abh')]))).toBe('ADDENDUM_BODY_UNKNOWN');
    valueOf(await add('Der Antrag geht an den Standort Nord.', [unit('jobcenter')]));
    valueOf(await add('Die Moderation hatte sich vertan.', []));
    const said = async (who: string, file: RecordFile) => letters(whole(await read(who, id, file)));
    const own = letters('Der Antrag geht an den Standort Nord.');
    const common = letters('Die Moderation hatte sich vertan.');
    const [jobcenter, sozialamt, lead] = [
      await said('jobcenter', 'extract'),
      await said('sozialamt', 'extract'),
      await said('lead', 'record'),
    ];
    expect([jobcenter.includes(own), jobcenter.includes(common)]).toEqual([true, false]);
    expect([sozialamt.includes(own), sozialamt.includes(common)]).toEqual([false, false]);
    expect([lead.includes(own), lead.includes(common)]).toEqual([true, true]);
  });

  it('leaves a line of who took it, and no name in file name or metadata', async () => {
    const { id } = await approved();
    const answer = await fetchFile('jobcenter', id, 'extract');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="auszug.pdf"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const pdf = await readPdf(Buffer.from(await answer.arrayBuffer()));
    expect(JSON.stringify(pdf.info) + pdf.metadata).not.toContain('Selam');
    expect(pdf.marked).toBe(true);
    const lines = await test.database.asOwner<{ kind: string; object_type: string; unit_id: string }>(
      `SELECT kind, object_type, unit_id FROM access_log WHERE object_id = $1 AND kind = 'EXPORT'`,
      [id],
    );
    expect(lines).toEqual([{ kind: 'EXPORT', object_type: 'conferenceExtract', unit_id: unit('jobcenter') }]);
  });
});

describe('the report of a unit to the person', () => {
  const reported = async (caseId: CaseId, personId: PersonId, body: UnitKey) => {
    const question = { caseId, personId, unitId: unit(body) };
    const groups = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) => test.get(PersonRecordSources).collect(tx, question));
    return groups.filter((group) => group.key === 'conferenceRecords').flatMap(({ records }) => records);
  };

  it('says what each holds of a record, and no more', async () => {
    const { caseId, person } = await approved();
    const values = async (body: UnitKey) =>
      (await reported(caseId, person.personId, body)).map(({ value }) => value);
    expect(await values('beratung')).toContain('Ich brauche eine Person, die ich fragen kann.');
    const own = 'Das Jobcenter nimmt den Antrag formlos entgegen.';
    expect(await values('jobcenter')).toEqual([
      'Der Antrag wird vor Monatsende gestellt.',
      own,
      'Alle halten die Woche frei.',
    ]);
    expect(await values('sozialamt')).not.toContain(own);
    expect(await values('abh')).toEqual([]);
  });
});
