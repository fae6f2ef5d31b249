import { Consent } from './persistence/consent.entity.js';

/** Tables of this capability. */
export const sharingEntities = [Consent];
