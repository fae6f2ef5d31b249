import type { BlockCode } from '../../domain/blocks.js';
import type { ConferenceKind } from '../../domain/conference.js';
import type { OverviewStage } from './overview.js';

/** Stages in tables, German. */
export const stageWords: Readonly<Record<OverviewStage, string>> = {
  HELD: 'Durchgeführt',
  PLANNED: 'Mit Termin',
  OPEN: 'Offen, ohne Termin',
  BLOCKED: 'Blockiert',
  CANCELLED: 'Abgesagt',
  DECLINED: 'Abgelehnt',
  CONVERTED: 'Anonymisiert weitergeführt',
};

/** Kinds in tables, German. */
export const kindWords: Readonly<Record<ConferenceKind, string>> = {
  INTEGRATION_IDENTIFIED: 'Fallkonferenz mit der Person',
  LEARNING_ANONYMISED: 'Anonymisierte Fallkonferenz',
  LEGAL_SPHERE_TRANSITION: 'Rechtskreiswechsel',
  REVIEW: 'Wiedervorlage',
  URGENT: 'Eilkonferenz',
  PEER_ANONYMISED: 'Kollegiale Fallberatung',
  STATUTORY_EXTERNAL: 'Gesetzliche Konferenz',
  PLANNING: 'Planungskonferenz',
};

/** Reasons in tables, German. */
export const reasonWords: Readonly<Record<BlockCode, string>> = {
  PURPOSE_NOT_ALLOWED: 'Zweck nicht erlaubt',
  STATUS_RISK: 'Aufenthalt könnte gemeldet werden',
  PERSON_OBJECTS: 'Die Person möchte es nicht',
  CONSENT_MISSING: 'Einwilligung fehlt',
  NO_LEGAL_BASIS: 'Rechtsgrundlage fehlt',
  CONFLICT: 'Interessenkonflikt',
  PERSON_NOT_INVITED: 'Person nicht eingeladen',
  LANGUAGE_LEVEL: 'Sprachmittlung fehlt oder genügt nicht',
  ANON_NOT_RELEASED: 'Anonymisierung nicht freigegeben',
  ROLE_MISSING: 'Rolle nicht besetzt',
  QUORUM: 'Zu wenige Stellen',
  UNDERTAKING_MISSING: 'Verpflichtung zur Verschwiegenheit fehlt',
  MANDATE_MISSING: 'Entscheidungsbefugnis fehlt',
  CONTRIBUTION_MISSING: 'Schriftlicher Beitrag fehlt',
};
