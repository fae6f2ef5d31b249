import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, UnitOfWork, type Principal } from '../../../platform/index.js';
import type { UserFacingError } from '../../../platform/graphql/index.js';
import type { SittingAnswer } from '../application/sitting-desk.js';
import { SittingReader } from '../application/sitting-reader.js';
import type { SittingPayload } from './sitting.results.js';
import { toSitting } from './sitting.mapping.js';
import type { Sitting } from './sitting.type.js';

/** Reads what commands answer: the sitting after the entry, and after a conflict the newer one. */
@Injectable()
export class SittingAnswers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: SittingReader,
  ) {}

  /** The sitting in which a conference is held, as the reader may see it. */
  async read(principal: Principal, id: ConferenceId): Promise<Sitting> {
    return toSitting(await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id)));
  }

  /** Member of the result union. */
  async of(principal: Principal, result: SittingAnswer): Promise<SittingPayload | UserFacingError> {
    if (result.ok) return { sitting: await this.read(principal, result.value.conferenceId) };
    const { error } = result;
    if (error.kind !== 'SittingConflict') return error;
    const sitting = await this.newer(principal, error);
    const conflict: UserFacingError & { readonly sitting: Sitting | null } = { ...error, sitting };
    return conflict;
  }

  private async newer(principal: Principal, error: object): Promise<Sitting | null> {
    if (!('conferenceId' in error)) return null;
    try {
      return await this.read(principal, error.conferenceId as ConferenceId);
    } catch (failure) {
      // Meanwhile stopped, and no longer theirs to see.
      if (failure instanceof AccessDenied) return null;
      throw failure;
    }
  }
}
