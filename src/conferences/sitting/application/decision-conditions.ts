import { Injectable } from '@nestjs/common';
import type { UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ConferenceRow, DecisionKind } from '../../domain/conference.js';
import type { EntryPlace, PositionRow } from '../domain/sitting.js';
import {
  insertConditions,
  listConditions,
  type ConditionLink,
} from '../persistence/decision-condition.repository.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { findItem } from '../persistence/sitting.repository.js';

/** A condition under which a body agreed to a decision. */
export interface DecisionCondition {
  readonly decisionId: string;
  readonly unitId: UnitId;
  /** `null` once the person was erased. */
  readonly words: string | null;
}

/** Conference as far as its entries are read. */
type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

/**
 * Turns conditional agreement into conditions of decisions: of a decision of one body only its own condition, of what was
 * agreed in common that of every body that agrees if.
 */
@Injectable()
export class DecisionConditions {
  constructor(private readonly entries: EntriesRepository) {}

  /**
   * Called when a decision was written, in the same transaction.
   *
   * @returns How many conditions it has.
   */
  async attach(
    tx: Tx,
    conference: OfConference,
    decision: { readonly id: string; readonly kind: DecisionKind; readonly unitId: UnitId | null },
  ): Promise<number> {
    const positions = await this.positions(tx, conference);
    const links = positions.filter(
      ({ position, isCurrent, unitId }) =>
        isCurrent &&
        position === 'AGREES_IF' &&
        (decision.kind === 'DECISION_OF_BODY' ? unitId === decision.unitId : true),
    );
    await insertConditions(
      tx,
      conference.id,
      decision.id,
      links.map(({ id }) => id),
    );
    return links.length;
  }

  /** Conditions of the decisions of a conference, by decision in the order in which bodies spoke. Access is the caller’s. */
  async list(tx: Tx, conference: OfConference): Promise<readonly DecisionCondition[]> {
    const links: readonly ConditionLink[] = await listConditions(tx, conference.id);
    if (links.length === 0) return [];
    const positions = new Map((await this.positions(tx, conference)).map((one) => [one.id, one]));
    return links.flatMap(({ decisionId, positionId }) => {
      const said = positions.get(positionId);
      return said ? [{ decisionId, unitId: said.unitId, words: said.words }] : [];
    });
  }

  /** What bodies said in the sitting that counts; empty when it was recorded in one go. */
  async positions(tx: Tx, { id: conferenceId, personId }: OfConference): Promise<readonly PositionRow[]> {
    const item = await findItem(tx, conferenceId);
    if (!item) return [];
    const place: EntryPlace = { itemId: item.id, conferenceId, personId };
    return this.entries.listPositions(tx, place);
  }
}
