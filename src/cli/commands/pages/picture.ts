import {
  initialChild,
  isBelow,
  ownerOf,
  resolveTarget,
  targetsOf,
  withAncestors,
  type Statechart,
  type StateNode,
  type TransitionSite,
} from '../../../workflow/index.js';
import { ownerOfState, stateName, statePathName, type PageSubject } from './words.js';

/** Colours of owners in the order in which they appear; black text is legible on each (WCAG AAA). */
const COLOURS = [
  '#dbeafe',
  '#dcfce7',
  '#fef9c3',
  '#fae8ff',
  '#ffedd5',
  '#e0e7ff',
  '#ccfbf1',
  '#fee2e2',
  '#f1f5f9',
  '#ecfccb',
];

/** States drawn in one picture: everything below `scope`, parallel states closed. */
export interface PictureScope {
  readonly scope: StateNode;
  readonly nodes: readonly StateNode[];
}

function openNodes(node: StateNode): readonly StateNode[] {
  return node.children.flatMap((child) => [child, ...(child.kind === 'parallel' ? [] : openNodes(child))]);
}

/**
 * One picture for the whole, and one for every region of every parallel state, outside in.
 *
 * A region that is itself parallel is no picture of its own: its regions are.
 */
export function pictureScopes(chart: Statechart): readonly PictureScope[] {
  const regions = chart.nodes.filter(({ kind }) => kind === 'parallel').flatMap(({ children }) => children);
  const scopes = [chart.root, ...regions].filter(({ kind }) => kind !== 'parallel');
  return scopes.map((scope) => ({ scope, nodes: openNodes(scope) }));
}

/** Parallel states inside a closed parallel state; nobody else tells how they are left. */
function closedInside(node: StateNode): readonly StateNode[] {
  if (node.kind !== 'parallel') return [];
  return node.children
    .filter(({ kind }) => kind === 'parallel')
    .flatMap((child) => [child, ...closedInside(child)]);
}

/** Transitions told beside a picture; over all pictures, every transition is told once. */
export function transitionsOf(
  { scope, nodes }: PictureScope,
  all: readonly TransitionSite[],
): readonly TransitionSite[] {
  const told = new Set<StateNode>([scope, ...nodes, ...nodes.flatMap(closedInside)]);
  return all.filter(({ source }) => told.has(source));
}

function idOf(node: StateNode): string {
  return `s_${node.path.join('_') || 'root'}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('&', '&amp;').replaceAll('"', '#quot;').replaceAll('<', '&lt;')}"`;
}

/** Draws one scope as a Mermaid flowchart. */
class Drawing {
  private readonly lines: string[] = [];
  private readonly edges = new Map<string, { readonly arrow: string; readonly labels: string[] }>();
  private readonly drawn: ReadonlySet<StateNode>;
  private readonly classes = new Map<string, StateNode[]>();
  private readonly anywhere = new Set<StateNode>();
  private readonly outside = new Map<string, string>();

  constructor(
    private readonly picture: PictureScope,
    private readonly subject: PageSubject,
    private readonly chart: Statechart,
    private readonly label: (site: TransitionSite) => string,
  ) {
    this.drawn = new Set(picture.nodes);
  }

  draw(sites: readonly TransitionSite[]): readonly string[] {
    for (const site of sites) this.addEdges(site);
    this.start(this.picture.scope, '  ');
    for (const child of this.picture.scope.children) this.node(child, '  ');
    for (const [id, name] of this.outside) this.lines.push(`  ${id}[/${quoted(name)}/]`);
    for (const [ends, { arrow, labels }] of this.edges) {
      const [from, to] = ends.split(' ');
      const text = labels.map((each) => quoted(each).slice(1, -1)).join('<br/>');
      this.lines.push(`  ${from} ${arrow}|"${text}"| ${to}`);
    }
    return ['```mermaid', 'flowchart TD', ...this.lines, ...this.colours(), '```'];
  }

  private start(scope: StateNode, indent: string): void {
    const first = initialChild(scope);
    if (!first) return;
    const id = `start_${idOf(scope)}`;
    this.lines.push(`${indent}${id}((" "))`);
    this.lines.push(`${indent}${id} --> ${idOf(first)}`);
  }

  private node(node: StateNode, indent: string): void {
    const isOpen = node.children.length > 0 && node.kind !== 'parallel';
    if (isOpen) {
      this.lines.push(`${indent}subgraph ${idOf(node)} [${quoted(stateName(node))}]`);
      if (this.anywhere.has(node)) this.lines.push(`${indent}  any_${idOf(node)}(["jederzeit"])`);
      this.start(node, `${indent}  `);
      for (const child of node.children) this.node(child, `${indent}  `);
      this.lines.push(`${indent}end`);
      return;
    }
    const owner = ownerOfState(node, this.subject.vocabulary);
    const name = quoted(stateName(node)).slice(1, -1);
    const text = owner === '' ? `"${name}"` : `"${name}<br/><i>${quoted(owner).slice(1, -1)}</i>"`;
    const shapes = { final: `([${text}])`, history: '(("H"))', parallel: `[[${text}]]`, other: `[${text}]` };
    const kind = node.kind === 'atomic' || node.kind === 'compound' ? 'other' : node.kind;
    this.lines.push(`${indent}${idOf(node)}${shapes[kind]}`);
    const code = node.kind === 'final' ? undefined : ownerOf(node);
    if (code !== undefined) this.classes.set(code, [...(this.classes.get(code) ?? []), node]);
  }

  private addEdges(site: TransitionSite): void {
    const targets = targetsOf(site.definition).map((each) => resolveTarget(this.chart, site.source, each));
    const arrow = site.trigger === 'event' ? '-->' : '-.->';
    for (const target of targets) {
      if (!target) continue;
      const key = `${this.sourceId(site.source, target)} ${this.targetId(target)}`;
      const edge = this.edges.get(key);
      const label = this.label(site);
      if (edge && !edge.labels.includes(label)) edge.labels.push(label);
      if (!edge) this.edges.set(key, { arrow, labels: [label] });
    }
  }

  /** Mermaid draws no arrow from a frame into itself, so such arrows begin at a sign inside it. */
  private sourceId(source: StateNode, target: StateNode): string {
    if (source === this.picture.scope) {
      this.outside.set(`any_${idOf(source)}`, 'jederzeit');
      return `any_${idOf(source)}`;
    }
    const shown = this.shown(source) ?? source;
    const isFrame = shown.kind === 'compound';
    if (!isFrame || (target !== shown && !isBelow(target, shown))) return idOf(shown);
    this.anywhere.add(shown);
    return `any_${idOf(shown)}`;
  }

  /** The state itself, or the closed parallel state it lies in; `undefined` outside of this picture. */
  private shown(node: StateNode): StateNode | undefined {
    return withAncestors(node).find((each) => this.drawn.has(each));
  }

  private targetId(target: StateNode): string {
    const shown = this.shown(target);
    if (shown) return idOf(shown);
    this.outside.set(`out_${idOf(target)}`, `→ ${statePathName(target)}`);
    return `out_${idOf(target)}`;
  }

  private colours(): readonly string[] {
    return [...this.classes].flatMap(([code, nodes], index) => [
      `  classDef c_${code} fill:${COLOURS[index % COLOURS.length]},stroke:#334155,color:#000`,
      `  class ${nodes.map(idOf).join(',')} c_${code}`,
    ]);
  }
}

/**
 * A picture as a fenced Mermaid block, which GitHub draws.
 *
 * @param sites Transitions to draw; those that lead out end at a sign with the name of the state.
 * @param label Text on an arrow.
 */
export function drawPicture(
  picture: PictureScope,
  sites: readonly TransitionSite[],
  subject: PageSubject,
  chart: Statechart,
  label: (site: TransitionSite) => string,
): readonly string[] {
  return new Drawing(picture, subject, chart, label).draw(sites);
}
