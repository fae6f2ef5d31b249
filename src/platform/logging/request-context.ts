import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line inside a request or job carries. */
export interface RequestContext {
  readonly requestId: string;
}

/** Context of the running request; everything awaited inside sees it. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
