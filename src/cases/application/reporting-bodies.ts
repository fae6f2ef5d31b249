import { organisationType, type OrgTypeCode } from '../../directory/index.js';

/** Whether a unit of this type may have to report what it learns (§ 87 Abs. 2 AufenthG); education bodies do not (Abs. 1). */
export function mayHaveToReport(type: OrgTypeCode): boolean {
  return organisationType(type).isPublicBody && type !== 'EDUCATION_BODY';
}

/** Whether a unit of this type may keep cases in a protected compartment: free bodies only. */
export function mayProtect(type: OrgTypeCode): boolean {
  return !organisationType(type).isPublicBody;
}
