export { AnonymisedBriefs } from './application/anonymised-briefs.js';
export { BriefReader, type BriefView } from './application/brief-reader.js';
export { ContributionReader, type ContributionView } from './application/contribution-reader.js';
export { briefErrors } from './domain/brief.errors.js';
