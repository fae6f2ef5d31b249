import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { DecisionConditions, type DecisionCondition } from './decision-conditions.js';

/** Reads the conditions of decisions: whoever may read the wording of a decision may read its conditions. */
@Injectable()
export class ConditionReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly reader: ConferenceReader,
    private readonly conditions: DecisionConditions,
  ) {}

  /**
   * Conditions of one decision; empty where it is masked or not shown to the reader.
   *
   * @throws {AccessDenied} the actor has nothing to do with the conference.
   */
  async list(tx: Tx, id: ConferenceId, decisionId: string): Promise<readonly DecisionCondition[]> {
    const { conference } = await this.access.get(tx, id);
    const shown = await this.reader.decisions(tx, id);
    if (!shown.some((decision) => decision.id === decisionId && !decision.isMasked)) return [];
    const all = await this.conditions.list(tx, conference);
    return all.filter((condition) => condition.decisionId === decisionId);
  }
}
