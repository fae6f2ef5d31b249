import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../../src/cli/commands/command-line.js';
import { commands } from '../../../src/cli/commands/index.js';
import { projectRoot } from '../../../src/platform/config/paths.js';

const SIX_MIB = 6 * 1024 * 1024;

/** Every way in which a file is no JSON, by name; `null` is JSON, but never what is asked for. */
const CONTENTS: Readonly<Record<string, string | Buffer>> = {
  empty: '',
  'no JSON': '{"key"',
  null: 'null',
  'broken UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  huge: ' '.repeat(SIX_MIB),
};
const BAD = ['missing', 'a folder', ...Object.keys(CONTENTS)];

let root: string;
let folder: string;

/** Puts something bad where a file is expected. */
function spoil(file: string, kind: string): void {
  rmSync(file, { force: true });
  if (kind === 'a folder') mkdirSync(file);
  const content = CONTENTS[kind];
  if (content !== undefined) writeFileSync(file, content);
}

/** A file of that kind outside every folder of definitions. */
const named = (kind: string): string => join(root, `${kind.replace(/\W/g, '-')}.json`);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fallwerk-bad-input-'));
  folder = join(root, 'definitions');
  for (const kind of BAD) spoil(named(kind), kind);
});
afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['vocabulary.json', 'theme', 'consent']) {
    cpSync(join(projectRoot, 'workflows', part), join(folder, part), { recursive: true });
  }
});

async function workflows(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(commands, ['workflows', ...words], {
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Every file below the folder with its content. */
function contents(): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(names.map((name) => [name, readFileSync(name, 'latin1')]));
}

/** Refused: a code at the beginning of a line, no result, no stack trace. */
async function expectRefusal(words: readonly string[]): Promise<string> {
  const { code, out, err } = await workflows(...words);
  expect({ words, out, refused: code !== 0 }).toEqual({ words, out: '', refused: true });
  expect(err).toMatch(/^(\S+: )?[A-Z]+(_[A-Z]+)* /m);
  expect(err).not.toMatch(/^UNEXPECTED|^\s+at /m);
  return err;
}

describe.each(BAD)('a file that is: %s', (kind) => {
  it('is refused with a code wherever a command line may name a file', async () => {
    const file = named(kind);
    const expected = kind === 'null' ? /^[A-Z_]+_INVALID /m : /^FILE_UNREADABLE /m;
    expect(await expectRefusal(['diff', file, file])).toMatch(expected);
    expect(await expectRefusal(['simulate', 'theme', '--against', file])).toMatch(expected);
    expect(await expectRefusal(['simulate', 'theme', '--assumptions', file])).toMatch(expected);
    expect(await expectRefusal(['migrate', 'theme', '--from', '1', '--to', '2', '--mapping', file])).toMatch(
      expected,
    );
  });

  it('is refused with a code in place of a folder', async () => {
    // A folder of definitions that holds none is as wrong as a file.
    for (const command of [['check'], ['journal'], ['simulate', 'theme'], ['diff', 'theme', '1', '2']]) {
      await expectRefusal([...command, '--folder', named(kind)]);
    }
  });

  it('is refused with a code as vocabulary', async () => {
    spoil(join(folder, 'vocabulary.json'), kind);
    const expected = kind === 'null' ? /^VOCABULARY_INVALID /m : /^FILE_UNREADABLE /m;
    for (const command of [['check'], ['journal'], ['simulate', 'theme']]) {
      expect(await expectRefusal([...command, '--folder', folder])).toMatch(expected);
    }
  });

  it.each(['theme/1.json', 'theme/scenarios/01-bestehende-gruppe.json'])(
    'writes no journal when it is %s, not even of other processes',
    async (path) => {
      rmSync(join(folder, 'consent/journals'), { recursive: true });
      spoil(join(folder, path), kind);
      const before = contents();
      expect(await expectRefusal(['journal', '--folder', folder])).toMatch(/^CHECK_FAILED /m);
      expect(contents()).toEqual(before);
    },
  );
});

describe('fallwerk workflows journal', () => {
  it.each([
    ...['a folder', ...Object.keys(CONTENTS)].map((kind): [string, string] => [kind, kind]),
    ['an object without members', '{}'],
    [
      'a journal of nothing',
      '{"format":1,"key":"","version":1,"definitionHash":"","writtenBy":"","courses":[null]}',
    ],
  ])('keeps an existing journal that is: %s', async (_name, kind) => {
    rmSync(join(folder, 'consent/journals'), { recursive: true });
    const file = join(folder, 'theme/journals/1.json');
    if (kind.startsWith('{')) writeFileSync(file, kind);
    else spoil(file, kind);
    const before = contents();
    expect(await expectRefusal(['journal', '--folder', folder])).toMatch(/^JOURNAL_INVALID /m);
    expect(contents()).toEqual(before);
  });

  it('keeps a journal of another definition, and writes no other', async () => {
    rmSync(join(folder, 'consent/journals'), { recursive: true });
    const file = join(folder, 'theme/1.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/"lawVersion": "[\d-]+"/, '"lawVersion": "2031-01-01"'),
    );
    const before = contents();
    expect(await expectRefusal(['journal', '--folder', folder])).toContain('JOURNAL_OTHER_DEFINITION');
    expect(contents()).toEqual(before);
  });

  it('writes what is missing as it was released', async () => {
    const before = contents();
    rmSync(join(folder, 'theme/journals'), { recursive: true });
    expect(await workflows('journal', '--folder', folder)).toMatchObject({ code: 0, err: '' });
    expect(contents()).toEqual(before);
  });
});

describe('words that make no sense', () => {
  const COMMANDS = ['check', 'deploy', 'list', 'activate', 'retire', 'journal'];
  const MORE = ['render', 'diff', 'simulate', 'migrate', 'migration'];

  it.each([...COMMANDS, ...MORE])('are told with a code by workflows %s', async (command) => {
    expect(await expectRefusal([command, '--nonsense'])).toMatch(/^USAGE .*--nonsense/m);
    expect(await expectRefusal([command, 'a', 'b', 'c', 'd'])).toMatch(/^USAGE /m);
  });

  it.each([
    ['render', '--process', 'no-uuid'],
    ['render', '--out', '.'],
    ['migration', 'no-uuid'],
    ['migration', '0192d000-0000-7000-8000-000000000001', '--pause', '--resume'],
    ['migrate', 'task'],
    ['migrate', 'task', '--from', '1', '--to', '2', '--execute', '--dry-run'],
    ['simulate', 'task', '--runs', '-1'],
    ['simulate', 'task', '--runs=1e3'],
    ['diff', 'task'],
  ])('are told with a code: workflows %s %s %s', async (...words) => {
    expect(await expectRefusal(words)).toMatch(/^USAGE /m);
  });

  it.each([
    ['diff', '../workflows', '1', '2'],
    ['simulate', '../task'],
    ['journal', '--key', '../task'],
  ])('lead to no other folder: workflows %s %s', async (...words) => {
    expect(await expectRefusal(words)).toMatch(/^KEY_UNKNOWN /m);
  });
});
