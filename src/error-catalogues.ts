import { caseErrors } from './cases/index.js';
import {
  briefErrors,
  calendarLinkErrors,
  calendarPlanningErrors,
  planErrors,
  planningErrors,
  conferenceErrors,
  conferenceRequestErrors,
  invitationErrors,
  recordErrors,
  sittingErrors,
} from './conferences/index.js';
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
      errors: {
        ...conferenceErrors,
        ...conferenceRequestErrors,
        ...briefErrors,
        ...invitationErrors,
        ...calendarLinkErrors,
        ...calendarPlanningErrors,
        ...planningErrors,
        ...planErrors,
        ...recordErrors,
        ...sittingErrors,
      },
    },
    { capability: 'improvement', errors: improvementErrors },
  ]);
}
