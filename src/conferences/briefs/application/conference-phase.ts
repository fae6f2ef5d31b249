import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ConferenceService } from '../../application/conference-service.js';
import { BLOCKED } from '../../domain/conference.js';

/** Leaf states in which a conference is prepared or sits. A block does not end the preparation: it may be what cures it. */
const AHEAD = ['proposed', 'draft', 'consentCheck', 'blocked', 'scheduled', 'postponed', 'inSession'].map(
  (state) => `case-conference.${state}`,
);

/** Whether a conference is still prepared or sits. */
export async function isAhead(service: ConferenceService, tx: Tx, id: ConferenceId): Promise<boolean> {
  const { status, activeStates } = await service.process(tx, id);
  return status === 'active' && activeStates.some((state) => AHEAD.includes(state));
}

/** The same, and nothing keeps it from being held: only then does anything leave the convening unit. */
export async function isUnblocked(service: ConferenceService, tx: Tx, id: ConferenceId): Promise<boolean> {
  const { activeStates } = await service.process(tx, id);
  return (await isAhead(service, tx, id)) && !activeStates.includes(BLOCKED);
}
