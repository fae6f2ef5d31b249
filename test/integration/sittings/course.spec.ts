import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, key } from '#test/builders/case-work.js';
import { aDecision, anIdentified } from '#test/builders/conference-work.js';
import { unit } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { DecisionConditions } from '../../../src/conferences/index.js';
import { ReportFinding } from '../../../src/improvement/index.js';

let test: TestApp;
let work: SittingWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

/** An identified conference with a date. */
async function scheduled() {
  const conference = await work.identified();
  await work.schedule(conference.id);
  return conference;
}

describe('a sitting', () => {
  it('runs from attendance to the record, and is a sitting of one where nobody planned another', async () => {
    const { id } = await scheduled();
    expect((await work.see(id)).items).toHaveLength(1);
    await work.begin(id);
    expect(await work.statesOf(id)).toBe('inSession');
    test.clock.setDay('2026-05-20', '10:05');
    valueOf(await work.enterBox(id, 'OPEN_TASKS'));
    test.clock.setDay('2026-05-20', '10:08');
    valueOf(await work.enterBox(id, 'PERSON'));
    valueOf(await work.speaks(id));
    test.clock.setDay('2026-05-20', '10:25');
    valueOf(await work.enterBox(id, 'BODIES'));
    const running = await work.itemOf(id);
    expect(running.agenda.find((box) => box.key === 'SENSE_MAKING')?.seconds).toBe(5 * 60);
    expect(running.tellings.map(({ code, boxKey }) => [code, boxKey])).toEqual([['BOX_CUT', 'SENSE_MAKING']]);
    valueOf(await work.says(id, 'jobcenter', 'AGREES'));
    expect(codeOf(await work.move('end', id))).toBe('READ_BACK_MISSING');
    valueOf(await work.readBack(id));
    valueOf(await work.move('end', id));
    expect((await work.itemOf(id)).state).toBe('ENDED');
    valueOf(await work.record(id));
    expect(await work.statesOf(id)).toBe('recordDraft');
  });

  it('does not begin without a recorder who is bound to secrecy, and not for others than chair and deputy', async () => {
    const { id, person } = await scheduled();
    test.clock.setDay('2026-05-20', '10:00');
    expect(codeOf(await work.move('start', id))).toBe('SITTING_RECORDER_MISSING');
    valueOf(await work.attends(id, null, 'protokoll', { undertaking: false }));
    expect(codeOf(await work.move('start', id))).toBe('SITTING_RECORDER_MISSING');
    for (const who of ['protokoll', 'lead', 'jobcenter', 'moderation2', person] as const)
      expect(await outcomeOf(work.move('start', id, who))).toBe('AccessDenied');
    valueOf(await work.attends(id, null, 'protokoll'));
    valueOf(await work.move('start', id));
    expect(codeOf(await work.move('start', id))).toBe('SITTING_ALREADY_BEGUN');
  });

  it('does not begin over the head of a person who needs an interpreter, unless they take part in writing', async () => {
    const caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'], person: aPerson() });
    await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    await work.schedule(id);
    test.clock.setDay('2026-05-20', '10:00');
    await work.gather(id);
    expect(codeOf(await work.move('start', id))).toBe('SITTING_INTERPRETER_MISSING');
    const interpreter = { helper: 'INTERPRETER', language: 'ti', level: 'SWORN' } as const;
    valueOf(await work.helps(id, { ...interpreter, undertaking: false }));
    expect(codeOf(await work.move('start', id))).toBe('SITTING_INTERPRETER_MISSING');
    const inWriting = { ...(await work.command(id)), form: 'WRITTEN' } as const;
    valueOf(await work.part.form(await test.staff('moderation'), inWriting));
    expect((await work.itemOf(id)).content?.person.form).toBe('WRITTEN');
    // In the room nobody was booked, and nobody interprets well enough.
    expect(codeOf(await work.move('start', id))).toBe('CONFERENCE_BLOCKED');
  });

  it('begins with an interpreter who was not booked, when their level and language suffice', async () => {
    const caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'], person: aPerson() });
    await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    await work.schedule(id);
    test.clock.setDay('2026-05-20', '10:00');
    await work.gather(id);
    const blocks = async () => {
      const refused = await work.move('start', id);
      const found = 'error' in refused ? refused.error : undefined;
      return found && 'blocks' in found
        ? (found.blocks as readonly { code: string }[]).map(({ code }) => code)
        : [];
    };
    const helper = 'INTERPRETER' as const;
    valueOf(await work.helps(id, { helper, language: 'ti', level: 'LAY' }));
    expect(await blocks()).toEqual(['LANGUAGE_LEVEL']);
    valueOf(await work.helps(id, { helper, language: 'fr', level: 'SWORN' }));
    expect(await blocks()).toEqual(['LANGUAGE_LEVEL']);
    valueOf(await work.helps(id, { helper, language: 'ti-ER', level: 'QUALIFIED' }));
    valueOf(await work.move('start', id));
    expect(await work.statesOf(id)).toBe('inSession');
  });

  it('hears no body before the person, and ends without their word in no way', async () => {
    const { id, person } = await scheduled();
    await work.begin(id);
    expect(codeOf(await work.says(id, 'jobcenter', 'AGREES'))).toBe('PERSON_SPEAKS_FIRST');
    expect(codeOf(await work.readBack(id))).toBe('PERSON_SPEAKS_FIRST');
    expect(codeOf(await work.enterBox(id, 'BODIES'))).toBe('AGENDA_BOX_NOT_POSSIBLE');
    // Not by writing the record in one go either.
    expect(codeOf(await work.record(id))).toBe('PERSON_SPEAKS_FIRST');
    valueOf(await work.speaks(id));
    expect(codeOf(await work.record(id))).toBe('READ_BACK_MISSING');
    for (const attendedUnitIds of [[unit('jobcenter')], []])
      expect(codeOf(await work.record(id, { attendedUnitIds }))).toBe('RECORD_ATTENDANCE_DIFFERS');
    valueOf(await work.readBack(id, 'So habe ich das nicht gesagt.', person));
    expect(codeOf(await work.readBack(id))).toBe('READ_BACK_NOT_POSSIBLE');
    valueOf(await work.record(id));
    expect((await work.itemOf(id, 'lead')).state).toBe('ENDED');
    const seenBy = async (who: 'lead' | 'jobcenter') => (await work.itemOf(id, who)).content?.person.dissent;
    expect([await seenBy('lead'), await seenBy('jobcenter')]).toEqual([
      'So habe ich das nicht gesagt.',
      null,
    ]);
  });

  it('keeps the dissent of a body, and makes a condition one of the decision', async () => {
    const { id } = await scheduled();
    await work.begin(id);
    valueOf(await work.speaks(id));
    expect(codeOf(await work.says(id, 'jobcenter', 'AGREES_IF'))).toBe('POSITION_NEEDS_WORDS');
    valueOf(await work.says(id, 'jobcenter', 'DISAGREES', 'Die Zuständigkeit ist offen.'));
    valueOf(await work.says(id, 'jobcenter', 'AGREES_IF', 'Der Bescheid liegt vor.'));
    expect(codeOf(await work.says(id, 'abh', 'AGREES'))).toBe('POSITION_BODY_NOT_THERE');
    const said = (await work.itemOf(id)).content?.positions;
    expect(said?.map(({ position, words, isCurrent }) => [position, words, isCurrent])).toEqual([
      ['DISAGREES', 'Die Zuständigkeit ist offen.', false],
      ['AGREES_IF', 'Der Bescheid liegt vor.', true],
    ]);
    valueOf(await work.readBack(id));
    valueOf(await work.record(id, { decisions: [aDecision()] }));
    const { personId } = (
      await test.rows<{ personId: never }>(
        `SELECT person_id AS "personId" FROM case_conference WHERE id = $1`,
        [id],
      )
    )[0] ?? { personId: null };
    const conditions = await test.tx((tx) => test.get(DecisionConditions).list(tx, { id, personId }));
    expect(conditions.map(({ unitId, words }) => [unitId, words])).toEqual([
      [unit('jobcenter'), 'Der Bescheid liegt vor.'],
    ]);
    await expect(test.rows(`UPDATE body_position SET position = 'AGREES'`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('S4.7 sees the case from all sides: the chair is told which body has not been heard', async () => {
    const { id } = await scheduled();
    await work.begin(id);
    valueOf(await work.speaks(id));
    const unheard = async (who: 'moderation' | 'jobcenter' = 'moderation') =>
      (await work.itemOf(id, who)).content?.unheard;
    const all = [unit('beratung'), unit('jobcenter'), unit('sozialamt')];
    expect(await unheard()).toEqual(all);
    for (const body of ['beratung', 'jobcenter'] as const) valueOf(await work.says(id, body, 'AGREES'));
    expect([await unheard(), await unheard('jobcenter')]).toEqual([[unit('sozialamt')], []]);
    valueOf(await work.says(id, 'sozialamt', 'NOT_COMPETENT'));
    expect(await unheard()).toEqual([]);
  });

  it('lets into the room only who is bound to secrecy and belongs to the case', async () => {
    const { id } = await scheduled();
    test.clock.setDay('2026-05-20', '10:00');
    await work.gather(id);
    for (const [body, who] of [
      ['abh', 'abh'],
      ['jobcenter', 'sozialamt'],
      ['sozialamt', 'protokoll'],
      [null, 'moderation2'],
      ['beratung', 'moderation'],
    ] as const)
      expect(codeOf(await work.attends(id, body, who))).toBe('ATTENDANCE_NOT_POSSIBLE');
    valueOf(await work.attends(id, 'sozialamt', 'sozialamt', { undertaking: false }));
    valueOf(await work.attends(id, null, 'moderation', { jobFunction: 'Moderation' }));
    const { content } = await work.itemOf(id);
    const outside = content?.attendance.filter((row) => content.outside.includes(row.id));
    expect(outside?.map(({ unitId }) => unitId)).toEqual([unit('sozialamt')]);
    // Recorder, advice centre, Jobcenter, chair.
    expect(content?.room).toHaveLength(4);
    // Who is outside sees the agenda, and nothing of what is said.
    expect((await work.itemOf(id, 'sozialamt')).content).toBeNull();
    expect((await work.itemOf(id, 'jobcenter')).content).not.toBeNull();
  });

  it('refuses a companion with written reasons only, and an interpreter needs language and level', async () => {
    const { id, person } = await scheduled();
    const refused = { helper: 'COMPANION', isRefused: true } as const;
    expect(codeOf(await work.helps(id, refused))).toBe('COMPANION_REFUSAL_NEEDS_REASONS');
    valueOf(await work.helps(id, { ...refused, name: 'Alem', refusedBecause: 'Hat im Vortermin gedroht.' }));
    valueOf(await work.helps(id, { helper: 'COMPANION', name: 'Senait', undertaking: false }));
    expect(codeOf(await work.helps(id, { helper: 'INTERPRETER', language: 'ti' }))).toBe(
      'INTERPRETER_INCOMPLETE',
    );
    valueOf(
      await work.helps(id, { helper: 'INTERPRETER', language: 'ti', level: 'QUALIFIED', poolNumber: '17' }),
    );
    const { content } = await work.itemOf(id, person);
    expect(
      content?.attendance.map(({ name, refusedBecause, level }) => [name, refusedBecause, level]),
    ).toEqual([
      ['Alem', 'Hat im Vortermin gedroht.', null],
      ['Senait', null, null],
      [null, null, 'QUALIFIED'],
    ]);
    expect(content?.room).toHaveLength(2);
    const stored = await test.rows(`SELECT * FROM sitting_attendance WHERE conference_id = $1`, [id]);
    expect(JSON.stringify(stored)).not.toMatch(/Alem|Senait|gedroht/);
  });

  it('keeps the sealed part from the person until an entry is granted, and from bodies always', async () => {
    const { id, person } = await scheduled();
    await work.begin(id);
    valueOf(await work.seals(id, 'Eine Nachbarin ist bedroht worden.'));
    const sealedFor = async (who: 'moderation' | 'jobcenter' | 'lead' | typeof person) =>
      (await work.itemOf(id, who)).content?.sealed.map(({ text }) => text);
    expect(await sealedFor('moderation')).toEqual(['Eine Nachbarin ist bedroht worden.']);
    expect([await sealedFor(person), await sealedFor('jobcenter'), await sealedFor('lead')]).toEqual([
      [],
      [],
      [],
    ]);
    const [entry] = (await work.itemOf(id)).content?.sealed ?? [];
    const decide = { entryId: entry?.id ?? '', access: 'GRANTED' } as const;
    const { EnterWords } = await import('../../../src/conferences/sitting/application/enter-words.js');
    const words = test.get(EnterWords);
    expect(
      await outcomeOf(
        words.decideAccess(await test.staff('protokoll'), { ...(await work.command(id)), ...decide }),
      ),
    ).toBe('AccessDenied');
    valueOf(
      await words.decideAccess(await test.staff('moderation'), { ...(await work.command(id)), ...decide }),
    );
    expect(await sealedFor(person)).toEqual(['Eine Nachbarin ist bedroht worden.']);
    valueOf(await work.speaks(id));
    expect(codeOf(await work.seals(id, 'Noch etwas'))).toBe('SEALED_PART_OVER');
  });

  it('takes a break when the person asks for one', async () => {
    const { id, person } = await scheduled();
    await work.begin(id);
    expect(await outcomeOf(work.pause(id, 'BREAK', person))).toBe('AccessDenied');
    expect(await outcomeOf(work.pause(id, 'BREAK_OF_PERSON', 'jobcenter'))).toBe('AccessDenied');
    test.clock.setDay('2026-05-20', '10:04');
    valueOf(await work.pause(id, 'BREAK_OF_PERSON', person));
    expect(codeOf(await work.enterBox(id, 'PERSON'))).toBe('SITTING_NOT_RUNNING');
    test.clock.setDay('2026-05-20', '10:10');
    valueOf(await work.move('resume', id));
    const { elapsedSeconds, agenda } = await work.itemOf(id);
    expect([elapsedSeconds, agenda.find((box) => box.key === 'PERSON')?.seconds]).toEqual([240, 600]);
  });

  it('answers its question for findings with a finding that was reported', async () => {
    const { id } = await scheduled();
    await work.begin(id);
    const report = {
      idempotencyKey: key(),
      text: 'Für den Wechsel fehlt eine gemeinsame Frist.',
      kind: 'GAP',
      lifeArea: 'WORK',
      bodyTypes: ['JOBCENTER'],
      severity: 2,
      origin: { kind: 'CONFERENCE', id },
      originUnitId: unit('jobcenter'),
      anonymisationConfirmed: true,
    } as never;
    valueOf(await test.get(ReportFinding).execute(await test.staff('jobcenter'), report));
    expect((await work.itemOf(id)).content?.person.findings).toBe(1);
  });
});
