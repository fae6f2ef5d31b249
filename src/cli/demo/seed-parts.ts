import type { INestApplicationContext } from '@nestjs/common';
import { DEMONSTRATION_ISSUER, LoginAccounts } from '../../directory/index.js';
import type { DomainError, Result } from '../../kernel/index.js';
import type { StaffPrincipal } from '../../platform/index.js';

/** A staff account of the demonstration, as the one who acts. */
export async function demoStaff(app: INestApplicationContext, subject: string): Promise<StaffPrincipal> {
  const principal = await app.get(LoginAccounts).find(DEMONSTRATION_ISSUER, subject);
  if (principal?.kind !== 'staff') throw new Error(`Demo account is missing: ${subject}`);
  return principal;
}

/** Value of a command of the seed; a refusal is a mistake in the seed. */
export function must<T>(result: Result<T, DomainError>): T {
  if (!result.ok) throw new Error(`The demonstration could not be seeded: ${result.error.code}`);
  return result.value;
}
