import { Injectable } from '@nestjs/common';
import { keepTexts, PersonVault, readTexts, type Tx } from '../../../platform/index.js';
import type { EntryPlace, PersonForm, PersonPart, PersonTurn, ReadBackAnswer } from '../domain/sitting.js';

const dissentPlace = (itemId: string): string => `sitting_person_part.dissent_sealed:${itemId}`;

const NOTHING: PersonPart = {
  form: null,
  turn: null,
  turnAt: null,
  readBack: null,
  readBackAt: null,
  readBackBy: null,
  dissent: null,
  noFinding: false,
  findings: 0,
};

/** The person’s part in an item. Access is checked by the caller. */
@Injectable()
export class PersonPartRepository {
  constructor(private readonly vault: PersonVault) {}

  /** As it is; empty before anything was entered. */
  async find(tx: Tx, { itemId, personId }: EntryPlace): Promise<PersonPart> {
    const [row] = await tx.query<Omit<PersonPart, 'dissent'> & { readonly sealed: Buffer | null }>(
      `SELECT form, turn, turn_at AS "turnAt", read_back AS "readBack", read_back_at AS "readBackAt", read_back_by AS "readBackBy",
              dissent_sealed AS sealed, no_finding AS "noFinding", findings
       FROM sitting_person_part WHERE region_id = $1 AND item_id = $2`,
      [tx.regionId, itemId],
    );
    if (!row) return NOTHING;
    const { sealed, ...part } = row;
    const [dissent = null] = await readTexts(this.vault, tx, [
      { personId, plain: null, sealed, place: dissentPlace(itemId) },
    ]);
    return { ...part, dissent };
  }

  /** How the person takes part. */
  async writeForm(tx: Tx, place: EntryPlace, form: PersonForm): Promise<void> {
    await this.ensure(tx, place);
    await this.update(tx, place, 'form = $3', [form]);
  }

  /** The person had their turn. */
  async writeTurn(tx: Tx, place: EntryPlace, turn: PersonTurn, at: string): Promise<void> {
    await this.ensure(tx, place);
    await this.update(tx, place, 'turn = $3, turn_at = $4', [turn, at]);
  }

  /** What the person said to the summary. */
  async writeReadBack(
    tx: Tx,
    place: EntryPlace,
    said: { readonly answer: ReadBackAnswer; readonly words: string | null; readonly by: 'PERSON' | 'STAFF' },
    at: string,
  ): Promise<void> {
    await this.ensure(tx, place);
    const [dissent] = await keepTexts(this.vault, tx, place.personId, [
      { text: said.words, place: dissentPlace(place.itemId) },
    ]);
    const columns = 'read_back = $3, read_back_at = $4, read_back_by = $5, dissent_sealed = $6';
    await this.update(tx, place, columns, [said.answer, at, said.by, dissent?.sealed]);
  }

  /** The question for structural findings was answered with no. */
  async writeNoFinding(tx: Tx, place: EntryPlace): Promise<void> {
    await this.ensure(tx, place);
    await this.update(tx, place, 'no_finding = true', []);
  }

  /** One more finding came out of the conference. */
  async countFinding(tx: Tx, place: EntryPlace): Promise<void> {
    await this.ensure(tx, place);
    await this.update(tx, place, 'findings = findings + 1', []);
  }

  private async ensure(tx: Tx, { itemId, conferenceId }: EntryPlace): Promise<void> {
    await tx.query(
      `INSERT INTO sitting_person_part (region_id, item_id, conference_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [tx.regionId, itemId, conferenceId],
    );
  }

  private async update(
    tx: Tx,
    { itemId }: EntryPlace,
    columns: string,
    values: readonly unknown[],
  ): Promise<void> {
    await tx.query(`UPDATE sitting_person_part SET ${columns} WHERE region_id = $1 AND item_id = $2`, [
      tx.regionId,
      itemId,
      ...values,
    ]);
  }
}
