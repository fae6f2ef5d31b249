import { DEMO_ISSUER_PATH } from '../auth/issuer.js';
import type { DemoAccount } from './demo-accounts.js';
import {
  ACCOUNT_FIELD,
  DEMO_CALLBACK_PATH,
  DEMO_CLIENT_ID,
  DEMO_SCOPE,
  FORM_PROOF_FIELD,
} from './demo-client.js';
import { escapeHtml, markedName } from './pages.js';

/** Styles of the bar; the editor gets the rest of the window. */
export const BAR_STYLE = `
.demo-bar { align-items: center; background: #1d2b3a; box-sizing: border-box; color: #fff; display: flex; flex-wrap: wrap;
  font: 0.95rem/1.4 system-ui, sans-serif; gap: 0.4rem 0.8rem; min-height: 3.25rem; padding: 0.4rem 0.8rem; }
.demo-bar strong { border: 1px solid; border-radius: 0.3rem; padding: 0.1rem 0.4rem; }
.demo-bar select, .demo-bar button { background: #fff; border: 0; border-radius: 0.3rem; color: #1d2b3a; font: inherit;
  max-width: 24rem; min-height: 2.25rem; padding: 0 0.6rem; }
.demo-bar button { cursor: pointer; font-weight: 600; }
.demo-bar :focus-visible { outline: 3px solid #ffd75e; outline-offset: 2px; }
body { display: flex; flex-direction: column; height: 100vh; overflow: hidden; }
#ruru-root { flex: 1; height: auto; min-height: 0; }
#ruru-root .graphiql-container { height: 100%; }
`;

/** The bar above the editor in which an account of the demonstration is chosen. */
export function barHtml(accounts: readonly DemoAccount[]): string {
  const options = accounts.map(
    (account) =>
      `<option value="${escapeHtml(account.subject)}">${escapeHtml(`${markedName(account)} – ${account.description}`)}</option>`,
  );
  return `<form class="demo-bar" id="demo-bar" aria-label="Anmeldung in der Demonstration">
<strong>Demonstration</strong>
<label for="demo-account">Anmelden als</label>
<select id="demo-account"><option value="">niemand (abgemeldet)</option>${options.join('')}</select>
<button type="submit">Anmelden</button>
<output id="demo-status" for="demo-account"></output>
</form>`;
}

/**
 * Script of the bar: authorization code flow with PKCE in the browser. The token is kept in sessionStorage and travels in
 * the `Authorization` header only, never in an address and never in the editor's own stored headers.
 *
 * @param graphqlPath Path of the endpoint whose requests get the header.
 */
export function barScript(graphqlPath: string): string {
  const settings = {
    graphqlPath,
    issuerPath: DEMO_ISSUER_PATH,
    callbackPath: DEMO_CALLBACK_PATH,
    clientId: DEMO_CLIENT_ID,
    scope: DEMO_SCOPE,
    accountField: ACCOUNT_FIELD,
    proofField: FORM_PROOF_FIELD,
  };
  return `'use strict';\nconst settings = ${JSON.stringify(settings)};\n${SCRIPT}`;
}

const SCRIPT = String.raw`
const STORE = 'fallwerk.demonstration.login';
const plainFetch = window.fetch.bind(window);
const account = document.getElementById('demo-account');
const status = document.getElementById('demo-status');
let login = JSON.parse(sessionStorage.getItem(STORE) ?? 'null');

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (!login || url.origin !== location.origin || url.pathname !== settings.graphqlPath) return plainFetch(request);
  if (!request.headers.has('authorization')) request.headers.set('authorization', 'Bearer ' + login.token);
  const response = await plainFetch(request);
  if (response.status === 401) remember(null, 'Die Anmeldung ist abgelaufen. Bitte neu anmelden.');
  return response;
};

function remember(next, message) {
  login = next;
  if (login) sessionStorage.setItem(STORE, JSON.stringify(login));
  else sessionStorage.removeItem(STORE);
  if (login) account.value = login.subject;
  status.textContent = message ?? (login ? 'Angemeldet. Jede Anfrage trägt diese Anmeldung.' : 'Nicht angemeldet.');
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function authorize(subject) {
  const verifier = random();
  const state = random();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const redirectUri = location.origin + settings.callbackPath;
  const query = new URLSearchParams({
    client_id: settings.clientId, response_type: 'code', redirect_uri: redirectUri, scope: settings.scope, state,
    code_challenge: base64url(new Uint8Array(hash)), code_challenge_method: 'S256',
  });
  const page = await plainFetch(settings.issuerPath + '/auth?' + query);
  const choice = new DOMParser().parseFromString(await page.text(), 'text/html');
  const proof = choice.querySelector('input[name="' + settings.proofField + '"]')?.value;
  if (!proof) throw new Error('no account page');
  const form = new URLSearchParams({ [settings.accountField]: subject, [settings.proofField]: proof });
  const end = await plainFetch(page.url, { method: 'POST', body: form });
  const answer = new URL(end.url).searchParams;
  if (answer.get('state') !== state || !answer.has('code')) throw new Error('no code');
  const response = await plainFetch(settings.issuerPath + '/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code', client_id: settings.clientId, redirect_uri: redirectUri,
      code: answer.get('code'), code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new Error('no token');
  return (await response.json()).access_token;
}

document.getElementById('demo-bar').addEventListener('submit', async (event) => {
  event.preventDefault();
  const subject = account.value;
  if (!subject) return remember(null);
  if (!window.isSecureContext) {
    status.textContent = 'Der Browser erlaubt die Anmeldung nur über https oder auf diesem Rechner (localhost).';
    return;
  }
  status.textContent = 'Anmeldung läuft …';
  try {
    remember({ subject, token: await authorize(subject) });
  } catch {
    remember(null, 'Die Anmeldung ist nicht gelungen. Bitte die Seite neu laden.');
  }
});

remember(login);
`;
