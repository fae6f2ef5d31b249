import { Injectable } from '@nestjs/common';
import type { AccountId, PersonId, RegionId, StaffId } from '../../kernel/index.js';
import {
  AppConfig,
  Clock,
  newId,
  prepared,
  PrincipalResolver,
  UnitOfWork,
  type Principal,
  type RoleGrant,
  type Tx,
} from '../../platform/index.js';
import { organisationType } from '../domain/organisation-types.js';

/**
 * Issuer under which accounts of the demonstration are stored: the built-in provider's address contains the port,
 * which may change from start to start.
 */
export const DEMONSTRATION_ISSUER = 'urn:fallwerk:demonstration';

interface AccountRow {
  readonly id: AccountId;
  readonly regionId: RegionId;
  readonly staffId: StaffId | null;
  readonly personId: PersonId | null;
  readonly grants: readonly Omit<RoleGrant, 'ownerCode'>[];
}

const ACCOUNT = prepared(
  'account_of_login',
  `SELECT a.id, a.region_id AS "regionId", a.staff_id AS "staffId", a.person_id AS "personId",
          coalesce((SELECT json_agg(json_build_object('unitId', r.unit_id, 'unitType', r.unit_type, 'role', r.role,
                                                      'mandate', r.mandate) ORDER BY r.unit_id, r.role)
                    FROM roles_of_login($1, $2, $3::date) r), '[]') AS grants
   FROM account_of_login($1, $2) a`,
);

/**
 * Issuer of a login that was asked for a person and is somebody else's. No provider is called like that, so nobody logs
 * in with it; the person has a login like any other as far as anybody can tell.
 */
const withheldIssuer = (personId: PersonId): string => `urn:fallwerk:withheld:${personId}`;

/**
 * Outcome of giving a person a login. `WITHHELD`: it is somebody else's, which whoever asked must not learn, because it
 * would tell that somebody is known here or elsewhere.
 */
export type PersonLink = 'LINKED' | 'WITHHELD' | 'PERSON_ALREADY_LINKED';

/** Login accounts: who stands behind an issuer and subject. */
@Injectable()
export class LoginAccounts extends PrincipalResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find(issuer: string, subject: string): Promise<Principal | undefined> {
    const rows = await this.unitOfWork.lookUp<AccountRow>(ACCOUNT, [
      this.storedIssuer(issuer),
      subject,
      this.clock.today().toString(),
    ]);
    const row = rows[0];
    if (!row) return undefined;
    const { id: accountId, regionId } = row;
    if (row.personId !== null) return { kind: 'person', regionId, accountId, personId: row.personId };
    if (row.staffId === null) return undefined;
    const grants = row.grants.map((grant) => ({
      ...grant,
      ownerCode: organisationType(grant.unitType).ownerCode,
    }));
    return { kind: 'staff', regionId, accountId, staffId: row.staffId, grants };
  }

  /**
   * Gives a person a login at the configured issuer. Every outcome takes the same statements.
   *
   * @returns `LINKED` and `WITHHELD` also when it was so before; otherwise the person has another login. One person has
   *   one, so that a typing error cannot hand out the file.
   */
  async linkPerson(tx: Tx, subject: string, personId: PersonId): Promise<PersonLink> {
    await this.link(tx, subject, { personId });
    const withheld = withheldIssuer(personId);
    tx.post(
      `INSERT INTO account (issuer, subject, id, region_id, person_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [withheld, subject, newId(), tx.regionId, personId],
    );
    const [own] = await tx.exOfficio(() =>
      tx.query<{ issuer: string; subject: string }>(
        `SELECT issuer, subject FROM account WHERE region_id = $1 AND person_id = $2`,
        [tx.regionId, personId],
      ),
    );
    if (own?.subject !== subject) return 'PERSON_ALREADY_LINKED';
    return own.issuer === withheld ? 'WITHHELD' : 'LINKED';
  }

  /** Gives a staff member a login at the configured issuer; `false` when the subject is somebody else's. */
  async linkStaff(tx: Tx, subject: string, staffId: StaffId): Promise<boolean> {
    return this.link(tx, subject, { staffId });
  }

  /** Takes the login of an erased person away, with the name they have at the issuer. Harmless to repeat. */
  async forgetPerson(tx: Tx, personId: PersonId): Promise<void> {
    await tx.exOfficio(() =>
      tx.query(`DELETE FROM account WHERE region_id = $1 AND person_id = $2`, [tx.regionId, personId]),
    );
  }

  private async link(
    tx: Tx,
    subject: string,
    holder: { readonly staffId?: StaffId; readonly personId?: PersonId },
  ): Promise<boolean> {
    const issuer = this.config.oidc.issuer ?? DEMONSTRATION_ISSUER;
    tx.post(
      `INSERT INTO account (issuer, subject, id, region_id, staff_id, person_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [issuer, subject, newId(), tx.regionId, holder.staffId ?? null, holder.personId ?? null],
    );
    // Also when the login is one of another region.
    const [row] = await tx.query<{ holder: string; regionId: string }>(
      `SELECT region_id AS "regionId", coalesce(staff_id, person_id) AS holder FROM account_of_login($1, $2)`,
      [issuer, subject],
    );
    return row?.regionId === tx.regionId && row.holder === (holder.staffId ?? holder.personId);
  }

  private storedIssuer(issuer: string): string {
    return this.config.oidc.issuer === undefined ? DEMONSTRATION_ISSUER : issuer;
  }
}
