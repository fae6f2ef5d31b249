import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKeys, purposeKey } from '../../../platform/index.js';
import { readToken, writeToken, type AnswerTicket } from '../domain/answer-token.js';

const PURPOSE = 'answer link of an invitation';

/** Signs links for answering (HMAC-SHA-256) with a key that serves nothing else. */
@Injectable()
export class AnswerTickets {
  constructor(private readonly keys: MasterKeys) {}

  /** The token of a link. */
  write(ticket: AnswerTicket): string {
    return writeToken(ticket, this.sign);
  }

  /** What a token says; `undefined` when it was not signed here. */
  read(token: string): AnswerTicket | undefined {
    return readToken(token, this.sign, timingSafeEqual);
  }

  private readonly sign = (payload: string): Buffer =>
    createHmac('sha256', purposeKey(this.keys, PURPOSE)).update(payload).digest();
}
