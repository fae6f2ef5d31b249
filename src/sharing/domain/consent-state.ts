import type { ConsentGiver } from './data-item.js';
import type { ConsentFactState } from './sharing-input.js';

const PLAIN: Readonly<Record<ConsentFactState | 'USED_UP', string>> = {
  OFFERED: 'Sie haben noch nicht geantwortet.',
  GRANTED: 'Sie haben Ja gesagt.',
  USED_UP: 'Sie haben für ein Mal Ja gesagt. Dieses eine Mal war schon. Mehr wird damit nicht weitergegeben.',
  REFUSED: 'Sie haben Nein gesagt.',
  REVOKED: 'Sie haben Ihr Ja zurückgenommen.',
  EXPIRED: 'Das gilt nicht mehr.',
};

const OF_ANOTHER = 'Das entscheidet, wer die Information anvertraut hat.';

/** Where a declaration stands, for the person, plain German. */
export function plainStateOf(consent: {
  readonly state: ConsentFactState;
  readonly isUsedUp: boolean;
  readonly givenBy: ConsentGiver;
}): string {
  if (consent.givenBy !== 'PERSON') return OF_ANOTHER;
  return PLAIN[consent.state === 'GRANTED' && consent.isUsedUp ? 'USED_UP' : consent.state];
}
