import type { SendMessageParams, StartProcessParams, ValueSource } from '../built-in-effects.js';
import type { EventDefinition, FieldSchema, JsonObject, ProcessDefinition } from '../definition.js';
import { MESSAGE_CODE } from '../process.js';
import { contextSchemaOf, problemText, validatorOf } from '../schema-validation.js';
import { statechartOf } from '../statechart.js';
import { allTransitions } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { actionSites, type ActionSite } from './subject.js';

type Path = readonly string[];

/** Definitions by key: of each the version that new processes start with. */
export type Peers = ReadonlyMap<string, ProcessDefinition>;

/** The newest version of every key. */
export function newestByKey(definitions: Iterable<ProcessDefinition>): Peers {
  const newest = new Map<string, ProcessDefinition>();
  for (const definition of definitions) {
    const known = newest.get(definition.key);
    if (!known || known.version < definition.version) newest.set(definition.key, definition);
  }
  return newest;
}

/** What a definition brings along, and from where. */
interface Delivery {
  readonly definition: ProcessDefinition;
  readonly site: ActionSite;
  readonly path: Path;
}

const NO_FIELDS: JsonObject = { type: 'object', additionalProperties: false };

/**
 * What one definition expects of others: definitions that exist, events there that admit messages and take what is
 * sent, fields that a sub-process declares; and whether its own events take what the engine answers.
 *
 * @param definition Checked by itself already.
 */
export function exchangeFindings(definition: ProcessDefinition, peers: Peers): readonly Finding[] {
  return sitesOf(definition).flatMap((site) => {
    const delivery = { definition, site, path: [...site.path, 'params'] };
    const { type, params = {} } = site.action;
    if (type === 'sendMessage')
      return messageFindings(delivery, params as unknown as SendMessageParams, peers);
    if (type === 'startProcess')
      return childFindings(delivery, params as unknown as StartProcessParams, peers);
    return [];
  });
}

function sitesOf(definition: ProcessDefinition): readonly ActionSite[] {
  const chart = statechartOf(definition.machine);
  const vocabulary = { owners: {}, guards: {}, effects: {} };
  return actionSites({ definition, vocabulary, chart, transitions: allTransitions(chart) });
}

function messageFindings(delivery: Delivery, params: SendMessageParams, peers: Peers): readonly Finding[] {
  const { definition, path } = delivery;
  const answer = params.onUndeliverable;
  const told = answer === undefined ? [] : admits(definition, answer, [...path, 'onUndeliverable']);
  const takesReason =
    answer === undefined || told.length > 0
      ? []
      : valueFindings(definition.events[answer], { reason: 'RECEIVER_ENDED' }, [...path, 'onUndeliverable']);
  const [kind, name = ''] = params.to.split(':');
  if (kind === 'definition' && !peers.has(name))
    return [unknownDefinition([...path, 'to'], name), ...told, ...takesReason];
  const receivers = receiversOf(definition, kind, name, peers);
  const sent = receivers.flatMap((receiver) => {
    const unfit = admits(receiver, params.event, [...path, 'event']);
    return unfit.length > 0 ? unfit : payloadFindings(delivery, params, receiver.events[params.event]);
  });
  return [...sent, ...told, ...takesReason];
}

/** Definitions that can be meant; empty when only the running system knows. */
function receiversOf(
  definition: ProcessDefinition,
  kind: string | undefined,
  name: string,
  peers: Peers,
): readonly ProcessDefinition[] {
  const starts = (parent: ProcessDefinition) =>
    sitesOf(parent)
      .filter(({ action }) => action.type === 'startProcess')
      .map(({ action }) => action.params as unknown as StartProcessParams);
  if (kind === 'parent') {
    return [...peers.values()].filter((peer) =>
      starts(peer).some((params) => params.definition === definition.key),
    );
  }
  const keys =
    kind === 'child'
      ? starts(definition)
          .filter((params) => (params.key ?? params.definition) === name)
          .map((params) => params.definition)
      : [name];
  return [...new Set(keys)].flatMap((key) => peers.get(key) ?? []);
}

function childFindings(delivery: Delivery, params: StartProcessParams, peers: Peers): readonly Finding[] {
  const { definition, path } = delivery;
  const child = peers.get(params.definition);
  if (!child) return [unknownDefinition([...path, 'definition'], params.definition)];
  const fields = Object.entries(params.context ?? {}).flatMap(([name, source]) =>
    fieldFindings(delivery, source, child.context[name], [...path, 'context', name]),
  );
  const ended = (['onDone', 'onCancelled'] as const).flatMap((member) => {
    const event = params[member];
    if (event === undefined) return [];
    const unfit = admits(definition, event, [...path, member]);
    if (unfit.length > 0) return unfit;
    const outputs = member === 'onDone' ? outputsOf(child) : [{}];
    return outputs.flatMap((output) => valueFindings(definition.events[event], output, [...path, member]));
  });
  return [...fields, ...ended];
}

/** Outputs of the final states that end a definition; one that is no object is sent as an empty one. */
function outputsOf({ machine }: ProcessDefinition): readonly JsonObject[] {
  const finals = Object.values(machine.states ?? {}).filter(({ type }) => type === 'final');
  return finals.map(({ output }) =>
    typeof output === 'object' && output !== null && !Array.isArray(output) ? (output as JsonObject) : {},
  );
}

/** Whether an event exists and can be brought by a message. */
function admits(receiver: ProcessDefinition, type: string, path: Path): readonly Finding[] {
  const event = Object.hasOwn(receiver.events, type) ? receiver.events[type] : undefined;
  if (!event) {
    const de = `„${receiver.key}“ kennt das Ereignis „${type}“ nicht.`;
    return [finding('UNKNOWN_EVENT', path, de, `“${receiver.key}” has no event “${type}”.`)];
  }
  if (event.by.includes(MESSAGE_CODE)) return [];
  const de = `„${type}“ in „${receiver.key}“ nimmt keine Nachrichten an (by: ${MESSAGE_CODE}).`;
  const en = `“${type}” of “${receiver.key}” does not take messages (by: ${MESSAGE_CODE}).`;
  return [finding('MESSAGE_NOT_ADMITTED', path, de, en)];
}

function payloadFindings(
  delivery: Delivery,
  { payload = {} }: SendMessageParams,
  event: EventDefinition | undefined,
): readonly Finding[] {
  const path = [...delivery.path, 'payload'];
  const missing = (event?.payload?.required ?? []).filter((name) => !Object.hasOwn(payload, name));
  return [
    ...missing.map((name) => {
      const de = `Das Ereignis braucht „${name}“.`;
      return finding('PAYLOAD_MISMATCH', path, de, `The event needs “${name}”.`);
    }),
    ...Object.entries(payload).flatMap(([name, source]) =>
      fieldFindings(delivery, source, event?.payload?.properties[name], [...path, name]),
    ),
  ];
}

/** Whether a field of the receiver exists and takes every value of the source; an empty one is not sent. */
function fieldFindings(
  { definition, site }: Delivery,
  source: ValueSource,
  to: FieldSchema | undefined,
  path: Path,
): readonly Finding[] {
  const name = path.at(-1) ?? '';
  if (!to) {
    const de = `Der Empfänger kennt „${name}“ nicht.`;
    return [finding('UNKNOWN_PAYLOAD_FIELD', path, de, `The receiver does not know “${name}”.`)];
  }
  if (typeof source !== 'string') {
    const errors = validatorOf(contextSchemaOf({ [name]: to }))({ [name]: source.value });
    return errors.length > 0 ? [mismatch(path, name)] : [];
  }
  const from = sourceSchema(definition, source, site.event);
  return !from || fits(from, to) ? [] : [mismatch(path, name)];
}

function sourceSchema(
  definition: ProcessDefinition,
  source: string,
  event: string | undefined,
): FieldSchema | undefined {
  if (source === 'process' || source === 'subject') return { type: 'string', format: 'uuid' };
  const [place, field = ''] = source.split('.');
  if (place === 'context') return definition.context[field];
  return event === undefined ? undefined : definition.events[event]?.payload?.properties[field];
}

function fits(from: FieldSchema, to: FieldSchema): boolean {
  const allowed = typesOf(to);
  const sameTypes = typesOf(from).every(
    (type) => type === 'null' || allowed.includes(type) || (type === 'integer' && allowed.includes('number')),
  );
  const sameValues = !to.enum || (from.enum?.every((value) => to.enum?.includes(value)) ?? false);
  return sameTypes && sameValues && (to.format === undefined || to.format === from.format);
}

function typesOf({ type }: FieldSchema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

function valueFindings(
  event: EventDefinition | undefined,
  payload: JsonObject,
  path: Path,
): readonly Finding[] {
  const schema = (event?.payload as JsonObject | undefined) ?? NO_FIELDS;
  return validatorOf(schema)(payload).map((error) => {
    const problem = problemText(error);
    const de = `Das Ereignis nimmt nicht an, was die Maschine sendet: ${problem}.`;
    return finding(
      'PAYLOAD_MISMATCH',
      path,
      de,
      `The event does not take what the engine sends: ${problem}.`,
    );
  });
}

function mismatch(path: Path, name: string): Finding {
  const en = `Type, format or values do not fit “${name}” of the receiver.`;
  return finding(
    'TYPE_MISMATCH',
    path,
    `Art, Format oder Werte passen nicht zu „${name}“ des Empfängers.`,
    en,
  );
}

function unknownDefinition(path: Path, key: string): Finding {
  return finding(
    'UNKNOWN_DEFINITION',
    path,
    `Unbekannter Vorgang: „${key}“.`,
    `Unknown definition: “${key}”.`,
  );
}
