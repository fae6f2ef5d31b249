export * from './application/case-relations.js';
export * from './application/consent-events.js';
export * from './application/consent-reader.js';
export * from './application/process-actor.js';
export * from './application/sharing-service.js';
export * from './domain/index.js';
export { Consent, SharingCategoryEnum, SharingPurposeEnum } from './graphql/consent.type.js';
export type { ConsentView } from './persistence/consent.repository.js';
export * from './sharing.module.js';
