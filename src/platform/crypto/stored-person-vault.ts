import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PersonId, RegionId } from '../../kernel/index.js';
import { AccessDenied } from '../auth/access-denied.js';
import { newId } from '../clock/ids.js';
import { prepared, type Tx } from '../database/unit-of-work.js';
import { fingerprint } from './blind-index.js';
import { MasterKeys, type WrappedKey } from './master-keys.js';
import { PersonVault, type SealedValue, type TextToSeal } from './person-vault.js';
import { KEY_BYTES, openWith, sealWith } from './sealing.js';

/** Plain keys of one transaction; `null` stands for a destroyed one. */
type OpenKeys = Map<PersonId, KeyObject | null>;

interface KeyRow {
  readonly personId: PersonId;
  readonly masterKeyId: string;
  readonly wrapped: Buffer | null;
}

const FIND_KEYS = prepared(
  'person_key_find',
  `SELECT person_id AS "personId", master_key_id AS "masterKeyId", wrapped FROM person_key
   WHERE region_id = $1 AND person_id = ANY($2::uuid[])`,
);

const USE_KEY = prepared(
  'person_key_use',
  `SELECT wrapped IS NULL AS "isDestroyed" FROM person_key WHERE region_id = $1 AND person_id = $2 FOR SHARE`,
);

const HOLD_KEY = prepared(
  'person_key_hold',
  `SELECT person_id FROM person_key WHERE region_id = $1 AND person_id = $2 FOR UPDATE`,
);

const ADD_KEY = prepared(
  'person_key_add',
  `INSERT INTO person_key (region_id, person_id, wrapped, master_key_id, created_at)
   VALUES ($1, $2, $3, $4, now()) ON CONFLICT DO NOTHING`,
);

const DESTROY_KEY = prepared(
  'person_key_destroy',
  `INSERT INTO person_key (region_id, person_id, wrapped, master_key_id, created_at, destroyed_at)
   VALUES ($1, $2, NULL, 'none', now(), now())
   ON CONFLICT (region_id, person_id) DO UPDATE SET wrapped = NULL, destroyed_at = now()
   WHERE person_key.destroyed_at IS NULL`,
);

/** What a wrapped key of a person is bound to. */
export function keyPlace(regionId: RegionId, personId: PersonId): string {
  return `person_key\n${regionId}\n${personId}`;
}

function valuePlace(regionId: RegionId, personId: PersonId, place: string): string {
  return `${regionId}\n${personId}\n${place}`;
}

/** Keeps the wrapped keys in the table `person_key`. */
@Injectable()
export class StoredPersonVault extends PersonVault {
  private readonly opened = new WeakMap<Tx, OpenKeys>();
  private readonly held = new WeakMap<Tx, Set<PersonId>>();

  constructor(private readonly masterKeys: MasterKeys) {
    super();
  }

  async seal(tx: Tx, personId: PersonId, values: readonly TextToSeal[]): Promise<Buffer[]> {
    if (values.length === 0) return [];
    const key = await this.keyFor(tx, personId);
    return values.map(({ text, place }) =>
      sealWith(key, Buffer.from(text), valuePlace(tx.regionId, personId, place)),
    );
  }

  async open(tx: Tx, values: readonly SealedValue[]): Promise<(string | undefined)[]> {
    const keys = await this.load(
      tx,
      values.map(({ personId }) => personId),
    );
    return values.map((value) => openValue(tx, keys, value)?.toString());
  }

  async prepare(tx: Tx, personIds: readonly PersonId[]): Promise<void> {
    await this.load(tx, personIds);
  }

  async sealNothing(tx: Tx): Promise<void> {
    const nobody = newId<PersonId>();
    await this.load(tx, [nobody]);
    await tx.exOfficio(() => tx.query(USE_KEY, [tx.regionId, nobody]));
  }

  async sealBytes(tx: Tx, personId: PersonId, bytes: Buffer, place: string): Promise<Buffer> {
    const key = await this.keyFor(tx, personId);
    return sealWith(key, bytes, valuePlace(tx.regionId, personId, place));
  }

  async openBytes(tx: Tx, value: SealedValue): Promise<Buffer | undefined> {
    return openValue(tx, await this.load(tx, [value.personId]), value);
  }

  blindIndex(regionId: RegionId, purpose: string, text: string | readonly string[]): Buffer {
    const parts = typeof text === 'string' ? [text] : text;
    return fingerprint(this.masterKeys.indexRoot(), regionId, purpose, parts);
  }

  async hold(tx: Tx, personId: PersonId): Promise<void> {
    await tx.exOfficio(() => tx.query(HOLD_KEY, [tx.regionId, personId]));
  }

  async destroy(tx: Tx, personId: PersonId): Promise<void> {
    await tx.exOfficio(() => tx.query(DESTROY_KEY, [tx.regionId, personId]));
    this.keysOf(tx).set(personId, null);
  }

  private keysOf(tx: Tx): OpenKeys {
    let keys = this.opened.get(tx);
    if (!keys) this.opened.set(tx, (keys = new Map()));
    return keys;
  }

  /**
   * The person's key, made when there is none; two that make it at once agree on the one that was written first. It is
   * held until the transaction ends: what is sealed beside an erasure is either erased with it or refused.
   */
  private async keyFor(tx: Tx, personId: PersonId): Promise<KeyObject> {
    const key = await this.findOrMake(tx, personId);
    const held = this.held.get(tx) ?? new Set();
    if (held.has(personId)) return key;
    const [row] = await tx.exOfficio(() =>
      tx.query<{ isDestroyed: boolean }>(USE_KEY, [tx.regionId, personId]),
    );
    if (!row || row.isDestroyed) throw new AccessDenied();
    this.held.set(tx, held.add(personId));
    return key;
  }

  private async findOrMake(tx: Tx, personId: PersonId): Promise<KeyObject> {
    const known = (await this.load(tx, [personId])).get(personId);
    if (known === null) throw new AccessDenied();
    if (known) return known;
    const place = keyPlace(tx.regionId, personId);
    const { masterKeyId, wrapped } = await this.masterKeys.wrap(randomBytes(KEY_BYTES), place);
    tx.exOfficio(() => tx.post(ADD_KEY, [tx.regionId, personId, wrapped, masterKeyId]));
    const key = (await this.load(tx, [personId])).get(personId);
    if (!key) throw new AccessDenied();
    return key;
  }

  /** Adds the keys of these persons, as far as they have one, to those of the transaction. */
  private async load(tx: Tx, personIds: readonly PersonId[]): Promise<OpenKeys> {
    const keys = this.keysOf(tx);
    const missing = [...new Set(personIds)].filter((id) => !keys.has(id));
    if (missing.length === 0) return keys;
    // A key shows nothing by itself; what it opens was read within the rights of the actor.
    const rows = await tx.exOfficio(() =>
      tx.once(`person-keys:${missing.join()}`, () => tx.query<KeyRow>(FIND_KEYS, [tx.regionId, missing])),
    );
    await Promise.all(
      rows.map(async ({ personId, masterKeyId, wrapped }) => {
        const key = wrapped && (await this.unwrap(tx, personId, { masterKeyId, wrapped }));
        keys.set(personId, key);
      }),
    );
    return keys;
  }

  private async unwrap(tx: Tx, personId: PersonId, key: WrappedKey): Promise<KeyObject> {
    return createSecretKey(await this.masterKeys.unwrap(key, keyPlace(tx.regionId, personId)));
  }
}

function openValue(tx: Tx, keys: OpenKeys, { personId, sealed, place }: SealedValue): Buffer | undefined {
  const key = keys.get(personId);
  if (key === null) return undefined;
  // Erasing leaves the row of the key behind, so its absence is never an erasure.
  if (key === undefined) throw new Error('A sealed value belongs to a person without a key');
  return openWith(key, sealed, valuePlace(tx.regionId, personId, place));
}
