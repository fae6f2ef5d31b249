import { newKeyDocument } from '../../src/platform/crypto/key-document.js';
import { EnvironmentMasterKeys } from '../../src/platform/crypto/local-master-keys.js';
import { StoredPersonVault } from '../../src/platform/crypto/stored-person-vault.js';

/** A vault with master keys of its own, for tests without the application around. */
export function testVault(): StoredPersonVault {
  return new StoredPersonVault(new EnvironmentMasterKeys(JSON.stringify(newKeyDocument(new Date()))));
}
