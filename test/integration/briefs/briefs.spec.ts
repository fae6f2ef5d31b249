import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { anOffer } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { ConsentId } from '../../../src/kernel/index.js';
import { PurgeSources } from '../../../src/conferences/record/application/purge-sources.js';
import { findConference } from '../../../src/conferences/persistence/conference.repository.js';
import { PersonRecordSources } from '../../../src/sharing/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { aLine, BriefWork } from './brief-work.js';

let test: TestApp;
let work: BriefWork;
let items: DisclosureWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
  items = new DisclosureWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

const COUNSELLED = 'Die Beratung läuft seit dem Frühjahr.';

/** What raw SQL shows somebody of a table, as the application's role. */
async function raw(by: StaffKey, sql: string): Promise<number> {
  const rows = await test.get(UnitOfWork).run(await test.staff(by), (tx) => tx.query(sql));
  return rows.length;
}

describe('a brief', () => {
  it('gives each body the lines it may learn, and does not tell that there are others', async () => {
    const { id, person } = await work.identified();
    await work.write(id, [
      aLine({ section: 3, kind: 'STATEMENT', text: 'Ich will arbeiten.' }),
      aLine(),
      aLine({ category: 'HEALTH', text: 'Leidet unter Schmerzen.' }),
      aLine({ category: 'THIRD', text: 'Der Bruder hat Schulden.' }),
    ]);
    expect(await work.brief(id, 'jobcenter')).toBeNull();
    expect(await work.send(id, ['jobcenter'])).toBe(2);
    expect(await work.words(id, 'jobcenter')).toEqual(['Ich will arbeiten.', COUNSELLED]);
    expect(await work.brief(id, 'sozialamt')).toBeNull();
    expect(await work.words(id, 'colleague')).toHaveLength(4);
    expect(await work.words(id, person)).toEqual([
      'Ich will arbeiten.',
      COUNSELLED,
      'Leidet unter Schmerzen.',
    ]);
    for (const who of ['moderation', 'protokoll', 'abh', 'projektleitungAhorn'] as const)
      await expect(work.brief(id, who)).rejects.toThrow();
  });

  it('shows a body in the database itself what it was sent, and nothing else', async () => {
    const { id } = await work.identified();
    await work.write(id, [aLine(), aLine({ category: 'HEALTH', text: 'Leidet unter Schmerzen.' })]);
    const lines = `SELECT id FROM case_brief_line WHERE conference_id = '${id}'`;
    const content = `SELECT b.line_id FROM case_brief_content b JOIN case_brief v ON v.id = b.brief_id WHERE v.conference_id = '${id}'`;
    expect([
      await raw('jobcenter', lines),
      await raw('jobcenter', content),
      await raw('lead', lines),
    ]).toEqual([0, 0, 2]);
    await work.send(id, ['jobcenter']);
    expect([await raw('jobcenter', lines), await raw('jobcenter', content)]).toEqual([1, 1]);
    expect([await raw('sozialamt', lines), await raw('moderation', lines)]).toEqual([0, 0]);
  });

  it('is registered where it tells something, once', async () => {
    const { id, caseId } = await work.identified();
    await work.write(id, [aLine()]);
    expect(await work.send(id, ['jobcenter', 'sozialamt'])).toBe(2);
    expect(codeOf(await work.trySend(id, ['jobcenter']))).toBe('BRIEF_NOTHING_TO_SEND');
    const kept = (await work.brief(id, 'lead'))?.lines[0]?.id ?? '';
    await work.write(id, [{ key: 'old', lineId: kept }, aLine({ text: 'Ein Termin wurde vereinbart.' })], {
      expectedVersion: 1,
    });
    expect(await work.send(id, ['jobcenter'], { expectedVersion: 2 })).toBe(1);
    const rows = await test.rows<{ channel: string; effect: string }>(
      `SELECT channel, effect FROM disclosure WHERE case_id = $1`,
      [caseId],
    );
    expect(rows).toHaveLength(3);
    expect(rows.every(({ channel, effect }) => channel === 'CONFERENCE' && effect !== 'NEVER')).toBe(true);
  });

  it('loses its lines for a body with the consent they rest on', async () => {
    const { id, consentId } = await work.identified();
    await work.write(id, [aLine()]);
    await work.send(id, ['jobcenter', 'sozialamt']);
    await work.revoke(consentId);
    expect(await work.brief(id, 'jobcenter')).toBeNull();
    expect(await work.words(id, 'sozialamt')).toEqual([COUNSELLED]);
    expect(await raw('jobcenter', `SELECT id FROM case_brief_line WHERE conference_id = '${id}'`)).toBe(0);
  });

  it('repeats an item with its kind, source and category, and follows it', async () => {
    const { id, caseId } = await work.identified();
    for (const kind of ['CONSENT', 'CONFIDENTIALITY_RELEASE'] as const) {
      const consent: ConsentId = await work.offer(
        anOffer(caseId, { kind, categories: ['FACT_CM', 'MASTER', 'WORK'] }),
      );
      await work.grant(consent);
    }
    const itemId = await items.item(caseId, 'beratung', 'lead', { text: 'Sucht Arbeit als Tischlerin.' });
    await work.write(id, [{ key: 'item', section: 4, itemId, category: 'FACT_CM' }, aLine()]);
    const [line] = (await work.brief(id, 'lead'))?.lines ?? [];
    expect([line?.category, line?.kind, line?.source, line?.text]).toEqual([
      'WORK',
      'STATEMENT',
      'PERSON',
      'Sucht Arbeit als Tischlerin.',
    ]);
    expect(await work.send(id, ['jobcenter'])).toBe(2);
    expect(await work.words(id, 'jobcenter')).toEqual(['Sucht Arbeit als Tischlerin.', COUNSELLED]);
    await test.rows(`UPDATE data_item SET restricted_at = now() WHERE id = $1`, [itemId]);
    expect(await work.words(id, 'jobcenter')).toEqual([COUNSELLED]);
  });

  it('takes items of the own unit alone, and of others nothing that is not seen', async () => {
    const { id, caseId } = await work.identified();
    const foreign = await items.item(caseId, 'jobcenter', 'jobcenter', { text: 'Eigenes des Jobcenters.' });
    expect(await outcomeOf(work.tryWrite(id, [{ key: 'a', section: 4, itemId: foreign }]))).toBe(
      'AccessDenied',
    );
  });

  it('repeats nothing that another unit is responsible for, though it may be seen, nor what a colleague was entrusted', async () => {
    const { id, caseId } = await work.identified();
    const jobcenter = await test.staff('jobcenter');
    const towards = { discloserUnitId: unit('jobcenter'), recipientUnitId: unit('beratung') };
    const consentId = await work.offer(anOffer(caseId, { ...towards, categories: ['BENEFIT'] }), 'jobcenter');
    await work.grant(consentId, jobcenter);
    const foreign = await items.item(caseId, 'jobcenter', 'jobcenter', {
      category: 'BENEFIT',
      text: 'Bezieht Leistungen.',
    });
    await items.disclosed(caseId, [foreign], 'beratung', 'jobcenter');
    expect(codeOf(await work.tryWrite(id, [{ key: 'a', section: 4, itemId: foreign }]))).toBe(
      'BRIEF_ITEM_NOT_OF_UNIT',
    );
    const entrusted = await items.item(caseId, 'beratung', 'lead', {
      text: 'Im Vertrauen gesagt.',
      secrecyOrigin: 'ENTRUSTED',
      entrustedBy: 'PERSON',
    });
    const given = [{ key: 'a', section: 4, itemId: entrusted }] as const;
    expect(await outcomeOf(work.tryWrite(id, given, {}, 'colleague'))).toBe('AccessDenied');
    await work.write(id, given);
    expect(await work.words(id, 'colleague')).toEqual([null]);
    expect(codeOf(await work.trySend(id, ['jobcenter']))).toBe('BRIEF_NOTHING_TO_SEND');
  });

  it('is taken back from who turned out not to need it', async () => {
    const { id, caseId } = await work.identified();
    await work.write(id, [aLine()]);
    await work.send(id, ['jobcenter', 'sozialamt']);
    const source = test
      .get(PurgeSources)
      .all()
      .find((one) => one.source === 'BRIEF');
    const taken = await test.tx(async (tx) => {
      const conference = await findConference(tx, id);
      if (!conference || !source) throw new Error('Nothing to purge');
      const needs = { taskUnits: new Map([['d', [unit('sozialamt')]]]), decidingUnit: new Map() };
      const lines = await source.propose(tx, { ...conference, caseId }, needs);
      const unneeded = lines.filter(({ neededFor }) => neededFor === null);
      await source.purge(
        tx,
        caseId,
        conference,
        unneeded.map(({ lineId }) => lineId),
      );
      return unneeded.map(({ toUnitId }) => toUnitId);
    });
    expect(taken).toEqual([unit('jobcenter')]);
    expect(await work.brief(id, 'jobcenter')).toBeNull();
    expect(await work.words(id, 'sozialamt')).toEqual([COUNSELLED]);
  });

  it('is part of what the person is told when they ask, without third persons', async () => {
    const { id, caseId, person } = await work.identified();
    await work.write(id, [aLine(), aLine({ category: 'THIRD', text: 'Der Bruder hat Schulden.' })]);
    const records = async (unitKey: 'beratung' | 'jobcenter'): Promise<readonly string[]> => {
      const question = { personId: person.personId, caseId, unitId: unit(unitKey) };
      const groups = await test.tx((tx) => test.get(PersonRecordSources).collect(tx, question));
      return groups
        .filter(({ key }) => key === 'caseBriefs')
        .flatMap((group) => group.records.map(({ value }) => value));
    };
    expect(await records('beratung')).toEqual([COUNSELLED]);
    expect(await records('jobcenter')).toEqual([]);
  });

  it('is written by the convening unit, one version after the other', async () => {
    const { id, person } = await work.identified();
    for (const who of ['jobcenter', 'moderation', 'abh', 'datenschutz', person] as const)
      expect(await outcomeOf(work.tryWrite(id, [aLine()], {}, who))).toBe('AccessDenied');
    expect(await work.write(id, [aLine()])).toBe(1);
    expect(codeOf(await work.tryWrite(id, [aLine()]))).toBe('BRIEF_VERSION_OVERTAKEN');
    expect(await work.write(id, [aLine()], { expectedVersion: 1 }, 'colleague')).toBe(2);
    expect(codeOf(await work.tryWrite(id, [aLine({ kind: 'OPINION' })], { expectedVersion: 2 }))).toBe(
      'BRIEF_OPINION_WITHOUT_GROUND',
    );
  });

  it('is not sent to who is not invited, nor while the conference is blocked, nor without conditions', async () => {
    const { id, person } = await work.identified();
    await work.write(id, [aLine()]);
    expect(codeOf(await work.trySend(id, ['abh']))).toBe('BRIEF_RECIPIENT_NOT_INVITED');
    expect(codeOf(await work.trySend(id, ['beratung']))).toBe('BRIEF_RECIPIENT_NOT_INVITED');
    expect(await outcomeOf(work.trySend(id, ['jobcenter'], {}, 'jobcenter'))).toBe('AccessDenied');
    const plan = await work.preview(id, 'jobcenter');
    const isAsked = plan?.all.some(({ verdict }) => verdict.conditions.length > 0) === true;
    expect(codeOf(await work.trySend(id, ['jobcenter'], { confirmedConditions: [] }))).toBe(
      isAsked ? 'CONDITIONS_NOT_CONFIRMED' : 'OK',
    );
    valueOf(await work.step('object', id, person));
    await work.write(id, [aLine()], { expectedVersion: 1 });
    expect(codeOf(await work.trySend(id, ['jobcenter'], { expectedVersion: 2 }))).toBe(
      'BRIEF_NOT_POSSIBLE_NOW',
    );
  });

  it('lies sealed with the key of the person, and is logged when another unit reads it', async () => {
    const { id } = await work.identified();
    await work.write(id, [aLine()]);
    await work.send(id, ['jobcenter']);
    const [row] = await test.rows<{ text: string | null; sealed: Buffer }>(
      `SELECT text, text_sealed AS sealed FROM case_brief_line WHERE conference_id = $1`,
      [id],
    );
    expect(row?.text).toBeNull();
    expect(row?.sealed.includes(COUNSELLED)).toBe(false);
    await work.words(id, 'jobcenter');
    const log = await test.rows(
      `SELECT id FROM access_log WHERE object_type = 'caseBrief' AND object_id = $1 AND unit_id = $2`,
      [id, unit('jobcenter')],
    );
    expect(log).toHaveLength(1);
  });

  it('without names is not sent at all', async () => {
    const caseId = await work.caseForConference();
    const id = await work.request(anAnonymised(caseId));
    await work.write(id, [aLine()]);
    expect(codeOf(await work.trySend(id, ['jobcenter']))).toBe('BRIEF_IS_ANONYMOUS');
    expect(await work.brief(id, 'jobcenter')).toBeNull();
  });
});
