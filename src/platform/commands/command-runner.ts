import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import {
  err,
  ok,
  type DomainError,
  type RequestRejected,
  type Result,
  rejected,
} from '../../kernel/index.js';
import type { Principal } from '../auth/principal.js';
import { prepared, UnitOfWork, type Tx } from '../database/unit-of-work.js';
import { commandErrors } from './command.errors.js';

/** Plain JSON that a command answers: identifiers and codes only, never personal data, because it is kept. */
export type CommandAnswer = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One command as it came in. `input.idempotencyKey` makes a repeat harmless. */
export interface Command<Input extends { readonly idempotencyKey: string }> {
  /** Name of the mutation; part of the key, so that one key cannot answer for two commands. */
  readonly name: string;
  readonly principal: Principal;
  readonly input: Input;
}

/** Value of the success member of a result. */
type AnswerOf<R> = R extends { readonly ok: true; readonly value: infer Value } ? Value : never;
/** Error of the failure member of a result. */
type ErrorOf<R> = R extends { readonly ok: false; readonly error: infer Failure } ? Failure : never;

type IdempotencyError = RequestRejected<keyof typeof commandErrors>;

/** Carries an expected failure out of the transaction, so that nothing of the command stays. */
class RolledBack extends Error {
  constructor(readonly failure: DomainError) {
    super('rolled back');
  }
}

const TAKE_KEY = prepared(
  'take_idempotency_key',
  `INSERT INTO idempotency_record (region_id, account_id, command, key, fingerprint)
   VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING key`,
);
const FIRST_ANSWER = prepared(
  'first_answer',
  `SELECT fingerprint, answer FROM idempotency_record
   WHERE region_id = $1 AND account_id = $2 AND command = $3 AND key = $4`,
);
const KEEP_ANSWER = prepared(
  'keep_answer',
  `UPDATE idempotency_record SET answer = $5
   WHERE region_id = $1 AND account_id = $2 AND command = $3 AND key = $4`,
);

/**
 * Runs commands exactly once.
 *
 * One transaction holds the key, everything the handler writes, and the answer. A repeat with the same key and
 * input returns the first answer; a concurrent twin waits for the first and then returns its answer; the same key
 * with other input is `IDEMPOTENCY_KEY_REUSED`. A refused command keeps nothing, so the key may be used again.
 */
@Injectable()
export class CommandRunner {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run<
    Input extends { readonly idempotencyKey: string },
    Outcome extends Result<CommandAnswer, DomainError>,
  >(
    command: Command<Input>,
    handler: (tx: Tx) => Promise<Outcome>,
  ): Promise<Result<AnswerOf<Outcome>, ErrorOf<Outcome> | IdempotencyError>> {
    const { principal, input, name } = command;
    const fingerprint = createHash('sha256')
      .update(canonicalize(input) ?? '')
      .digest('hex');
    try {
      const answer = await this.unitOfWork.run(principal, async (tx) => {
        const inserted = await tx.query<{ key: string }>(TAKE_KEY, [
          principal.regionId,
          principal.accountId,
          name,
          input.idempotencyKey,
          fingerprint,
        ]);
        const key = [principal.regionId, principal.accountId, name, input.idempotencyKey];
        if (inserted.length === 0) {
          const [first] = await tx.query<{ fingerprint: string; answer: AnswerOf<Outcome> }>(
            FIRST_ANSWER,
            key,
          );
          if (first?.fingerprint !== fingerprint) {
            throw new RolledBack(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED'));
          }
          return first.answer;
        }
        const result = await handler(tx);
        if (!result.ok) throw new RolledBack(result.error);
        tx.post(KEEP_ANSWER, [...key, JSON.stringify(result.value)]);
        return result.value as AnswerOf<Outcome>;
      });
      return ok(answer);
    } catch (error) {
      if (error instanceof RolledBack) return err(error.failure as ErrorOf<Outcome> | IdempotencyError);
      throw error;
    }
  }
}
