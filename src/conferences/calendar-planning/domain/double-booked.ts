import type { DoubleBooked } from '../../domain/conference.js';
import { conferenceErrors } from '../../domain/conference.errors.js';
import type { Resource } from './resource.js';

/** The refusal of a date because something is taken; says what, never by what. */
export function doubleBooked(resource: Resource): DoubleBooked {
  const code = 'DOUBLE_BOOKED';
  return {
    kind: 'DoubleBooked',
    code,
    message: conferenceErrors[code].de,
    resourceKind: resource.kind,
    resourceId: resource.id,
  };
}
