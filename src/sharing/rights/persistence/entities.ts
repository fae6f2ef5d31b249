import { DataBreach, DataBreachPerson } from './data-breach.entity.js';
import { DataSubjectRequest } from './data-subject-request.entity.js';
import { ErasureProof } from './erasure-proof.entity.js';
import { RetentionRuleOverride } from './retention-override.entity.js';
import { RecipientNotice } from './recipient-notice.entity.js';

/** Tables of the rights of persons. */
export const rightsEntities = [
  DataSubjectRequest,
  RecipientNotice,
  ErasureProof,
  DataBreach,
  DataBreachPerson,
  RetentionRuleOverride,
];
