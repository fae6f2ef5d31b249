import type { ConsentKind } from './consent-offer.js';
import { consentParts, type ConsentPart } from './consent-record.js';
import { sharingErrors } from './sharing.errors.js';

/** Steps that both definitions have, each under a name of its own. */
export type ConsentStep =
  'EXPLAINED' | 'GRANTED' | 'REFUSED' | 'DEFERRED' | 'LIMITED' | 'REVOKED' | 'SUPERSEDED' | 'GROUND_ENDED';

/** Why the ground of a declaration ended before its last day. */
export const consentGrounds = {
  CASE_CLOSED: 'Der Fall ist geschlossen',
  CASE_LEAD_CHANGED: 'Die Fallverantwortung hat gewechselt',
  PARTICIPATION_ENDED: 'Eine der Stellen ist nicht mehr am Fall beteiligt',
  RECIPIENT_FUNCTION_CHANGED: 'Die Funktion beim Empfänger hat sich geändert',
  MAJORITY: 'Die Person ist volljährig geworden',
  PURPOSE_CHANGED: 'Der Zweck hat sich geändert',
} as const;

/** One of them. */
export type ConsentGround = keyof typeof consentGrounds;

/** Key of the definition by which a declaration of this kind runs. */
export function consentDefinition(kind: ConsentKind): 'consent' | 'confidentiality-release' {
  return kind === 'CONSENT' ? 'consent' : 'confidentiality-release';
}

/** Name of a step in the definition of the kind. */
export function consentEvent(kind: ConsentKind, step: ConsentStep): string {
  return kind === 'CONSENT' ? `CONSENT_${step}` : `RELEASE_${step}`;
}

/** A declaration that lacks mandatory parts; GraphQL type `ConsentIncomplete`. */
export interface ConsentIncomplete {
  readonly kind: 'ConsentIncomplete';
  readonly code: 'CONSENT_INCOMPLETE';
  readonly message: string;
  /** In the order of the record, never empty. */
  readonly missing: readonly ConsentPart[];
}

/** Names all parts that are missing at once. */
export function consentIncomplete(missing: readonly ConsentPart[]): ConsentIncomplete {
  const { de } = sharingErrors.CONSENT_INCOMPLETE;
  const list = missing.map((part) => consentParts[part]).join('; ');
  return {
    kind: 'ConsentIncomplete',
    code: 'CONSENT_INCOMPLETE',
    message: `${de} Es fehlt: ${list}.`,
    missing,
  };
}
