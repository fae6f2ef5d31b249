import { asId, type AccountId, type RegionId } from '../../kernel/index.js';
import type { SystemPrincipal } from '../auth/principal.js';

/** Account under which the platform itself acts: the engine's clock, deployment, seeds. Nobody can log in with it. */
export const SYSTEM_ACCOUNT_ID: AccountId = asId('00000000-0000-7000-8000-000000000001');

/** The platform itself, acting in one region. */
export function systemPrincipal(regionId: RegionId): SystemPrincipal {
  return { kind: 'system', regionId, accountId: SYSTEM_ACCOUNT_ID };
}
