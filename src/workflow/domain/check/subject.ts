import type { ActionReference, ProcessDefinition, TransitionAlternatives } from '../definition.js';
import type { Vocabulary } from '../registry.js';
import type { Statechart, StateNode } from '../statechart.js';
import type { TransitionSite } from '../transitions.js';

/** A definition that satisfies the schema, laid open for the checks. */
export interface CheckSubject {
  readonly definition: ProcessDefinition;
  readonly vocabulary: Vocabulary;
  readonly chart: Statechart;
  readonly transitions: readonly TransitionSite[];
}

/** What of it needs no vocabulary. */
export type ModelSubject = Omit<CheckSubject, 'vocabulary'>;

/** An action with its place. */
export interface ActionSite {
  readonly action: ActionReference;
  readonly path: readonly string[];
  /** The event whose payload the action can read; absent in `entry`, `exit`, `always`, `after`, `onDone`. */
  readonly event?: string;
}

/** Keys from the top of the document to a state. */
export function statePath(node: StateNode): readonly string[] {
  return ['machine', ...node.path.flatMap((key) => ['states', key])];
}

/** Keys from the top of the document to a transition, with its index when there are alternatives. */
export function transitionPath(site: TransitionSite): readonly string[] {
  const { on = {}, always, after = {}, onDone } = site.source.definition;
  const places: Record<TransitionSite['trigger'], TransitionAlternatives | undefined> = {
    event: on[site.key],
    always,
    after: after[site.key],
    onDone,
  };
  const index = Array.isArray(places[site.trigger]) ? [String(site.index)] : [];
  return ['machine', ...site.at, ...index];
}

/** All actions of a definition with their places. */
export function actionSites(subject: CheckSubject): readonly ActionSite[] {
  const ofTransitions = subject.transitions.flatMap((site) =>
    (site.definition.actions ?? []).map((action, index): ActionSite => {
      const path = [...transitionPath(site), 'actions', String(index)];
      return site.trigger === 'event' ? { action, path, event: site.key } : { action, path };
    }),
  );
  const ofStates = subject.chart.nodes.flatMap((node) =>
    (['entry', 'exit'] as const).flatMap((place) =>
      (node.definition[place] ?? []).map((action, index): ActionSite => ({
        action,
        path: [...statePath(node), place, String(index)],
      })),
    ),
  );
  return [...ofTransitions, ...ofStates];
}
