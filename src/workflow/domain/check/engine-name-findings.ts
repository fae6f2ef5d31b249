import type { SendMessageParams, StartProcessParams, ValueSource } from '../built-in-effects.js';
import { finding, type Finding } from './finding.js';
import { actionSites, type ActionSite, type CheckSubject } from './subject.js';

type Path = readonly string[];

/**
 * Names in what the engine itself offers: who may cancel and reopen, what messages and sub-processes carry, and which
 * events of this definition tell it what became of them. What another definition must have is its own affair.
 */
export function engineNameFindings(subject: CheckSubject): readonly Finding[] {
  const { correlation, cancellableBy, reopen } = subject.definition;
  return [
    ...sourceFindings(subject, correlation, ['correlation']),
    ...codeFindings(subject, cancellableBy, ['cancellableBy']),
    ...codeFindings(subject, reopen?.by, ['reopen', 'by']),
    ...(reopen?.carry ?? []).flatMap((field, index) =>
      sourceFindings(subject, `context.${field}`, ['reopen', 'carry', String(index)]),
    ),
    ...(reopen?.from ?? []).flatMap((state, index) =>
      finalStateFindings(subject, state, ['reopen', 'from', String(index)]),
    ),
    ...actionSites(subject).flatMap((site) => actionFindings(subject, site)),
  ];
}

function codeFindings(
  { vocabulary }: CheckSubject,
  codes: readonly string[] | undefined,
  path: Path,
): readonly Finding[] {
  return (codes ?? []).flatMap((code, index) =>
    Object.hasOwn(vocabulary.owners, code)
      ? []
      : [unknown('UNKNOWN_OWNER', [...path, String(index)], 'Stelle', 'owner', code)],
  );
}

function finalStateFindings(
  { chart, definition }: CheckSubject,
  state: string,
  path: Path,
): readonly Finding[] {
  if (chart.byId.get(`${definition.key}.${state}`)?.kind === 'final') return [];
  return [unknown('UNKNOWN_TARGET', path, 'Endzustand', 'final state', state)];
}

function actionFindings(subject: CheckSubject, site: ActionSite): readonly Finding[] {
  const { action } = site;
  if (action.type === 'sendMessage')
    return messageFindings(subject, site, action.params as SendMessageParams | undefined);
  if (action.type === 'startProcess')
    return startFindings(subject, site, action.params as StartProcessParams | undefined);
  return [];
}

function messageFindings(
  subject: CheckSubject,
  site: ActionSite,
  params: SendMessageParams | undefined,
): readonly Finding[] {
  if (!params) return [];
  const path = [...site.path, 'params'];
  return [
    ...sourceFindings(subject, params.correlation, [...path, 'correlation'], site.event),
    ...sourcesFindings(subject, params.payload, [...path, 'payload'], site.event),
    ...eventFindings(subject, params.onUndeliverable, [...path, 'onUndeliverable']),
  ];
}

function startFindings(
  subject: CheckSubject,
  site: ActionSite,
  params: StartProcessParams | undefined,
): readonly Finding[] {
  if (!params) return [];
  const path = [...site.path, 'params'];
  const { while: during } = params;
  const known = during === undefined || subject.chart.byId.has(`${subject.definition.key}.${during}`);
  const about = typeof params.subject === 'object' ? params.subject.id : undefined;
  return [
    ...sourceFindings(subject, about, [...path, 'subject', 'id'], site.event),
    ...sourcesFindings(subject, params.context, [...path, 'context'], site.event),
    ...eventFindings(subject, params.onDone, [...path, 'onDone']),
    ...eventFindings(subject, params.onCancelled, [...path, 'onCancelled']),
    ...(known ? [] : [unknown('UNKNOWN_TARGET', [...path, 'while'], 'Zustand', 'state', during)]),
  ];
}

/** An event by which the engine answers: declared, and open to messages. */
function eventFindings(
  { definition }: CheckSubject,
  type: string | undefined,
  path: Path,
): readonly Finding[] {
  if (type === undefined || Object.hasOwn(definition.events, type)) return [];
  return [unknown('UNKNOWN_EVENT', path, 'Ereignis', 'event', type)];
}

function sourcesFindings(
  subject: CheckSubject,
  sources: Readonly<Record<string, ValueSource>> | undefined,
  path: Path,
  event: string | undefined,
): readonly Finding[] {
  return Object.entries(sources ?? {}).flatMap(([name, source]) =>
    sourceFindings(subject, typeof source === 'string' ? source : undefined, [...path, name], event),
  );
}

/** A value taken from a field: one of the context, or one that the event of the transition carries. */
function sourceFindings(
  { definition }: CheckSubject,
  source: string | undefined,
  path: Path,
  event?: string,
): readonly Finding[] {
  const [place, field] = source?.split('.') ?? [];
  if (field === undefined) return [];
  if (place === 'context') {
    if (Object.hasOwn(definition.context, field)) return [];
    const de = `„${field}“ ist in „context“ nicht erklärt.`;
    return [finding('UNDECLARED_CONTEXT', path, de, `“${field}” is not declared in “context”.`)];
  }
  const properties = event === undefined ? undefined : definition.events[event]?.payload?.properties;
  if (properties && Object.hasOwn(properties, field)) return [];
  const where = event ?? '–';
  const de = `Das Ereignis (${where}) enthält „${field}“ nicht.`;
  return [finding('UNKNOWN_PAYLOAD_FIELD', path, de, `The event (${where}) does not carry “${field}”.`)];
}

function unknown(code: Finding['code'], path: Path, de: string, en: string, name: string): Finding {
  return finding(code, path, `Unbekannt (${de}): „${name}“.`, `Unknown ${en}: “${name}”.`);
}
