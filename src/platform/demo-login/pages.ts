import { createHash } from 'node:crypto';
import type { DemoAccount } from './demo-accounts.js';
import { ACCOUNT_FIELD, FORM_PROOF_FIELD } from './demo-client.js';

const STYLE = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0.5rem 0; }
ul { list-style: none; margin: 1.5rem 0; padding: 0; }
li + li { margin-top: 0.6rem; }
button { background: Canvas; border: 1px solid GrayText; border-radius: 0.4rem; color: CanvasText; cursor: pointer;
  font: inherit; min-height: 3rem; padding: 0.6rem 0.9rem; text-align: left; width: 100%; }
button:hover { border-color: CanvasText; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
button strong, button span { display: block; }
[lang='en'] { font-size: 0.95rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Headers of the pages below: nothing is loaded from anywhere, nothing runs, nobody frames them.
 *
 * @param formTargets Origins besides this one to which a form's redirects may lead.
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${STYLE_HASH}'`,
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** Text inside HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** "Als wen anmelden?": one button per account, no password. */
export function chooseAccountPage(accounts: readonly DemoAccount[], formProof: string): string {
  return page(
    'Als wen anmelden?',
    accounts.length === 0
      ? `<p>Es sind noch keine Konten der Demonstration angelegt.</p>
<p lang="en">There are no demonstration accounts yet.</p>`
      : `<p>Alle Personen sind erfunden. Es wird kein Passwort verlangt.</p>
<p lang="en">Who do you want to log in as? All persons are invented; no password is needed.</p>
<form method="post">
<input type="hidden" name="${FORM_PROOF_FIELD}" value="${escapeHtml(formProof)}">
<ul>
${accounts.map(accountButton).join('\n')}
</ul>
</form>`,
  );
}

/** Where a browser ends up that logged in by itself; programs read the code from the address instead. */
export function callbackPage(): string {
  return page(
    'Anmeldung abgeschlossen',
    `<p>Die Anmeldung ist abgeschlossen. Dieses Fenster kann geschlossen werden.</p>
<p lang="en">The login is complete. You can close this window.</p>`,
  );
}

/** Something about the login request was wrong. @param code OAuth error code, e.g. `invalid_client`. */
export function errorPage(code: string): string {
  return page(
    'Anmeldung nicht möglich',
    `<p>Die Anmeldung ist nicht möglich oder abgelaufen. Bitte von vorn beginnen.</p>
<p lang="en">This login is not possible or has expired. Please start again.</p>
<p><code>${escapeHtml(code)}</code></p>`,
  );
}

function accountButton(account: DemoAccount): string {
  return `<li><button type="submit" name="${ACCOUNT_FIELD}" value="${escapeHtml(account.subject)}"><strong>${escapeHtml(
    markedName(account),
  )}</strong><span>${escapeHtml(account.description)}</span></button></li>`;
}

/** The account's name, always recognisable as invented. */
export function markedName(account: DemoAccount): string {
  return /demo/i.test(account.displayName) ? account.displayName : `${account.displayName} (Demo)`;
}

function page(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demonstration: ${title} – Fallwerk</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Demonstration: ${title}</h1>
${content}
</main>
</body>
</html>
`;
}
