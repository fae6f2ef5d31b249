import type { Outcome } from '../history.js';

/** Longest time a client waits for an answer. */
const TIMEOUT_MS = 6_000;

const SEND = `mutation ($input: SendProcessEventInput!) {
  sendProcessEvent(input: $input) {
    __typename
    ... on SendProcessEventPayload { process { revision } }
    ... on UserFacingError { code }
    ... on RevisionConflict { actualRevision }
  }
}`;

const READ = `query ($id: ID!) { process(id: $id) { revision activeStates { path } } }`;

/** An event as a client sends it. */
export interface SentEvent {
  readonly idempotencyKey: string;
  readonly processId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly expectedRevision: number;
}

/** A process as a client sees it. */
export interface SeenProcess {
  readonly revision: number;
  /** Key of the state it is in. */
  readonly state: string;
}

type Member = Readonly<Record<string, unknown>>;

interface Question {
  readonly query: string;
  readonly variables: object;
  /** Longest time to wait for the answer, milliseconds. */
  readonly patienceMs?: number | undefined;
}

/** Asks one node. @returns `data`, or `undefined` when there was no answer, or one that says nothing about the outcome. */
async function ask(
  url: string,
  token: string,
  { query, variables, patienceMs = TIMEOUT_MS }: Question,
): Promise<Member | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const { data, errors } = (await response.json()) as { data?: Member | null; errors?: unknown };
    return data && errors === undefined ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Sends an event once.
 *
 * @param patienceMs Time after which the client hangs up.
 * @returns `undefined` when it is unknown whether it happened.
 */
export async function sendOnce(
  url: string,
  token: string,
  input: SentEvent,
  patienceMs?: number,
): Promise<Outcome | undefined> {
  const data = await ask(url, token, { query: SEND, variables: { input }, patienceMs });
  const result = data?.['sendProcessEvent'] as Member | undefined;
  if (!result) return undefined;
  if (result['__typename'] === 'SendProcessEventPayload') {
    const { revision } = result['process'] as { readonly revision: number };
    return { kind: 'acknowledged', revision };
  }
  const { code, actualRevision } = result as { readonly code: string; readonly actualRevision?: number };
  return { kind: 'refused', code, ...(actualRevision === undefined ? {} : { actualRevision }) };
}

/** Reads a process. @returns `undefined` without an answer. */
export async function readOnce(url: string, token: string, id: string): Promise<SeenProcess | undefined> {
  const data = await ask(url, token, { query: READ, variables: { id } });
  const process = data?.['process'] as
    | { readonly revision: number; readonly activeStates: readonly { readonly path: string }[] }
    | null
    | undefined;
  const state = process?.activeStates[0]?.path;
  return process && state !== undefined ? { revision: process.revision, state } : undefined;
}
