import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { Interaction } from 'oidc-provider';
import type { DemoAccounts } from './demo-accounts.js';
import { ACCOUNT_FIELD, FORM_PROOF_FIELD } from './demo-client.js';
import { chooseAccountPage, errorPage, pageHeaders } from './pages.js';

/** What the page "Als wen anmelden?" needs. */
export interface InteractionRoutesOptions {
  readonly provider: Provider;
  readonly accounts: DemoAccounts;
  /** Secret behind the proof in the form. */
  readonly formSecret: string;
}

interface InteractionParams {
  readonly uid: string;
}

/**
 * The page on which an account is chosen, and the form behind it.
 *
 * A foreign page cannot submit the form: the interaction's cookie is SameSite=Lax, the address holds its random id, and
 * the form holds a proof derived from it.
 */
export function registerInteractionRoutes(scope: FastifyInstance, options: InteractionRoutesOptions): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4_096 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.get<{ Params: InteractionParams }>('/interaction/:uid', async (request, reply) => {
    const interaction = await findInteraction(options.provider, request, reply);
    if (!interaction) return sendExpired(reply);
    const accounts = await options.accounts.list();
    const returnsTo = new URL(String(interaction.params['redirect_uri'])).origin;
    return reply
      .headers(pageHeaders([returnsTo]))
      .send(chooseAccountPage(accounts, formProof(options.formSecret, interaction.uid)));
  });
  scope.post<{ Params: InteractionParams }>('/interaction/:uid', (request, reply) =>
    submit(options, request, reply),
  );
}

async function submit(
  options: InteractionRoutesOptions,
  request: FastifyRequest<{ Params: InteractionParams }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const interaction = await findInteraction(options.provider, request, reply);
  if (!interaction) return sendExpired(reply);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const proof = formProof(options.formSecret, interaction.uid);
  if (!isSame(form.get(FORM_PROOF_FIELD) ?? '', proof)) {
    return reply.code(403).headers(pageHeaders()).send(errorPage('invalid_request'));
  }
  const subject = form.get(ACCOUNT_FIELD);
  const account = (await options.accounts.list()).find((candidate) => candidate.subject === subject);
  if (!account) return reply.code(400).headers(pageHeaders()).send(errorPage('unknown_account'));
  const returnTo = await options.provider.interactionResult(request.raw, reply.raw, {
    login: { accountId: account.subject, remember: false },
  });
  return reply.header('cache-control', 'no-store').redirect(returnTo, 303);
}

/** The pending login of this browser, if the address names the same one. */
async function findInteraction(
  provider: Provider,
  request: FastifyRequest<{ Params: InteractionParams }>,
  reply: FastifyReply,
): Promise<Interaction | undefined> {
  const { errors } = await import('oidc-provider');
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw);
    return interaction.uid === request.params.uid ? interaction : undefined;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

function sendExpired(reply: FastifyReply): FastifyReply {
  return reply.code(400).headers(pageHeaders()).send(errorPage('login_expired'));
}

function formProof(secret: string, uid: string): string {
  return createHmac('sha256', secret).update(`form:${uid}`).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
