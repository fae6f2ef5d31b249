import type { ElkNode } from 'elkjs/lib/elk-api.js';
import {
  initialChild,
  isBelow,
  isLeaf,
  resolveTarget,
  withAncestors,
  type Statechart,
  type StateNode,
} from '../domain/statechart.js';
import { targetsOf, transitionsFrom, type TransitionSite } from '../domain/transitions.js';
import { arrowOf, edgeOf, type Bundle, type UnplacedArrow } from './arrow-bundle.js';
import { closedInside } from './picture-scopes.js';
import type { Box, BoxShape, TextLine } from './picture.js';
import { blockSize, linesOf } from './text-block.js';
import { arrowText } from './transition-words.js';
import { ownerOfState, stateName, statePathName, type PageSubject } from './words.js';

/** What a picture is made from. */
export interface Drawn extends PageSubject {
  readonly chart: Statechart;
  /** Number of every transition in the table of the page, by id. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Leaves room for the marks of a running process. */
  readonly hasMarks: boolean;
}

/** A box without its place. */
export type UnplacedBox = Omit<Box, 'x' | 'y' | 'width' | 'height'>;

/** One part to lay out: everything below `scope`, parallel states closed. */
export interface ScopeGraph {
  readonly root: ElkNode;
  readonly boxes: ReadonlyMap<string, UnplacedBox>;
  readonly arrows: ReadonlyMap<string, UnplacedArrow>;
}

/** Size of what stands inside a parallel state, found before. */
export type InnerSizes = ReadonlyMap<StateNode, { readonly width: number; readonly height: number }>;

/** Widest text in a box and at an arrow. */
const LIMIT = { box: 190, frame: 320 };

/** Room for a mark: `hier: 12, 14 · 01.09.2026`. */
const MARK = { width: 150, height: 20 };

/** Space between border and text. */
const PADDING = { x: 14, y: 9 };

const LAYOUT = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.labelNode': '8',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
};

/** Builds the graph of one scope. */
class Builder {
  private readonly boxes = new Map<string, UnplacedBox>();
  private readonly bundles = new Map<string, Bundle>();
  private readonly shown = new Set<StateNode>();
  private readonly loose: ElkNode[] = [];
  /** Nodes ELK knows, so that more can be put into a frame afterwards. */
  private readonly frames = new Map<StateNode, ElkNode>();

  constructor(
    private readonly scope: StateNode,
    private readonly drawn: Drawn,
    private readonly sizes: InnerSizes,
  ) {}

  build(): ScopeGraph {
    const children = this.inside(this.scope);
    const sources = [this.scope, ...this.shown, ...[...this.shown].flatMap(closedInside)];
    for (const node of sources) for (const site of transitionsFrom(node)) this.transition(site);
    const arrows = new Map([...this.bundles].map(([id, bundle]) => [id, arrowOf(bundle)]));
    const edges = [...this.bundles].map(([id, bundle]) => edgeOf(id, bundle, arrows.get(id)?.lines ?? []));
    const root: ElkNode = {
      id: 'root',
      layoutOptions: LAYOUT,
      children: [...children, ...this.loose],
      edges,
    };
    return { root, boxes: this.boxes, arrows };
  }

  private inside(parent: StateNode): ElkNode[] {
    const first = initialChild(parent);
    const children = parent.children.map((child) => this.node(child));
    if (!first) return children;
    const id = `start ${parent.id}`;
    this.boxes.set(id, { shape: 'start', lines: [] });
    this.arrow(id, first.id, true, '');
    return [{ id, width: 16, height: 16 }, ...children];
  }

  private node(node: StateNode): ElkNode {
    this.shown.add(node);
    const lines = this.linesOf(node);
    const shape = shapeOf(node);
    const owner = this.ownerOf(node);
    this.boxes.set(node.id, {
      shape,
      stateId: node.id,
      lines,
      ...(owner ? { owner } : {}),
      ...this.inner(node),
    });
    if (shape === 'history') return { id: node.id, width: 34, height: 34 };
    const text = blockSize(lines);
    const size = { width: text.width + 2 * PADDING.x, height: text.height + 2 * PADDING.y };
    if (shape === 'frame') return this.frame(node, size);
    const inner = this.sizes.get(node) ?? { width: 0, height: 0 };
    const extra = shape === 'final' ? 8 : 0;
    const mark = this.isMarked(node) ? MARK : { width: 0, height: 0 };
    return {
      id: node.id,
      width: Math.max(inner.width, size.width, mark.width) + extra,
      height: size.height + inner.height + mark.height + extra,
    };
  }

  private isMarked(node: StateNode): boolean {
    return this.drawn.hasMarks && isLeaf(node);
  }

  private frame(node: StateNode, head: { readonly width: number; readonly height: number }): ElkNode {
    const frame: ElkNode = {
      id: node.id,
      children: this.inside(node),
      layoutOptions: {
        'elk.padding': `[top=${head.height + 8},left=16,bottom=16,right=16]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${head.width},${head.height + 30})`,
      },
    };
    this.frames.set(node, frame);
    return frame;
  }

  private ownerOf(node: StateNode): string | undefined {
    if (node.kind === 'final' || node.kind === 'history') return undefined;
    return withAncestors(node).find(({ definition }) => definition.meta?.owner)?.definition.meta?.owner;
  }

  private linesOf(node: StateNode): readonly TextLine[] {
    if (node.kind === 'history')
      return [{ text: node.definition.history === 'deep' ? 'H*' : 'H', style: 'title' }];
    const owner = ownerOfState(node, this.drawn.vocabulary);
    const limit = node.children.length > 0 ? LIMIT.frame : LIMIT.box;
    return [
      ...linesOf(stateName(node), 'title', limit),
      ...linesOf(node.kind === 'compound' ? '' : owner, 'owner', limit),
      ...this.staying(node).flatMap((site) =>
        linesOf(`↻ ${this.text(site)}`, 'inner', LIMIT.box, site.trigger === 'after'),
      ),
    ];
  }

  private inner(node: StateNode): Pick<Box, 'transitions' | 'markRoom'> {
    const ids = this.staying(node).map(({ id }) => id);
    const room = this.isMarked(node) ? { markRoom: MARK.height } : {};
    return ids.length > 0 ? { ...room, transitions: ids } : room;
  }

  /** Transitions that lead back to where they begin; told inside the box instead of by a loop. */
  private staying(node: StateNode): readonly TransitionSite[] {
    return transitionsFrom(node).filter((site) => this.targets(site).every((target) => target === node));
  }

  private targets(site: TransitionSite): readonly StateNode[] {
    return targetsOf(site.definition).flatMap(
      (name) => resolveTarget(this.drawn.chart, site.source, name) ?? [],
    );
  }

  private text(site: TransitionSite): string {
    const text = arrowText(site, this.drawn.numbers.get(site.id) ?? 0, this.drawn, this.drawn.chart);
    const isDrawnItself = site.source === this.scope || this.shown.has(site.source);
    return isDrawnItself ? text : `${stateName(site.source)}: ${text}`;
  }

  private transition(site: TransitionSite): void {
    if (site.source === this.scope && this.staying(this.scope).includes(site)) {
      this.anywhereInside(site);
      return;
    }
    for (const target of this.targets(site)) {
      if (target === site.source) continue;
      const to = this.placeOf(target);
      const from = this.sourceOf(site, target);
      if (from !== to) this.arrow(from, to, site.trigger !== 'event', this.text(site), site);
    }
  }

  /** Transitions of the whole scope that lead nowhere else stand in the box «jederzeit». */
  private anywhereInside(site: TransitionSite): void {
    const id = this.anywhere(this.scope);
    const box = this.boxes.get(id);
    const node = this.loose.find((each) => each.id === id);
    if (!box || !node) return;
    const lines = [...box.lines, ...linesOf(`↻ ${this.text(site)}`, 'inner', LIMIT.box)];
    this.boxes.set(id, { ...box, lines, transitions: [...(box.transitions ?? []), site.id] });
    const size = blockSize(lines);
    node.width = size.width + 2 * PADDING.x;
    node.height = size.height + 2 * PADDING.y;
  }

  /** A frame has no arrow into itself: such arrows begin at a sign inside it. */
  private sourceOf({ source }: TransitionSite, target: StateNode): string {
    if (source === this.scope) return this.anywhere(source);
    if (this.frames.has(source) && isBelow(target, source)) return this.anywhere(source);
    return withAncestors(source).find((each) => this.shown.has(each))?.id ?? source.id;
  }

  private anywhere(node: StateNode): string {
    const id = `anywhere ${node.id}`;
    if (this.boxes.has(id)) return id;
    const lines = linesOf('jederzeit', 'owner', LIMIT.box);
    const size = blockSize(lines);
    const elk = { id, width: size.width + 2 * PADDING.x, height: size.height + 2 * PADDING.y };
    this.boxes.set(id, { shape: 'anywhere', lines });
    const frame = this.frames.get(node);
    if (frame) frame.children?.push(elk);
    else this.loose.push(elk);
    return id;
  }

  /** Box in which a target lies: itself, a closed parallel state around it, or a sign that leads out. */
  private placeOf(target: StateNode): string {
    const inside = withAncestors(target).find((each) => this.shown.has(each));
    if (inside) return inside.id;
    const id = `jump ${target.id}`;
    if (!this.boxes.has(id)) {
      const lines = linesOf(`→ ${statePathName(target)}`, 'owner', LIMIT.box);
      const size = blockSize(lines);
      this.boxes.set(id, { shape: 'jump', lines });
      this.loose.push({ id, width: size.width + 2 * PADDING.x + 8, height: size.height + 2 * PADDING.y });
    }
    return id;
  }

  private arrow(from: string, to: string, automatic: boolean, text: string, site?: TransitionSite): void {
    const id = `${from} > ${to}${automatic ? ' (auto)' : ''}`;
    const bundle = this.bundles.get(id) ?? { from, to, automatic, transitions: [], texts: [] };
    this.bundles.set(id, bundle);
    if (site) bundle.transitions.push(site.id);
    const isTold = bundle.texts.some((told) => told.text === text);
    if (text !== '' && !isTold) bundle.texts.push({ text, clock: site?.trigger === 'after' });
  }
}

function shapeOf({ kind }: StateNode): BoxShape {
  if (kind === 'atomic') return 'state';
  return kind === 'compound' ? 'frame' : kind;
}

/** The graph of one scope: the whole process, or a region of a parallel state. */
export function scopeGraph(scope: StateNode, drawn: Drawn, sizes: InnerSizes): ScopeGraph {
  return new Builder(scope, drawn, sizes).build();
}
