import { describe, expect, it } from '@jest/globals';
import { demoToken } from '../../../src/cli/commands/demo-token.js';
import { fallwerk } from './command-line.js';
import { saidBy } from './in-process.js';

describe('command line', () => {
  it.each([[[]], [['nonsense']], [['workflows', 'chekc']]])(
    'answers %j with its usage and exit code 64',
    async (words) => {
      const { code, out, err } = await fallwerk(words);
      expect(code).toBe(64);
      expect(out).toBe('');
      for (const command of ['migrate', 'seed', 'demo', 'reset', 'verify', 'workflows check', 'generate']) {
        expect(err).toContain(command);
      }
    },
  );

  it('explains a command when an option does not exist', async () => {
    const { code, err } = await fallwerk(['migrate', '--force']);
    expect(code).toBe(64);
    expect(err).toContain('--force');
    expect(err).toContain('--status');
  });

  it('tells what each command does, in German and English', async () => {
    expect(await fallwerk(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/neuesten Stand[^]*up to date/),
    });
    expect(await fallwerk(['reset', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--yes'),
    });
  });

  it('names every wrong variable, without a stack trace, with exit code 78', async () => {
    const { code, err } = await fallwerk(['migrate'], { env: { PORT: 'x', OIDC_ISSUER: 'y' } });
    expect(code).toBe(78);
    expect(err).toContain('PORT');
    expect(err).toContain('OIDC_ISSUER');
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('says when the server of the demonstration does not answer', async () => {
    const { code, err } = await fallwerk(['demo', '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(err).not.toMatch(/^\s+at /m);
    expect((await fallwerk(['demo', '--url', 'nowhere'])).code).toBe(64);
  });

  it('gives a token of a demonstration account only where the demonstration runs', async () => {
    const away = ['jobcenter', '--url', 'http://127.0.0.1:9'];
    expect(await saidBy(demoToken, away)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('gelang nicht'),
    });
    expect((await saidBy(demoToken, ['jobcenter', '--url', 'nowhere'])).code).toBe(64);
    expect((await saidBy(demoToken, [])).code).toBe(64);
  });
});
