/** One member of a log line. */
export type LogValue =
  string | number | boolean | null | readonly LogValue[] | { readonly [name: string]: LogValue };

/**
 * Members a log line may have. It is a list of what is allowed, not of what is forbidden: a field somebody adds is
 * missing from the log until it is written down here, instead of leaking until somebody notices.
 * Identifiers of persons, accounts and staff are left out on purpose.
 */
const ALLOWED = new Set(
  [
    'event context code reason kind mode version signal host port count job attempt migrations',
    'requestId errorId regionId organisationId unitId caseId processId taskId deadlineId consentId conferenceId',
    'findingId themeId workingGroupId measureId jobId workerId definitionHash definitionKey definitionVersion',
    'method route status durationMs',
  ].flatMap((names) => names.split(' ')),
);

/** Codes, identifiers, paths of routes: no blanks, no letters beyond ASCII, so no sentence and hardly a name. */
const CODE = /^[\w.:/*@#{}+-]{1,120}$/;

/** A frame of a stack, without its path's beginning being of interest to anybody. */
const FRAME = /^at [^\n]{1,300}$/;
const FRAME_LIMIT = 20;
const CAUSE_LIMIT = 5;

function frames(stack: unknown): readonly string[] {
  const lines = typeof stack === 'string' ? stack.split('\n') : Array.isArray(stack) ? stack.map(String) : [];
  return lines
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, FRAME_LIMIT);
}

function code(value: unknown): LogValue | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && CODE.test(value) ? value : undefined;
}

/**
 * What may be said about a failure: its class, its code, the violated constraint and where it happened.
 *
 * @param error    An `Error`, or a description of one with members of the same names.
 * @param messages Whether the text of the error is included. Such texts repeat what people typed, so this is for
 *   modes without real people only; texts of the database never appear.
 */
export function errorFields(
  error: unknown,
  messages: boolean,
  depth = 0,
): { readonly [name: string]: LogValue } {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  const source = error as Readonly<Record<string, unknown>>;
  const driver = (source.driverError ?? source) as Readonly<Record<string, unknown>>;
  const fromDatabase = source.driverError !== undefined || 'severity' in source;
  const fields: Record<string, LogValue> = { name: code(source.name) ?? 'Error' };
  for (const name of ['code', 'sqlState', 'constraint', 'table']) {
    const value = code(driver[name]);
    if (value !== undefined) fields[name] = value;
  }
  if (messages && !fromDatabase && typeof source.message === 'string')
    fields.message = source.message.slice(0, 500);
  fields.frames = frames(source.frames ?? source.stack);
  if (source.cause !== undefined && depth < CAUSE_LIMIT)
    fields.cause = errorFields(source.cause, messages, depth + 1);
  return fields;
}

/** Frames of a stack given as text, as Nest passes it. */
export function stackFields(stack: string): { readonly frames: readonly string[] } {
  return { frames: frames(stack) };
}

/**
 * Keeps the allowed members of a log line. Names of members that were left out are listed under `omitted`, so that
 * the author sees it; their values are gone.
 */
export function allowedFields(
  fields: Readonly<Record<string, unknown>>,
  messages: boolean,
): { readonly [name: string]: LogValue } {
  const kept: Record<string, LogValue> = {};
  const omitted: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'error' || name === 'err') {
      kept.error = errorFields(value, messages);
      continue;
    }
    const list = Array.isArray(value) ? value.map(code) : undefined;
    const safe = list && !list.includes(undefined) ? (list as LogValue[]) : code(value);
    if (ALLOWED.has(name) && safe !== undefined) kept[name] = safe;
    else if (CODE.test(name)) omitted.push(name);
  }
  return omitted.length > 0 ? { ...kept, omitted } : kept;
}
