import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GRAPHIQL_PATH, GRAPHQL_PATH } from '../graphql/graphql-options.js';
import type { DemoAccounts } from './demo-accounts.js';
import { BAR_STYLE, barHtml, barScript } from './graphiql-bar.js';

const STATIC_PATH = `${GRAPHIQL_PATH}/static/`;
const BAR_SCRIPT_PATH = `${GRAPHIQL_PATH}/demo-bar.js`;

/** The editor's own code: the page, and the files it loads. */
export type Editor = NonNullable<Awaited<ReturnType<typeof loadInstalledEditor>>>;

/** What the editor is mounted with. */
export interface GraphiqlOptions {
  /** Accounts to offer in the bar; omitted when logins come from a real identity provider. */
  readonly accounts?: DemoAccounts | undefined;
  /** Brings the editor; `undefined` when it is not installed. */
  readonly loadEditor?: () => Promise<Editor | undefined>;
}

/** Mounts the query editor at `/graphiql`, without anything from other servers; 404 where it is not installed. */
export function mountGraphiql(server: FastifyInstance, options: GraphiqlOptions = {}): void {
  const { accounts, loadEditor = loadInstalledEditor } = options;
  // The address a newcomer types first.
  server.get('/', async (_request, reply) => reply.redirect(GRAPHIQL_PATH));
  server.get(GRAPHIQL_PATH, async (_request, reply) => {
    const editor = await loadEditor();
    if (!editor) return sendNotInstalled(reply);
    const bar = accounts ? barHtml(await accounts.list()) : undefined;
    return sendPage(reply, editor, bar);
  });
  server.get(`${STATIC_PATH}*`, async (request, reply) => {
    const editor = await loadEditor();
    return editor ? sendFile(request, reply, editor) : sendNotInstalled(reply);
  });
  if (!accounts) return;
  const script = barScript(GRAPHQL_PATH);
  server.get(BAR_SCRIPT_PATH, async (_request, reply) =>
    reply
      .headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' })
      .send(script),
  );
}

async function loadInstalledEditor() {
  try {
    const [page, files] = await Promise.all([import('ruru/server'), import('ruru/static')]);
    return { page, files };
  } catch (error) {
    // The production image leaves development packages out.
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function sendPage(reply: FastifyReply, editor: Editor, bar: string | undefined): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const html = editor.page.ruruHTML({
    endpoint: GRAPHQL_PATH,
    staticPath: STATIC_PATH,
    htmlParts: {
      titleTag: '<title>GraphiQL – Fallwerk</title><link rel="icon" href="data:,">',
      styleTags: (original) => `${original}${bar ? `<style>${BAR_STYLE}</style>` : ''}`,
      configScript: (original) => withNonce(original, nonce),
      // Deferred and module scripts run in the order of the document: the bar's before the editor's.
      headerScripts: (original) =>
        `${bar ? `<script defer src="${BAR_SCRIPT_PATH}"></script>` : ''}${withNonce(original, nonce)}`,
      bodyContent: (original) => `${bar ?? ''}${original}`,
      bodyScripts: (original) => withNonce(original, nonce),
      bodyInitScript: (original) => withNonce(original, nonce),
    },
  });
  return reply.headers({ ...pageSecurity(nonce), 'content-type': 'text/html; charset=utf-8' }).send(html);
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, editor: Editor): Promise<FastifyReply> {
  const file = await editor.files.getStaticFile({
    staticPath: STATIC_PATH,
    urlPath: request.url,
    acceptEncoding: request.headers['accept-encoding'],
    disallowDevAssets: true,
  });
  if (!file) return reply.code(404).send();
  reply.headers({
    // A worker obeys the policy of its own file, not that of the page.
    'content-security-policy': "default-src 'none'; script-src 'self'",
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  });
  if (request.headers['if-none-match'] === file.headers.etag) return reply.code(304).send();
  return reply.headers(file.headers).send(file.content);
}

function withNonce(html: string, nonce: string): string {
  return html.replaceAll('<script', `<script nonce="${nonce}"`);
}

/** Everything from this server only. The editor writes styles while it runs, so inline styles are allowed. */
function pageSecurity(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      "img-src 'self' data:",
      "worker-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

function sendNotInstalled(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('GraphiQL is not installed here.');
}
