import { Global, Module } from '@nestjs/common';
import { PrincipalResolver } from '../platform/index.js';
import { DirectoryReader } from './application/directory-reader.js';
import { DirectoryWriter } from './application/directory-writer.js';
import { LoginAccounts } from './application/login-accounts.js';
import { DirectoryResolver, StaffRoleGrantResolver } from './graphql/directory.resolver.js';
import { StaffLoader, UnitLoader } from './graphql/unit.loader.js';

/** Directory of a region and its login accounts. */
@Global()
@Module({
  providers: [
    DirectoryReader,
    DirectoryWriter,
    LoginAccounts,
    { provide: PrincipalResolver, useExisting: LoginAccounts },
    UnitLoader,
    StaffLoader,
    DirectoryResolver,
    StaffRoleGrantResolver,
  ],
  exports: [DirectoryReader, DirectoryWriter, LoginAccounts, PrincipalResolver, UnitLoader, StaffLoader],
})
export class DirectoryModule {}
