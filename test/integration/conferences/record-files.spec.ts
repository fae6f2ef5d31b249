import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, unitName, type UnitKey } from '#test/builders/region.js';
import { elementsOf, readPdf } from '#test/support/pdf-reader.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { letterDocument } from '../../../src/conferences/record/application/letter-document.js';
import { RecordFiles, type RecordFile } from '../../../src/conferences/record/application/record-files.js';
import { RecordSheets } from '../../../src/conferences/record/application/record-sheets.js';
import type { LetterText } from '../../../src/conferences/record/domain/letter-text.js';
import { germanLetterText, letterTextFor, letterTexts } from '../../../src/conferences/record/texts/index.js';
import { AnswerCorrection, CorrectRecord, type DecisionInput } from '../../../src/conferences/index.js';
import type { CaseId, ConferenceId, PersonId } from '../../../src/kernel/index.js';
import { login, renderPdf, UnitOfWork, unprintableCharacters } from '../../../src/platform/index.js';
import { PersonRecordSources } from '../../../src/sharing/index.js';
import { letters, spoken, whole } from '../sharing/copy-reader.js';

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
      'mit Ausbildung, Sprache: ti',
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

describe('the outcome letter', () => {
  const letterOf = async (id: ConferenceId, other: LetterText | undefined) => {
    const sheet = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) => test.get(RecordSheets).get(tx, id));
    return letterDocument(sheet, other);
  };

  it('S0.22 says in German and in each language what was decided, what follows, whom to ask and what can be done', async () => {
    const { id } = await approved();
    for (const text of letterTexts) {
      const document = await letterOf(id, text.language === 'de' ? undefined : text);
      expect([text.language, await unprintableCharacters(document)]).toEqual([text.language, []]);
      const pdf = await readPdf(await renderPdf(document));
      const said = spoken(pdf, text.language);
      const fixed = [
        text.title,
        text.result,
        text.decisions,
        text.kinds.AGREEMENT,
        text.toBeConfirmed,
        text.next,
        text.notAccepted,
        text.yours,
        text.yoursNote,
        text.ask,
        text.against,
        text.nothingDecided,
        text.onlyBescheid,
        text.advice,
      ];
      expect([text.language, fixed.filter((one) => !said.includes(letters(one)))]).toEqual([
        text.language,
        [],
      ]);
      expect(said.includes(letters(text.draft))).toBe(true);
      expect(spoken(pdf, 'de')).toContain(letters(germanLetterText.nothingDecided));
      expect(pdf).toMatchObject({ marked: true, language: 'de' });
      expect(pdf.trees.flatMap(elementsOf).some(({ language }) => language === text.language)).toBe(
        text.language !== 'de',
      );
    }
  });

  it('is in the language of the person, once the record is approved, for them and their case lead', async () => {
    const { id, person } = await work.identified();
    await work.hold(id, { decisions: DECISIONS });
    expect((await fetchFile('lead', id, 'letter')).status).toBe(404);
    await work.approve(id);
    const pdf = await readPdf(await test.get(RecordFiles).get(person, id, 'letter'));
    const tigrinya = letterTexts.find(({ language }) => language === 'ti');
    expect(spoken(pdf, 'ti')).toContain(letters(tigrinya?.nothingDecided ?? '?'));
    expect(letters(whole(pdf))).toContain(letters('15.07.2026'));
    const lines = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE object_id = $1 AND action LIKE 'CONFERENCE_LETTER%'`,
      [id],
    );
    expect(lines).toEqual([{ action: 'CONFERENCE_LETTER_HANDED_OVER' }]);
  });

  it.each([
    [['ti', 'de'], 'ti'],
    [['de', 'ti'], undefined],
    [['xx', 'fr'], 'fr'],
    [[], undefined],
  ])('for somebody who speaks %s is beside German in %s', (languages, expected) => {
    expect(letterTextFor(languages)?.language).toBe(expected);
  });
});
