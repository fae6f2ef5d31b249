import { RequestError } from '../errors/request-error.js';

/** The well-formed parameters of one GraphQL request. `extensions` is accepted and not used. */
export interface RequestParameters {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(parameter: string, expected: string): RequestError {
  return new RequestError('BAD_REQUEST', { message: `Parameter "${parameter}" must be ${expected}.` });
}

function optionalMap(
  parameters: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, unknown> | undefined {
  const value = parameters[name] ?? undefined;
  if (value === undefined || isMap(value)) return value;
  throw malformed(name, 'an object or null');
}

/**
 * Reads the parameters of a JSON body.
 *
 * @throws {RequestError} `BAD_REQUEST`, or `BATCHING_NOT_SUPPORTED` for a list.
 */
export function parametersOfBody(body: unknown): RequestParameters {
  if (Array.isArray(body)) throw new RequestError('BATCHING_NOT_SUPPORTED');
  if (!isMap(body)) throw new RequestError('BAD_REQUEST');
  const { query } = body;
  if (typeof query !== 'string' || query === '') throw malformed('query', 'a text');
  const operationName = body['operationName'] ?? undefined;
  if (operationName !== undefined && typeof operationName !== 'string')
    throw malformed('operationName', 'a text or null');
  optionalMap(body, 'extensions');
  return {
    query,
    operationName: operationName || undefined,
    variables: optionalMap(body, 'variables') ?? {},
  };
}

function jsonOf(search: URLSearchParams, name: string): unknown {
  const text = search.get(name);
  if (text === null || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed(name, 'JSON');
  }
}

/**
 * Reads the parameters of a GET request.
 *
 * @param url Path with query string.
 * @throws {RequestError} `BAD_REQUEST`, also for a parameter given twice.
 */
export function parametersOfUrl(url: string): RequestParameters {
  const start = url.indexOf('?');
  const search = new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    if (search.getAll(name).length > 1) throw malformed(name, 'given once');
  }
  return parametersOfBody({
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: jsonOf(search, 'variables'),
    extensions: jsonOf(search, 'extensions'),
  });
}
