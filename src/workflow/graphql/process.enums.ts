import { describedEnum } from '../../platform/graphql/index.js';
import type {
  CANCEL_REASONS,
  CancelReason,
  ProcessActor,
  ProcessStatus,
  DeadlineView,
} from '../domain/process.js';

export const ProcessStatusEnum = describedEnum<Uppercase<ProcessStatus>>(
  'ProcessStatus',
  'Whether a process runs.',
  {
    ACTIVE: 'Running «läuft»',
    DONE: 'Ended «abgeschlossen»',
    CANCELLED: 'Cancelled «abgebrochen»',
    QUARANTINED: 'Held for inspection, because its stored state does not fit its definition «angehalten»',
  },
);

export const ProcessCancelReasonEnum = describedEnum<CancelReason>(
  'ProcessCancelReason',
  'Why a process was cancelled «Abbruchgrund».',
  {
    OPENED_IN_ERROR: 'Begun in error «irrtümlich begonnen»',
    DUPLICATE: 'The same runs in another process «doppelt»',
    WITHDRAWN: 'The person has withdrawn «zurückgenommen»',
    CONTINUED_ELSEWHERE: 'Another body goes on with it «anderswo fortgesetzt»',
    NO_LONGER_NEEDED: 'Its reason is gone «erledigt»',
    PARENT_ENDED:
      'The process it belongs to has ended; set by the platform only «mit dem Hauptvorgang beendet»',
  },
);

export const ProcessCancelReasonInputEnum = describedEnum<(typeof CANCEL_REASONS)[number]>(
  'ProcessCancelReasonInput',
  'Reason for a cancellation that a person can give «Abbruchgrund».',
  {
    OPENED_IN_ERROR: 'Begun in error «irrtümlich begonnen»',
    DUPLICATE: 'The same runs in another process «doppelt»',
    WITHDRAWN: 'The person has withdrawn «zurückgenommen»',
    CONTINUED_ELSEWHERE: 'Another body goes on with it «anderswo fortgesetzt»',
    NO_LONGER_NEEDED: 'Its reason is gone «erledigt»',
  },
);

export const DeadlineStatusEnum = describedEnum<Uppercase<DeadlineView['status']>>(
  'DeadlineStatus',
  'Whether a deadline runs.',
  {
    OPEN: 'Running «läuft»',
    FIRED: 'Expired «abgelaufen»',
    CANCELLED: 'No longer relevant «erledigt»',
  },
);

export const ProcessActorKindEnum = describedEnum<Uppercase<ProcessActor['kind']>>(
  'ProcessActorKind',
  'Who caused an event.',
  {
    STAFF: 'A member of staff «Mitarbeitende»',
    PERSON: 'The person themselves «Klient*in»',
    SYSTEM: 'The platform, for example an expired deadline «System»',
  },
);
