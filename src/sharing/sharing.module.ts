import { Global, Module } from '@nestjs/common';
import { AnswerConsent } from './application/answer-consent.js';
import { ConsentEvents } from './application/consent-events.js';
import { ConsentProcess } from './application/consent-process.js';
import { ConsentReader } from './application/consent-reader.js';
import { OfferConsent } from './application/offer-consent.js';
import { SharingService } from './application/sharing-service.js';
import { ConsentCommandResolver, ConsentResolver } from './graphql/consent.resolver.js';

/** Consented data sharing. Needs a provider of `CaseRelations` from the capability that knows cases. */
@Global()
@Module({
  providers: [
    AnswerConsent,
    ConsentEvents,
    ConsentProcess,
    ConsentReader,
    OfferConsent,
    SharingService,
    ConsentResolver,
    ConsentCommandResolver,
  ],
  exports: [ConsentEvents, ConsentReader, SharingService],
})
export class SharingModule {}
