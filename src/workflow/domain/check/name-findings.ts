import {
  initialChild,
  historyDefault,
  isLeaf,
  ownerOf,
  resolveTarget,
  type StateNode,
} from '../statechart.js';
import { targetsOf, transitionsFrom } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { statePath, transitionPath, type CheckSubject } from './subject.js';

/** Names that lead nowhere: targets, initial states, events, delays, owners, data categories; states without owner. */
export function nameFindings(subject: CheckSubject): readonly Finding[] {
  return [
    ...headFindings(subject),
    ...subject.chart.nodes.flatMap((node) => [
      ...structureFindings(subject, node),
      ...ownerFindings(subject, node),
    ]),
    ...transitionNameFindings(subject),
    ...unusedFindings(subject),
  ];
}

function headFindings({ definition, vocabulary }: CheckSubject): readonly Finding[] {
  const { key, machine, dataCategories, events } = definition;
  const known = vocabulary.dataCategories;
  return [
    ...(machine.id === key
      ? []
      : [finding('KEY_MISMATCH', ['machine', 'id'], `Muss „${key}“ heißen.`, `Must be “${key}”.`)]),
    ...dataCategories.flatMap((category, index) =>
      !known || Object.hasOwn(known, category)
        ? []
        : [
            unknown(
              'UNKNOWN_DATA_CATEGORY',
              ['dataCategories', String(index)],
              'Datenkategorie',
              'data category',
              category,
            ),
          ],
    ),
    ...Object.entries(events).flatMap(([type, event]) =>
      event.by.flatMap((code, index) =>
        ownerFinding(vocabulary.owners, code, ['events', type, 'by', String(index)]),
      ),
    ),
  ];
}

function unknown(
  code: Finding['code'],
  path: readonly string[],
  de: string,
  en: string,
  name: string,
): Finding {
  return finding(code, path, `Unbekannt (${de}): „${name}“.`, `Unknown ${en}: “${name}”.`);
}

function ownerFinding(owners: object, code: string, path: readonly string[]): readonly Finding[] {
  return Object.hasOwn(owners, code) ? [] : [unknown('UNKNOWN_OWNER', path, 'Stelle', 'owner', code)];
}

function ownerFindings({ vocabulary }: CheckSubject, node: StateNode): readonly Finding[] {
  const path = [...statePath(node), 'meta'];
  const own = node.definition.meta?.owner;
  const isRoot = node.parent === undefined;
  return [
    ...(own === undefined ? [] : ownerFinding(vocabulary.owners, own, [...path, 'owner'])),
    ...(isLeaf(node) && ownerOf(node) === undefined
      ? [finding('OWNER_MISSING', [...path, 'owner'], 'Wer muss hier handeln?', 'Who must act here?')]
      : []),
    ...(!isRoot && node.kind !== 'history' && !node.definition.meta
      ? [finding('LABEL_MISSING', [...path, 'label'], 'Die Bezeichnung fehlt.', 'The label is missing.')]
      : []),
  ];
}

/** Members that do not fit the kind of the state; XState ignores some of them and throws at others. */
function structureFindings({ chart }: CheckSubject, node: StateNode): readonly Finding[] {
  const { definition: state, kind } = node;
  const path = statePath(node);
  const found: Finding[] = [];
  const wrong = (member: string, de: string, en: string): void => {
    found.push(finding('STRUCTURE', [...path, member], de, en));
  };
  if (kind === 'compound' && !initialChild(node)) {
    found.push(
      finding(
        'UNKNOWN_TARGET',
        [...path, 'initial'],
        'Der Anfangszustand fehlt.',
        'The initial state is missing.',
      ),
    );
  }
  if (kind === 'history' && !historyDefault(chart, node)) {
    found.push(unknown('UNKNOWN_TARGET', [...path, 'target'], 'Zustand', 'state', state.target ?? ''));
  }
  if ((kind === 'compound' || kind === 'parallel') !== node.children.length > 0) {
    wrong(
      'states',
      'Art des Zustands und innere Zustände widersprechen sich.',
      'Type and inner states contradict.',
    );
  }
  if (kind !== 'compound' && state.initial !== undefined) {
    wrong(
      'initial',
      'Nur zusammengesetzte Zustände haben einen Anfang.',
      'Only compound states have an initial state.',
    );
  }
  if (kind !== 'final' && state.output !== undefined) {
    wrong('output', 'Nur Endzustände haben ein Ergebnis.', 'Only final states have an output.');
  }
  if (kind !== 'history' && (state.history !== undefined || state.target !== undefined)) {
    wrong('history', 'Nur für Verlaufszustände.', 'Only for history states.');
  }
  if ((kind === 'final' || kind === 'history') && transitionsFrom(node).length > 0) {
    wrong('on', 'Dieser Zustand kann nicht verlassen werden.', 'This state cannot be left.');
  }
  if (kind === 'atomic' && state.onDone !== undefined) {
    wrong(
      'onDone',
      'Ein Zustand ohne innere Zustände wird nie fertig.',
      'A state without inner states never completes.',
    );
  }
  return found;
}

function transitionNameFindings({ definition, chart, transitions }: CheckSubject): readonly Finding[] {
  return transitions.flatMap((site) => {
    const path = transitionPath(site);
    const found = targetsOf(site.definition).flatMap((target) =>
      resolveTarget(chart, site.source, target)
        ? []
        : [unknown('UNKNOWN_TARGET', [...path, 'target'], 'Zustand', 'state', target)],
    );
    if (site.trigger === 'event' && site.key === '*') {
      const de = 'Auffangübergänge nähmen auch verspätete Fristen und Abschlüsse an.';
      return [
        ...found,
        finding('WILDCARD_REFUSED', path, de, 'A wildcard would take late deadlines and completions.'),
      ];
    }
    if (site.trigger === 'event' && !Object.hasOwn(definition.events, site.key)) {
      found.push(unknown('UNKNOWN_EVENT', path, 'Ereignis', 'event', site.key));
    }
    if (site.trigger === 'after' && !Object.hasOwn(definition.delays, site.key)) {
      found.push(unknown('UNKNOWN_DELAY', path, 'Frist', 'delay', site.key));
    }
    if (site.trigger === 'always' && site.definition.target === undefined) {
      const de = 'Ein Übergang ohne Ereignis braucht ein Ziel.';
      found.push(finding('STRUCTURE', path, de, 'A transition without an event needs a target.'));
    }
    return found;
  });
}

function unusedFindings({ definition, transitions }: CheckSubject): readonly Finding[] {
  const used = (trigger: string, key: string): boolean =>
    transitions.some((site) => site.trigger === trigger && site.key === key);
  return [
    ...Object.keys(definition.events)
      .filter((type) => !used('event', type))
      .map((type) =>
        finding('EVENT_UNUSED', ['events', type], 'Kein Zustand erwartet es.', 'No state handles it.'),
      ),
    ...Object.keys(definition.delays)
      .filter((key) => !used('after', key))
      .map((key) =>
        finding('DELAY_UNUSED', ['delays', key], 'Kein Zustand hat diese Frist.', 'No state runs it.'),
      ),
  ];
}
