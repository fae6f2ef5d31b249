import { canonicalJson } from '../../../kernel/index.js';
import {
  allTransitions,
  statechartOf,
  type LocalizedText,
  type ProcessDefinition,
} from '../../../workflow/index.js';
import { statePathName } from './words.js';

type Parts = ReadonlyMap<string, { readonly name: string; readonly content: string }>;

function statesOf(definition: ProcessDefinition): Parts {
  const nodes = statechartOf(definition.machine).nodes.filter(({ parent }) => parent !== undefined);
  return new Map(
    nodes.map((node) => {
      const { type, meta = null, tags = [] } = node.definition;
      return [
        node.id,
        { name: statePathName(node), content: canonicalJson({ type: type ?? '', meta, tags }) },
      ];
    }),
  );
}

function transitionsOf(definition: ProcessDefinition): Parts {
  return new Map(
    allTransitions(statechartOf(definition.machine)).map(({ id, source, event, key, definition: own }) => {
      const label = definition.events[key]?.label.de ?? definition.delays[key]?.label.de ?? event;
      return [id, { name: `${statePathName(source)}: ${label}`, content: canonicalJson(own) }];
    }),
  );
}

function labelled(parts: Readonly<Record<string, { readonly label: LocalizedText }>>): Parts {
  return new Map(
    Object.entries(parts).map(([key, part]) => [key, { name: part.label.de, content: canonicalJson(part) }]),
  );
}

function compare(what: string, before: Parts, now: Parts): readonly string[] {
  const added = [...now].filter(([id]) => !before.has(id)).map(([, { name }]) => `- ${what} neu: ${name}`);
  const changed = [...now].flatMap(([id, { name, content }]) => {
    const old = before.get(id);
    return old && old.content !== content ? [`- ${what} geändert: ${name}`] : [];
  });
  const removed = [...before]
    .filter(([id]) => !now.has(id))
    .map(([, { name }]) => `- ${what} entfallen: ${name}`);
  return [...added, ...changed, ...removed];
}

/** What differs between two versions of a process, as a Markdown list in German; one sentence without a version before. */
export function differenceInWords(
  before: ProcessDefinition | undefined,
  now: ProcessDefinition,
): readonly string[] {
  if (!before) return ['Dies ist die erste Fassung.'];
  const law =
    before.lawVersion === now.lawVersion ? [] : [`- Rechtsstand: ${before.lawVersion} → ${now.lawVersion}`];
  const list = [
    ...law,
    ...compare('Zustand', statesOf(before), statesOf(now)),
    ...compare('Übergang', transitionsOf(before), transitionsOf(now)),
    ...compare('Ereignis', labelled(before.events), labelled(now.events)),
    ...compare('Frist', labelled(before.delays), labelled(now.delays)),
  ];
  return list.length > 0 ? list : [`Kein Unterschied im Ablauf zu Fassung ${before.version}.`];
}
