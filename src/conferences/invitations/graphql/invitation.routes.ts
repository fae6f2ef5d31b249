import { createHash, timingSafeEqual } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError, Result } from '../../../kernel/index.js';
import { AppConfig } from '../../../platform/index.js';
import { AnswerInvitation, MAX_REPLY_MAIL_BYTES, type AnswerPage } from '../application/answer-invitation.js';
import { ANSWER_PATH } from '../application/invitation-mails.js';
import { isInvitationAnswer } from '../domain/read-reply.js';
import { germanInvitationText as german, translatedInvitation } from '../texts/index.js';
import { answerPage, PAGE_POLICY, refusedPage } from './answer-page.js';
import { fail, refuse } from './open-routes.js';

/** Requests of one address in a minute: people, not guessing. */
const PER_MINUTE = 60;
const COUNTED_ADDRESSES = 10_000;
/** A form with one field. */
const FORM_BYTES = 1_024;
/**
 * Answers to invitations over HTTP, without a login: `GET` and `POST /conference-answers/{token}` for the link in the
 * mail, and `POST /mail-replies` for mails that a mail server hands over with the secret of MAIL_REPLY_SECRET.
 */
@Injectable()
export class InvitationRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly answers: AnswerInvitation,
    private readonly config: AppConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    // The command line has no server.
    const adapter = this.adapterHost.httpAdapter;
    if (!adapter) return;
    await adapter.getInstance<FastifyInstance>().register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.setErrorHandler(refuse);
      await scope.register(rateLimit, { max: PER_MINUTE, timeWindow: 60_000, cache: COUNTED_ADDRESSES });
      this.addLinks(scope);
      this.addReplies(scope);
    });
  }

  private addLinks(scope: FastifyInstance): void {
    const asText = { parseAs: 'string', bodyLimit: FORM_BYTES } as const;
    scope.addContentTypeParser('application/x-www-form-urlencoded', asText, (_request, body, done) =>
      done(null, body),
    );
    const path = `${ANSWER_PATH}/:token`;
    scope.get(path, async (request, reply) => show(reply, await this.answers.look(tokenOf(request)), false));
    scope.post(path, { bodyLimit: FORM_BYTES }, async (request, reply) => {
      const answer = new URLSearchParams(String(request.body)).get('answer');
      if (!isInvitationAnswer(answer)) return fail(reply, 400, 'BAD_REQUEST');
      return show(reply, await this.answers.answer(tokenOf(request), answer), true);
    });
  }

  private addReplies(scope: FastifyInstance): void {
    const asBuffer = { parseAs: 'buffer', bodyLimit: MAX_REPLY_MAIL_BYTES } as const;
    scope.addContentTypeParser('message/rfc822', asBuffer, (_request, body, done) => done(null, body));
    const options = {
      bodyLimit: MAX_REPLY_MAIL_BYTES,
      // Before a byte of the body is read.
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        if (!this.knowsSecret(request)) return fail(reply, 404, 'NOT_FOUND_OR_NOT_PERMITTED');
        return undefined;
      },
    };
    scope.post('/mail-replies', options, async (request, reply) => {
      const taken = await this.answers.receive(
        Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      );
      if (!taken.ok) return fail(reply, 422, taken.error.code, taken.error.message);
      return reply.code(204).send();
    });
  }

  private knowsSecret({ headers }: FastifyRequest): boolean {
    const { replySecret } = this.config.mail;
    const given = headers['x-mail-secret'];
    if (replySecret === undefined || typeof given !== 'string') return false;
    return timingSafeEqual(digest(given), digest(replySecret));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function tokenOf({ params }: FastifyRequest): string {
  return (params as { readonly token: string }).token;
}

function show(reply: FastifyReply, result: Result<AnswerPage, DomainError>, isSaved: boolean): FastifyReply {
  reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8');
  const translated = result.ok ? translatedInvitation(result.value.language ?? '') : undefined;
  const texts = { german, translated };
  if (!result.ok)
    return reply.code(410).send(refusedPage(texts, `${result.error.message} (${result.error.code})`));
  return reply.send(answerPage(result.value, texts, isSaved));
}
