import type { Principal } from '../../platform/index.js';
import type { ProcessActor } from '../domain/process.js';

/** Subject type of processes that belong to a case itself. */
export const CASE_SUBJECT = 'case';

/**
 * The principal as sender.
 *
 * @param codes Codes held for the subject.
 * @param by    Codes the event admits; the unit is the one through which the principal holds the first of them.
 */
export function actorOf(
  principal: Principal,
  codes: readonly string[],
  by: readonly string[] = codes,
): ProcessActor {
  const admitted = codes.find((code) => by.includes(code));
  const grants = principal.kind === 'staff' ? principal.grants : [];
  const grant =
    grants.find(({ ownerCode }) => ownerCode === admitted) ??
    grants.find(({ ownerCode }) => codes.includes(ownerCode));
  return { kind: principal.kind, id: principal.accountId, unitId: grant?.unitId ?? null, codes };
}
