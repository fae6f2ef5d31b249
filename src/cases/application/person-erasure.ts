import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LoginAccounts } from '../../directory/index.js';
import { asId, type PersonId } from '../../kernel/index.js';
import { PersonVault, WithdrawalList, type Tx } from '../../platform/index.js';
import { PersonRepository } from '../persistence/person.repository.js';

/** Told in the transaction in which a person is erased, and again when a restored database forgets them. */
export type ErasureListener = (tx: Tx, personId: PersonId) => Promise<void>;

/** Makes everything sealed about a person unreadable for good, in this database and in every backup of it. */
@Injectable()
export class PersonErasure implements OnModuleInit {
  private readonly listeners: ErasureListener[] = [];

  constructor(
    private readonly vault: PersonVault,
    private readonly withdrawals: WithdrawalList,
    private readonly persons: PersonRepository,
    private readonly accounts: LoginAccounts,
  ) {}

  /** A restored database also forgets what is not sealed; the key is destroyed by the list itself. */
  onModuleInit(): void {
    this.withdrawals.register('ERASED', (tx, id) => this.forget(tx, asId<PersonId>(id)));
  }

  /** Lets other capabilities forget what no key seals; they register while the application starts. */
  subscribe(listener: ErasureListener): void {
    this.listeners.push(listener);
  }

  /** Together with the transaction. Who may decide this, and what is told to whom, is the caller's part. */
  async erase(tx: Tx, personId: PersonId): Promise<void> {
    await this.vault.destroy(tx, personId);
    await this.forget(tx, personId);
    await this.withdrawals.append(tx, { kind: 'ERASED', id: personId });
  }

  /** Fingerprints, languages and the login, which no key seals. */
  private async forget(tx: Tx, personId: PersonId): Promise<void> {
    await this.persons.forget(tx, personId);
    await this.accounts.forgetPerson(tx, personId);
    for (const listener of this.listeners) await tx.exOfficio(() => listener(tx, personId));
  }
}
