import { Injectable } from '@nestjs/common';
import { asId, type PersonId } from '../../kernel/index.js';
import { PersonVault } from '../crypto/person-vault.js';
import type { Tx } from '../database/unit-of-work.js';

/** Whom a mail is for. */
export interface MailRecipient {
  readonly kind: 'STAFF' | 'UNIT' | 'PERSON';
  readonly id: string;
}

const placeOf = (id: string): string => `mail_address.address_sealed:${id}`;

/** Addresses of those who get mails. */
@Injectable()
export class MailAddresses {
  constructor(private readonly vault: PersonVault) {}

  /** Keeps an address that {@link isMailAddress}; `null` takes it away. */
  async set(tx: Tx, { kind, id }: MailRecipient, address: string | null): Promise<void> {
    if (address === null) {
      await tx.query(
        `DELETE FROM mail_address WHERE region_id = $1 AND holder_kind = $2 AND holder_id = $3`,
        [tx.regionId, kind, id],
      );
      return;
    }
    const [sealed] =
      kind === 'PERSON'
        ? await this.vault.seal(tx, asId<PersonId>(id), [{ text: address, place: placeOf(id) }])
        : [];
    await tx.query(
      `INSERT INTO mail_address (region_id, holder_kind, holder_id, address, address_sealed)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT mail_address_pk
       DO UPDATE SET address = excluded.address, address_sealed = excluded.address_sealed`,
      [tx.regionId, kind, id, sealed ? null : address, sealed ?? null],
    );
  }

  /** The address; `undefined` when there is none, or the person was erased. */
  async find(tx: Tx, { kind, id }: MailRecipient): Promise<string | undefined> {
    const [row] = await tx.query<{ address: string | null; sealed: Buffer | null }>(
      `SELECT address, address_sealed AS sealed FROM mail_address
       WHERE region_id = $1 AND holder_kind = $2 AND holder_id = $3`,
      [tx.regionId, kind, id],
    );
    if (!row?.sealed) return row?.address ?? undefined;
    const value = { personId: asId<PersonId>(id), sealed: row.sealed, place: placeOf(id) };
    const [opened] = await this.vault.open(tx, [value]);
    return opened;
  }
}
