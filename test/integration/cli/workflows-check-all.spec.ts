import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { workflowsCheck } from '../../../src/cli/commands/workflows/check.js';
import { saidBy } from './in-process.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-check-all-'));
  cpSync(join(projectRoot, 'test/fixtures/workflows'), folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Codes with their places, in the order they are printed. */
async function found(): Promise<readonly string[]> {
  const { err } = await saidBy(workflowsCheck, ['--all', '--folder', folder]);
  return err
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('CHECK_FAILED'))
    .map((line) => line.split(' ').slice(0, 2).join(' '));
}

function change(path: string, ...edits: readonly (readonly [from: string, to: string])[]): void {
  const file = join(folder, path);
  const text = edits.reduce(
    (sofar, [from, to]) => {
      if (!sofar.includes(from)) throw new Error(`${path} has no ${from}`);
      return sofar.replace(from, to);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}

const LOAN = 'library-loan/1.json';
const AT = `${LOAN}/machine/states`;

const FAULTS = {
  foreign: ['"tags": ["waiting"],', '"tags": ["waiting"], "colour": "red",'],
  wordless: ['"de": "Abbestellen", "en": "Cancel"', '"de": "Abbestellen"'],
  category: ['["MASTER"]', '["MASTER", "MOON"]'],
  owner: ['"owner": "LIBRARY", "label": { "de": "Verloren"', '"owner": "MOON", "label": { "de": "Verloren"'],
  target: ['"target": "home.before"', '"target": "home.nowhere"'],
  guard: ['"type": "copiesLeft"', '"type": "copiesLeftt"'],
  action: ['"type": "sendReminder"', '"type": "sendReminders"'],
  unused: ['"FOUND": {', '"NEVER": { "label": { "de": "N", "en": "N" }, "by": ["READER"] }, "FOUND": {'],
} as const;

const FOUND = {
  foreign: `${AT}/ready/colour: SCHEMA`,
  wordless: `${LOAN}/events/CANCELLED/label/en: LABEL_MISSING`,
  category: `${LOAN}/dataCategories/1: UNKNOWN_DATA_CATEGORY`,
  owner: `${AT}/lost/meta/owner: UNKNOWN_OWNER`,
  target: `${AT}/lent/states/book/states/misplaced/on/FOUND/target: UNKNOWN_TARGET`,
  guard: `${AT}/wanted/on/REQUESTED/1/guard: UNKNOWN_GUARD`,
  action: `${AT}/lent/states/book/states/home/states/inTime/after/LOAN_4W/actions/0: UNKNOWN_ACTION`,
  unused: `${LOAN}/events/NEVER: EVENT_UNUSED`,
} as const;

describe('one run of fallwerk workflows check', () => {
  it('shows ten faults of different kinds in one process, and nothing that only follows from them', async () => {
    change(LOAN, ...Object.values(FAULTS));
    change('library-loan/scenarios/cancelled-early.json', ['"cancelled"', '"lost"']);
    change('library-loan/scenarios/lost.json', ['"name"', '"name": "Zweimal", "name"']);
    expect([...(await found())].sort()).toEqual(
      [
        ...Object.values(FOUND),
        'library-loan/scenarios/cancelled-early.json: SCENARIO',
        'library-loan/scenarios/lost.json/name: KEY_REPEATED',
      ].sort(),
    );
  });

  it.each(Object.keys(FAULTS) as (keyof typeof FAULTS)[])(
    'shows the fault “%s” alone when it is alone',
    async (fault) => {
      change(LOAN, FAULTS[fault]);
      expect(await found()).toEqual([FOUND[fault]]);
    },
  );

  it.each<[string, readonly [string, string], readonly string[]]>([
    [
      'a misspelt member',
      ['"target": "paid"', '"targett": "paid"'],
      ['targett: SCHEMA', 'target: SCHEMA', 'actions: SCHEMA'],
    ],
    ['an owner that is no code', ['"owner": "READER"', '"owner": "reader"'], ['owner: SCHEMA']],
    [
      'a context field without a name',
      ['"remindedOnce": { "type"', '"RemindedOnce": { "type"'],
      ['RemindedOnce: SCHEMA'],
    ],
    [
      'a field of no known type',
      ['"type": "string", "maxLength": 50', '"type": "text"'],
      ['title/type: SCHEMA'],
    ],
    ['a pattern that is none', ['"maxLength": 50', '"pattern": "("'], ['payload: INVALID_FIELD_SCHEMA']],
    ['a deadline rule of no sense', ['"days": 7', '"days": 0'], ['days: SCHEMA']],
    [
      'an unknown event',
      ['"FEE_PAID": { "target"', '"FEE_PAYED": { "target"'],
      ['UNKNOWN_EVENT', 'EVENT_UNUSED'],
    ],
    ['an unknown initial state', ['"initial": "wanted"', '"initial": "wish"'], ['initial: UNKNOWN_TARGET']],
  ])('says nothing that only follows from %s', async (_what, edit, expected) => {
    change(LOAN, edit);
    const findings = await found();
    const told = findings.filter((line) => !expected.some((end) => line.endsWith(end)));
    expect(told).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(expected.length);
  });

  it('shows what is missing in the vocabulary beside what is wrong with definitions', async () => {
    change('vocabulary.json', [', "en": "Library"', ''], ['"en": "The card has expired."', '"en": " "']);
    change('vocabulary.json', ['{ "de": "Ausleihe benachrichtigen", "en": "Notify the desk" }', '{}']);
    change(LOAN, FAULTS.target);
    expect(new Set(await found())).toEqual(
      new Set([
        'vocabulary.json/owners/LIBRARY/en: LABEL_MISSING',
        'vocabulary.json/guards/readerCardValid/explanation/en: LABEL_MISSING',
        'vocabulary.json/effects/notifyDesk/label/de: LABEL_MISSING',
        'vocabulary.json/effects/notifyDesk/label/en: LABEL_MISSING',
        FOUND.target,
      ]),
    );
  });

  it('judges nothing by a vocabulary in which a name is lost', async () => {
    change('vocabulary.json', ['{ "de": "Bücherei", "en": "Library" }', '5']);
    change(LOAN, FAULTS.target);
    const { code, err } = await saidBy(workflowsCheck, ['--all', '--folder', folder]);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/^VOCABULARY_INVALID /) });
    expect(err).toContain('/owners/LIBRARY');
  });

  it('counts a single finding as one', async () => {
    change(LOAN, FAULTS.category);
    const { err } = await saidBy(workflowsCheck, ['--folder', folder]);
    expect(err).toMatch(/^CHECK_FAILED 1 Befund; .* 1 finding; /m);
  });

  it('refuses a folder in which there is nothing to check', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'fallwerk-check-empty-'));
    cpSync(join(folder, 'vocabulary.json'), join(empty, 'vocabulary.json'));
    const { code, err } = await saidBy(workflowsCheck, ['--folder', empty]);
    rmSync(empty, { recursive: true });
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^KEY_UNKNOWN Hier ist nichts/),
    });
  });
});
