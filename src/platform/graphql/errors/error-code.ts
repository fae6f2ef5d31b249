import { registerEnumType } from '@nestjs/graphql';
import type { ErrorCatalogue } from '../../../kernel/index.js';
import { authErrors } from '../../auth/auth.errors.js';
import { commandErrors } from '../../commands/command.errors.js';
import { mailErrors } from '../../mail/mail.errors.js';
import { requestErrors } from './request.errors.js';

/** The codes of one capability under its name, e.g. `cases`. */
export interface NamedCatalogue {
  readonly capability: string;
  readonly errors: ErrorCatalogue<string>;
}

/**
 * Enum object behind the GraphQL type `ErrorCode`. It is filled while capabilities register their catalogues and read
 * when the schema is built.
 */
export const ErrorCode: Record<string, string> = {};

const descriptions: Record<string, { description: string }> = {};
const registered = new Map<string, NamedCatalogue>();
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/**
 * Makes catalogues known to the schema and to docs/errors.md; must run before the schema is built. Registering the
 * same catalogue again changes nothing.
 *
 * @throws {Error} a code is not SCREAMING_SNAKE or is declared by two capabilities – a programming error.
 */
export function registerErrorCatalogues(catalogues: readonly NamedCatalogue[]): void {
  for (const catalogue of catalogues) {
    const known = registered.get(catalogue.capability);
    if (known?.errors === catalogue.errors) continue;
    if (known) throw new Error(`Two error catalogues are named "${catalogue.capability}".`);
    for (const [code, declaration] of Object.entries(catalogue.errors)) {
      if (!CODE.test(code)) throw new Error(`Error code "${code}" is not SCREAMING_SNAKE.`);
      if (code in ErrorCode) throw new Error(`Error code "${code}" is declared twice.`);
      ErrorCode[code] = code;
      descriptions[code] = { description: declaration.en };
    }
    registered.set(catalogue.capability, catalogue);
  }
}

/** All registered catalogues, by name of the capability. */
export function registeredCatalogues(): readonly NamedCatalogue[] {
  return [...registered.values()].sort((a, b) => (a.capability < b.capability ? -1 : 1));
}

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Stable code of a failure; docs/errors.md says what to do about each.',
  valuesMap: descriptions,
});
registerErrorCatalogues([
  { capability: 'platform/auth', errors: authErrors },
  { capability: 'platform/commands', errors: commandErrors },
  { capability: 'platform/graphql', errors: requestErrors },
  { capability: 'platform/mail', errors: mailErrors },
]);
