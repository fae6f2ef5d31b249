import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CalendarFeeds } from '../application/calendar-feeds.js';
import { fail, refuse } from './open-routes.js';

/** Path under which calendars are read. */
export const FEED_PATH = '/calendar';

/** Requests of one address in a minute; behind it may be a whole office. */
const PER_MINUTE = 60;
const COUNTED_ADDRESSES = 10_000;
const ENDING = '.ics';

/**
 * `GET /calendar/{token}.ics`: the conferences of a staff member for their calendar program. No cache on the way keeps it;
 * the program itself asks with the ETag whether anything changed.
 */
@Injectable()
export class CalendarFeedRoutes implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly feeds: CalendarFeeds,
  ) {}

  async onModuleInit(): Promise<void> {
    // The command line has no server.
    const adapter = this.adapterHost.httpAdapter;
    if (!adapter) return;
    await adapter.getInstance<FastifyInstance>().register(async (scope) => {
      scope.setErrorHandler(refuse);
      await scope.register(rateLimit, { max: PER_MINUTE, timeWindow: 60_000, cache: COUNTED_ADDRESSES });
      scope.get(`${FEED_PATH}/:token`, (request, reply) => this.read(request, reply));
    });
  }

  private async read(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.params as { readonly token: string };
    const calendar = token.endsWith(ENDING)
      ? await this.feeds.read(token.slice(0, -ENDING.length))
      : undefined;
    if (calendar === undefined) return fail(reply, 404, 'NOT_FOUND_OR_NOT_PERMITTED');
    const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
    reply.header('cache-control', 'private, no-cache, no-transform').header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/calendar; charset=utf-8').send(calendar);
  }
}
