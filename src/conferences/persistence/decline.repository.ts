import { Injectable } from '@nestjs/common';
import type { StaffId } from '../../kernel/index.js';
import { keepTexts, PersonVault, readTexts, type KeptText, type Tx } from '../../platform/index.js';
import type { DeclineGround } from '../domain/conference-kinds.js';
import type { ConferenceRow } from '../domain/conference.js';
import { declinePlace } from './sealed-places.js';

/** Why a request was declined. */
export interface DeclineView {
  readonly ground: DeclineGround;
  readonly norm: string;
  /** `null` once the person was erased. */
  readonly reasons: string | null;
  readonly personHeardOn: string | null;
  readonly declinedAt: Date;
}

/** Reasons of declined requests, sealed when they are about a case. */
@Injectable()
export class DeclineRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Keeps the reasons; a request is declined once. */
  async insert(
    tx: Tx,
    { id, personId }: Pick<ConferenceRow, 'id' | 'personId'>,
    decline: Omit<DeclineView, 'declinedAt'> & {
      readonly reasons: string;
      readonly declinedBy: StaffId;
      readonly at: string;
    },
  ): Promise<void> {
    const [reasons] = await keepTexts(this.vault, tx, personId, [
      { text: decline.reasons, place: declinePlace(id) },
    ]);
    await tx.query(
      `INSERT INTO conference_decline (region_id, conference_id, ground, norm, reasons, reasons_sealed,
         person_heard_on, declined_by, declined_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.regionId,
        id,
        decline.ground,
        decline.norm,
        reasons?.plain,
        reasons?.sealed,
        decline.personHeardOn,
        decline.declinedBy,
        decline.at,
      ],
    );
  }

  /** The reasons of one request; `null` when it was not declined. */
  async find(tx: Tx, { id, personId }: Pick<ConferenceRow, 'id' | 'personId'>): Promise<DeclineView | null> {
    const [row] = await tx.query<Omit<DeclineView, 'reasons'> & KeptText>(
      `SELECT ground, norm, reasons AS plain, reasons_sealed AS sealed, person_heard_on::text AS "personHeardOn",
              declined_at AS "declinedAt"
       FROM conference_decline WHERE region_id = $1 AND conference_id = $2`,
      [tx.regionId, id],
    );
    if (!row) return null;
    const { plain, sealed, ...rest } = row;
    const [reasons] = await readTexts(this.vault, tx, [{ plain, sealed, personId, place: declinePlace(id) }]);
    return { ...rest, reasons: reasons ?? null };
  }
}
