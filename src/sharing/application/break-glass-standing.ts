import { hasRole, type Principal } from '../../platform/index.js';
import type { ProcessActor } from '../../workflow/index.js';
import type { BreakGlassView } from '../domain/break-glass.js';

/** Subject type of the process of an emergency access. */
export const BREAK_GLASS_SUBJECT = 'break-glass';

/** Job that ends an emergency access when its time is up. */
export const END_BREAK_GLASS = 'sharing.end-break-glass';

type Parties = Pick<BreakGlassView, 'controllingUnitId' | 'requestedBy'>;

/** Whether the actor decides for the unit that controls the case: its officer or its head. */
export function isApprover(principal: Principal, { controllingUnitId }: Parties): boolean {
  return (
    controllingUnitId !== null &&
    hasRole(principal, ['DATA_PROTECTION_OFFICER', 'UNIT_LEAD'], controllingUnitId)
  );
}

/** The actor as the definition sees them; without codes: they have nothing to do with it. */
export function breakGlassActor(principal: Principal, view: Parties): ProcessActor {
  const { controllingUnitId: unitId, requestedBy } = view;
  const isRequester = principal.kind === 'staff' && principal.staffId === requestedBy;
  const holds = (role: 'DATA_PROTECTION_OFFICER' | 'UNIT_LEAD'): boolean =>
    unitId !== null && hasRole(principal, [role], unitId);
  const codes = [
    ...(isRequester ? ['REQUESTER'] : []),
    ...(holds('DATA_PROTECTION_OFFICER') ? ['DPO'] : []),
    ...(holds('UNIT_LEAD') ? ['UNIT_HEAD'] : []),
  ];
  return {
    kind: principal.kind,
    id: principal.accountId,
    unitId: isApprover(principal, view) ? unitId : null,
    codes,
  };
}
