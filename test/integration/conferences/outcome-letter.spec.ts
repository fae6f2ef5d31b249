import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import { unit } from '#test/builders/region.js';
import { elementsOf, readPdf } from '#test/support/pdf-reader.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { letterDocument } from '../../../src/conferences/record/application/letter-document.js';
import { RecordFiles, type RecordFile } from '../../../src/conferences/record/application/record-files.js';
import { RecordSheets } from '../../../src/conferences/record/application/record-sheets.js';
import type { LetterText } from '../../../src/conferences/record/domain/letter-text.js';
import { germanLetterText, letterTextFor, letterTexts } from '../../../src/conferences/record/texts/index.js';
import { type DecisionInput } from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { login, renderPdf, UnitOfWork, unprintableCharacters } from '../../../src/platform/index.js';
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

async function approved(decisions = DECISIONS) {
  const conference = await work.identified();
  await work.hold(conference.id, { decisions, interpreterLevel: 'QUALIFIED', interpreterLanguage: 'ti' });
  await work.approve(conference.id);
  return conference;
}

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

  it('marks what bodies wrote as the German original, and says when it was read back in the language of the person', async () => {
    const { id } = await approved();
    const sheet = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) => test.get(RecordSheets).get(tx, id));
    const readOut = { ...sheet, interpretedBackAt: new Date('2026-05-20T08:50:00Z') };
    for (const text of letterTexts.filter(({ language }) => language !== 'de')) {
      const document = letterDocument(readOut, text);
      expect([text.language, await unprintableCharacters(document)]).toEqual([text.language, []]);
      const pdf = await readPdf(await renderPdf(document));
      const german = spoken(pdf, 'de');
      expect(german).toContain(
        letters(`${germanLetterText.original}: Der Antrag wird vor Monatsende gestellt.`),
      );
      expect(german).toContain(letters('Am 20.05.2026 wurde Ihnen das Ergebnis'));
      const other = spoken(pdf, text.language);
      expect([text.language, other.includes(letters(text.original))]).toEqual([text.language, true]);
      const [, after = ''] = text.readBack.split('{day}');
      expect([text.language, other.includes(letters(after))]).toEqual([text.language, true]);
    }
    const plain = letters(whole(await readPdf(await renderPdf(letterDocument(sheet, undefined)))));
    expect(plain).not.toContain(letters(germanLetterText.original));
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
