import type { Actor } from './actors.js';
import { type Decision, INSIDE, LEADING, PARTNER } from './groups.js';
import type { Kind } from './slots.js';

/** A route with an identifier in its path, and what it gives to whom. */
export interface RouteDecision {
  readonly method: 'GET' | 'POST';
  readonly kind: Kind;
  readonly gives: Decision;
}

/**
 * Routes that carry something of a case; the report of a request is the person’s own once it was answered. Whoever
 * is not named gets `NOT_FOUND`.
 */
export const ROUTES: Readonly<Record<string, RouteDecision>> = {
  '/consents/:id/evidence': {
    method: 'POST',
    kind: 'consentId',
    gives: { EVIDENCE_NOT_ACCEPTED: LEADING },
  },
  '/consents/:id/copy': { method: 'GET', kind: 'consentId', gives: { SEE: [...LEADING, 'client'] } },
  '/consents/:id/revocation-copy': {
    method: 'GET',
    kind: 'consentId',
    gives: { CONSENT_NOT_REVOKED: [...LEADING, 'client'] },
  },
  '/consent-evidence/:id': { method: 'GET', kind: 'evidenceId', gives: { SEE: [...LEADING, 'client'] } },
  '/conferences/:id/record': {
    method: 'GET',
    kind: 'conferenceId',
    gives: { SEE: ['caseLead', 'client'] },
  },
  '/conferences/:id/extract': { method: 'GET', kind: 'conferenceId', gives: { SEE: PARTNER } },
  // Nobody has approved the record.
  '/conferences/:id/letter': { method: 'GET', kind: 'conferenceId', gives: {} },
  '/data-subject-requests/:id/report.json': { method: 'GET', kind: 'requestId', gives: { SEE: LEADING } },
  '/data-subject-requests/:id/report.pdf': { method: 'GET', kind: 'requestId', gives: { SEE: LEADING } },
};

/** Routes that carry nothing of anybody, and why they are open. */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  '/graphql': 'its fields decide, see the tables of queries and mutations',
  '/health/live': 'says that the process lives',
  '/health/ready': 'says whether requests are taken',
  '/calendar/:token':
    'whoever has the secret link of a staff member: numbers and topics of their conferences',
  '/conference-answers/:token': 'whoever has the signed link of an invitation: its number, topic and date',
  '/mail-replies': 'a mail server that knows the secret',
  '/graphiql': 'the query editor, outside production',
  '/graphiql/*': 'files of the query editor',
  '/graphiql/demo-bar.js': 'login of the demonstration in the query editor',
  '/demo/callback': 'login of the demonstration',
  '/oidc/interaction/:uid': 'login of the demonstration',
  '/*': 'nothing there',
  '/': 'nothing there',
};

/** A subscription, what it follows, and who may. */
export interface SubscriptionDecision {
  readonly document: string;
  readonly kind: Kind;
  readonly gives: readonly Actor[];
}

/** Who follows what; others hear the same as of nothing. */
export const SUBSCRIPTIONS: Readonly<Record<string, SubscriptionDecision>> = {
  'Subscription.processChanged': {
    document: `subscription ($id: ID!) { processChanged(processId: $id) { revision process { id status } } }`,
    kind: 'processId',
    gives: INSIDE,
  },
  // A body as long as it is cleared for what the conference needs it to know.
  'Subscription.sittingChanged': {
    document: `subscription ($id: ID!) { sittingChanged(conferenceId: $id) { items { title } } }`,
    kind: 'conferenceId',
    gives: [...INSIDE, 'chair'],
  },
};

/**
 * Commands of the machine the installation runs on. Whoever may run them holds its keys and its database; none of them
 * is reachable through the API. What they say must still name nobody: `SAYS` are run against the world and read.
 */
export const CLI: Readonly<Record<string, 'SAYS' | 'NO_PERSONAL_DATA'>> = {
  migrate: 'NO_PERSONAL_DATA',
  seed: 'NO_PERSONAL_DATA',
  demo: 'NO_PERSONAL_DATA',
  'demo token': 'NO_PERSONAL_DATA',
  reset: 'NO_PERSONAL_DATA',
  verify: 'SAYS',
  'verify audit': 'SAYS',
  'audit anchor': 'NO_PERSONAL_DATA',
  'audit export': 'SAYS',
  'keys create': 'NO_PERSONAL_DATA',
  'keys status': 'SAYS',
  'keys rotate': 'NO_PERSONAL_DATA',
  'keys forget': 'NO_PERSONAL_DATA',
  'privacy record': 'SAYS',
  'privacy assessment': 'SAYS',
  'privacy retention': 'SAYS',
  'workflows check': 'NO_PERSONAL_DATA',
  'workflows deploy': 'NO_PERSONAL_DATA',
  'workflows list': 'SAYS',
  'workflows activate': 'NO_PERSONAL_DATA',
  'workflows retire': 'NO_PERSONAL_DATA',
  'workflows journal': 'NO_PERSONAL_DATA',
  'workflows render': 'NO_PERSONAL_DATA',
  'workflows diff': 'NO_PERSONAL_DATA',
  'workflows simulate': 'NO_PERSONAL_DATA',
  'workflows migrate': 'NO_PERSONAL_DATA',
  'workflows migration': 'NO_PERSONAL_DATA',
  generate: 'NO_PERSONAL_DATA',
};

/** Jobs: nobody but the platform puts them into the queue; `CLOCK` ones carry nothing, `NAMED` ones identifiers. */
export const JOBS: Readonly<Record<string, 'CLOCK' | 'NAMED'>> = {
  'audit.access-log-retention': 'CLOCK',
  'workflow.fire-due-deadlines': 'CLOCK',
  'workflow.escalate-work-items': 'CLOCK',
  'workflow.run-migrations': 'CLOCK',
  'sharing.retention': 'CLOCK',
  'sharing.end-of-minority': 'CLOCK',
  'sharing.owed-answers': 'CLOCK',
  'mail.resume': 'CLOCK',
  'conferences.sync-calendars': 'CLOCK',
  'conferences.release-holds': 'CLOCK',
  'conferences.run-plans': 'CLOCK',
  'conferences.read-mailbox': 'CLOCK',
  'conferences.remind-contributions': 'CLOCK',
  'mail.send': 'NAMED',
  'workflow.deliver-messages': 'NAMED',
  'sharing.end-break-glass': 'NAMED',
};
