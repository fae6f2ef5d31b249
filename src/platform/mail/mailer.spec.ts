import { describe, expect, it } from '@jest/globals';
import { checkMail, isMailAddress } from './mailer.js';

const RLO = String.fromCodePoint(0x202e);

describe('a mail address', () => {
  it.each(['name@example.org', "o'neill+amt@sub.example.org"])('may be %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    ['two lines', 'name@example.org\r\nBcc: fremd@example.org'],
    ['a line feed at the end', 'name@example.org\n'],
    ['two addresses', 'name@example.org,fremd@example.org'],
    ['a name', 'Name <name@example.org>'],
    ['a quoted part', '"fremd@example.org"@example.org'],
    ['an encoded word', '=?utf-8?q?fremd=40example.org=3e?=@example.org'],
    ['a turned direction', `name${RLO}@example.org`],
    ['a host of other letters', 'name@exаmple.org'],
    ['a route', '@example.org:name@example.org'],
    ['a host without a dot', 'name@localhost'],
    ['a zero byte', 'name\0@example.org'],
    ['an endless host', `name@${'a.'.repeat(2_000)}org`],
    ['an endless text', `${'a'.repeat(1_000_000)}@example.org`],
  ])('is not %s', (_what, text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

describe('the head of a mail', () => {
  it.each([
    ['MAIL_HEADER_NOT_POSSIBLE', { subject: 'Thema\r\nBcc: fremd@example.org' }],
    ['MAIL_HEADER_NOT_POSSIBLE', { subject: 'Thema\u2028Bcc: fremd@example.org' }],
    ['MAIL_HEADER_NOT_POSSIBLE', { to: 'name@example.org\nBcc: fremd@example.org' }],
    ['MAIL_ADDRESS_NOT_POSSIBLE', { to: '=?utf-8?q?a?=@example.org' }],
  ])('is refused with %s', (code, more) => {
    const checked = checkMail({ to: 'name@example.org', subject: 'Thema', text: '', ...more });
    expect(checked).toMatchObject({ ok: false, error: { code } });
  });
});
