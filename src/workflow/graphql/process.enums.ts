import { describedEnum } from '../../platform/graphql/index.js';
import type { ProcessActor, ProcessStatus, DeadlineView } from '../domain/process.js';

export const ProcessStatusEnum = describedEnum<Uppercase<ProcessStatus>>(
  'ProcessStatus',
  'Whether a process runs.',
  {
    ACTIVE: 'Running «läuft»',
    DONE: 'Ended «abgeschlossen»',
    QUARANTINED: 'Held for inspection, because its stored state does not fit its definition «angehalten»',
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
