import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { MasterKeys } from './master-keys.js';
import { PersonVault } from './person-vault.js';
import { requireMasterKeys, type MissingKeys } from './require-keys.js';
import { StoredPersonVault } from './stored-person-vault.js';
import { WithdrawalList } from './withdrawal-list.js';

/**
 * A real installation never makes keys by itself: two nodes that did so at once would not read each other's data. A
 * command that neither answers requests nor runs jobs may do without.
 */
function whenMissing({ mode, roles }: AppConfig): MissingKeys {
  if (mode !== 'production') return 'create';
  return roles.length === 0 ? 'fail-when-used' : 'fail';
}

/** Keys of persons, the keys above them, and what must not come back with a backup. */
@Global()
@Module({
  providers: [
    {
      provide: MasterKeys,
      inject: [AppConfig, DataSource],
      useFactory: (config: AppConfig, dataSource: DataSource) =>
        requireMasterKeys(config.keys, dataSource, whenMissing(config)),
    },
    { provide: PersonVault, useClass: StoredPersonVault },
    WithdrawalList,
  ],
  exports: [MasterKeys, PersonVault, WithdrawalList],
})
export class CryptoModule {}
