import { caseErrors } from './cases/index.js';
import { calendarLinkErrors, conferenceErrors, invitationErrors } from './conferences/index.js';
import { directoryErrors } from './directory/index.js';
import { improvementErrors } from './improvement/index.js';
import { calendarErrors } from './kernel/index.js';
import { registerErrorCatalogues } from './platform/index.js';
import { rightsErrors, sharingErrors } from './sharing/index.js';

/** Makes the codes of all capabilities known: to the GraphQL enum `ErrorCode` and to docs/errors.md. */
export function registerAllErrors(): void {
  registerErrorCatalogues([
    { capability: 'kernel', errors: calendarErrors },
    { capability: 'directory', errors: directoryErrors },
    { capability: 'sharing', errors: { ...sharingErrors, ...rightsErrors } },
    { capability: 'cases', errors: caseErrors },
    {
      capability: 'conferences',
      errors: { ...conferenceErrors, ...invitationErrors, ...calendarLinkErrors },
    },
    { capability: 'improvement', errors: improvementErrors },
  ]);
}
