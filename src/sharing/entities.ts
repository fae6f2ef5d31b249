import { BreakGlassRow } from './persistence/break-glass.entity.js';
import { DataItem } from './persistence/data-item.entity.js';
import { DecisionTableSignOff } from './persistence/decision-table-sign-off.entity.js';
import { Disclosure } from './persistence/disclosure.entity.js';
import { ConsentEvidence } from './persistence/consent-evidence.entity.js';
import { Consent } from './persistence/consent.entity.js';
import { rightsEntities } from './rights/persistence/entities.js';

/** Tables of this capability. */
export const sharingEntities = [
  BreakGlassRow,
  Consent,
  ConsentEvidence,
  DataItem,
  Disclosure,
  DecisionTableSignOff,
  ...rightsEntities,
];
