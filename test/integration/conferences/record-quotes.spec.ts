import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { readPdf } from '#test/support/pdf-reader.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { RecordFiles, type RecordFile } from '../../../src/conferences/record/application/record-files.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { aLine, BriefWork } from '../briefs/brief-work.js';
import { letters, whole } from '../sharing/copy-reader.js';

let test: TestApp;
let work: BriefWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const SEEN = 'Briefe blieben mehrmals ungeöffnet liegen.';
const RUMOUR = 'Eine Stelle hat angeblich eine Frist verschoben.';

/** A sitting about a released brief without names. */
async function sat(): Promise<ConferenceId> {
  const id = await work.request(anAnonymised(await work.caseForConference([])));
  const seen = aLine({ kind: 'OBSERVATION', category: 'WORK', text: SEEN });
  await work.write(id, [seen, aLine({ kind: 'ALLEGATION', category: 'WORK', text: RUMOUR })]);
  valueOf(await work.tryRelease(id));
  await work.schedule(id);
  await work.open(id);
  return id;
}

describe('a record that repeats lines of the brief', () => {
  it('marks them with their kind, in the record and in the extract of a body', async () => {
    const id = await sat();
    expect(codeOf(await work.record(id, { result: `Eine Frist wurde angeblich verschoben. ${SEEN}` }))).toBe(
      'RECORD_HEARSAY',
    );
    valueOf(await work.record(id, { result: `Besprochen wurde: ${RUMOUR} ${SEEN} Alle prüfen das.` }));
    const rows = await test.rows(
      `SELECT kind, is_grounded, words IS NULL AS sealed FROM conference_record_quote WHERE conference_id = $1
       ORDER BY kind`,
      [id],
    );
    expect(rows).toEqual([
      { kind: 'ALLEGATION', is_grounded: false, sealed: true },
      { kind: 'OBSERVATION', is_grounded: false, sealed: true },
    ]);
    await work.submit(id);
    const read = async (who: 'lead' | 'jobcenter', file: RecordFile) =>
      letters(whole(await readPdf(await test.get(RecordFiles).get(await test.staff(who), id, file))));
    const marks = [`Beobachtung: ${SEEN}`, `Behauptung, nicht belegt: ${RUMOUR}`].map(letters);
    const [record, extract] = [await read('lead', 'record'), await read('jobcenter', 'extract')];
    expect(marks.map((mark) => [record.includes(mark), extract.includes(mark)])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('of a brief the recorder may not read marks nothing: it would confirm a guess', async () => {
    const { id } = await work.identified();
    await work.write(id, [aLine({ kind: 'OBSERVATION', text: SEEN })]);
    await work.hold(id, { result: `${SEEN} Alle prüfen das.` });
    expect(await test.rows(`SELECT id FROM conference_record_quote WHERE conference_id = $1`, [id])).toEqual(
      [],
    );
  });
});
