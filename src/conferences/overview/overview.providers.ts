import { ConferenceOverview } from './application/conference-overview.js';
import { ConferenceOverviewResolver } from './graphql/overview.resolver.js';

/** The project lead's view. */
export const overviewProviders = [ConferenceOverview, ConferenceOverviewResolver];
