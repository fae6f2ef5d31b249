import { readFileSync } from 'node:fs';
import { AuditKeyRing, AuditSigningKey } from '../../../audit/index.js';
import { loadConfig, sameLogin, UnitOfWork, type AppConfig } from '../../../platform/index.js';
import { Refusal } from '../command.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';

/** Runs `work` on the register of this installation, with the rights of the application. */
export async function withRegister<T>(
  work: (unitOfWork: UnitOfWork, config: AppConfig) => Promise<T>,
): Promise<T> {
  return withDatabaseOf(loadConfig(), async (config) => {
    const { url = '', migrationUrl } = config.database;
    return connected(
      url,
      async (dataSource) => {
        await requireSchema(dataSource);
        return work(new UnitOfWork(dataSource), config);
      },
      { asApplicationRole: sameLogin(url, migrationUrl) },
    );
  });
}

/**
 * Keys whose signatures are believed: the one of this installation, and those of a file.
 *
 * @param file Public keys (PEM), one or several.
 */
export async function keyRing(config: AppConfig, file: unknown): Promise<AuditKeyRing> {
  const ring = new AuditKeyRing();
  const own = await AuditSigningKey.find(config.keys.dir);
  if (own) ring.add(own.publicKey);
  if (typeof file === 'string') ring.addPem(readText(file), file);
  return ring;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refusal('FILE_UNREADABLE', {
      de: `Die Datei ${file} ist nicht lesbar.`,
      en: `The file ${file} cannot be read.`,
    });
  }
}
