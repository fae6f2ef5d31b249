import { Injectable } from '@nestjs/common';
import type { ConsentId, PersonId } from '../../kernel/index.js';
import { PersonVault, readTexts, type Tx } from '../../platform/index.js';
import type { ConsentEvidence } from '../domain/index.js';
import { findCircumstances } from '../persistence/consent.repository.js';

/** Free texts about how a declaration was explained and given. */
export type ConsentCircumstances = Pick<
  ConsentEvidence,
  | 'explainedHow'
  | 'mediator'
  | 'representative'
  | 'minorsView'
  | 'formReason'
  | 'witness'
  | 'healthFormReason'
>;

interface SealedParts {
  readonly id: ConsentId;
  readonly personId: PersonId;
  readonly exclusionsSealed: Buffer | null;
  readonly placeSealed: Buffer | null;
}

/** Seals and opens what a declaration holds in words: exclusions, place and circumstances. */
@Injectable()
export class ConsentSeal {
  constructor(private readonly vault: PersonVault) {}

  /** @returns `null` when nothing is excluded. */
  async sealExclusions(tx: Tx, personId: PersonId, id: ConsentId, text: string): Promise<Buffer | null> {
    if (text.trim() === '') return null;
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place: exclusionsPlace(id) }]);
    return sealed ?? null;
  }

  /** Exclusions in the order of the declarations; `null` where there are none, or the person was erased. */
  async openExclusions(
    tx: Tx,
    consents: readonly Omit<SealedParts, 'placeSealed'>[],
  ): Promise<readonly (string | null)[]> {
    return this.open(
      tx,
      consents.map(({ id, personId, exclusionsSealed: sealed }) => ({
        personId,
        sealed,
        place: exclusionsPlace(id),
      })),
    );
  }

  /** Seals where a declaration was given. */
  async sealPlace(tx: Tx, personId: PersonId, id: ConsentId, text: string): Promise<Buffer> {
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place: whereGiven(id) }]);
    if (!sealed) throw new Error('The vault seals every text');
    return sealed;
  }

  /** Where they were given, in their order; `null` before the answer, or when the person was erased. */
  async openPlaces(
    tx: Tx,
    consents: readonly Omit<SealedParts, 'exclusionsSealed'>[],
  ): Promise<readonly (string | null)[]> {
    return this.open(
      tx,
      consents.map(({ id, personId, placeSealed: sealed }) => ({ personId, sealed, place: whereGiven(id) })),
    );
  }

  /** Seals how it was explained and given. */
  async sealCircumstances(
    tx: Tx,
    personId: PersonId,
    id: ConsentId,
    circumstances: ConsentCircumstances,
  ): Promise<Buffer> {
    const { explainedHow, mediator, representative, minorsView, formReason, witness, healthFormReason } =
      circumstances;
    const text = JSON.stringify({
      explainedHow,
      mediator,
      representative,
      minorsView,
      formReason,
      witness,
      healthFormReason,
    });
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place: circumstancesPlace(id) }]);
    if (!sealed) throw new Error('The vault seals every text');
    return sealed;
  }

  /** How it was explained and given; `undefined` before the answer, or when the person was erased. */
  async circumstancesOf(
    tx: Tx,
    { id, personId }: Pick<SealedParts, 'id' | 'personId'>,
  ): Promise<ConsentCircumstances | undefined> {
    const sealed = await findCircumstances(tx, id);
    if (!sealed) return undefined;
    const [text] = await this.vault.open(tx, [{ personId, sealed, place: circumstancesPlace(id) }]);
    return text === undefined ? undefined : (JSON.parse(text) as ConsentCircumstances);
  }

  private async open(
    tx: Tx,
    values: readonly {
      readonly personId: PersonId;
      readonly sealed: Buffer | null;
      readonly place: string;
    }[],
  ): Promise<readonly (string | null)[]> {
    return readTexts(
      this.vault,
      tx,
      values.map((value) => ({ ...value, plain: null })),
    );
  }
}

function exclusionsPlace(id: ConsentId): string {
  return `consent.exclusions_sealed:${id}`;
}

function circumstancesPlace(id: ConsentId): string {
  return `consent.circumstances_sealed:${id}`;
}

function whereGiven(id: ConsentId): string {
  return `consent.place_sealed:${id}`;
}
