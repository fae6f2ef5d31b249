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
export interface Command<Input extends { readonly idempotencyKey: string }, Found = undefined> {
  /** Name of the mutation; part of the key, so that one key cannot answer for two commands. */
  readonly name: string;
  readonly principal: Principal;
  readonly input: Input;
  /** What success will answer, where that is known beforehand: it is then kept with the key and not written again. */
  readonly answer?: CommandAnswer;
  /**
   * Sent in the same round trip as the key, before it is known whether the command is a repeat: reads and locks only.
   */
  readonly ahead?: (tx: Tx) => Promise<Found>;
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
  `INSERT INTO idempotency_record (region_id, account_id, command, key, fingerprint, answer)
   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING key`,
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

  /** @param handler Does the work; its second argument is what `ahead` found. */
  async run<
    Input extends { readonly idempotencyKey: string },
    Outcome extends Result<CommandAnswer, DomainError>,
    Found = undefined,
  >(
    command: Command<Input, Found>,
    handler: (tx: Tx, found: Found) => Promise<Outcome>,
  ): Promise<Result<AnswerOf<Outcome>, ErrorOf<Outcome> | IdempotencyError>> {
    const fingerprint = fingerprintOf(command.input);
    try {
      const answer = await this.unitOfWork.run(command.principal, async (tx) => {
        const [isNew, found] = await Promise.all([takeKey(tx, command, fingerprint), command.ahead?.(tx)]);
        if (!isNew) return firstAnswer<AnswerOf<Outcome>>(tx, command, fingerprint);
        const result = await handler(tx, found as Found);
        if (!result.ok) throw new RolledBack(result.error);
        if (!command.answer) tx.post(KEEP_ANSWER, [...keyOf(command), JSON.stringify(result.value)]);
        return (command.answer ?? result.value) as AnswerOf<Outcome>;
      });
      return ok(answer);
    } catch (error) {
      if (error instanceof RolledBack) return err(error.failure as ErrorOf<Outcome> | IdempotencyError);
      throw error;
    }
  }
}

type AnyCommand = Command<{ readonly idempotencyKey: string }, unknown>;

function fingerprintOf(input: object): string {
  return createHash('sha256')
    .update(canonicalize(input) ?? '')
    .digest('hex');
}

function keyOf({ principal, name, input }: AnyCommand): readonly string[] {
  return [principal.regionId, principal.accountId, name, input.idempotencyKey];
}

/** @returns `false` for a repeat; a twin that is still at work is waited for. */
async function takeKey(tx: Tx, command: AnyCommand, fingerprint: string): Promise<boolean> {
  const answer = command.answer ? JSON.stringify(command.answer) : null;
  const taken = await tx.query(TAKE_KEY, [...keyOf(command), fingerprint, answer]);
  return taken.length === 1;
}

async function firstAnswer<Answer>(tx: Tx, command: AnyCommand, fingerprint: string): Promise<Answer> {
  const [first] = await tx.query<{ fingerprint: string; answer: Answer }>(FIRST_ANSWER, keyOf(command));
  if (first?.fingerprint !== fingerprint)
    throw new RolledBack(rejected(commandErrors, 'IDEMPOTENCY_KEY_REUSED'));
  return first.answer;
}
