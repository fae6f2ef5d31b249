import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import type { ProcessDefinition } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { isLeaf, ownerOf, statechartOf, type StateNode } from '../domain/statechart.js';
import { allTransitions } from '../domain/transitions.js';
import { shifted, type Arrow, type Box, type OwnerGroup, type Picture } from './picture.js';
import { scopeGraph, type Drawn, type ScopeGraph } from './scope-graph.js';
import { blockSize, linesOf } from './text-block.js';
import { ownerName, ownerOfState, stateName, statePathName } from './words.js';

/** A part of a picture with its own corner. */
interface Part extends Pick<Picture, 'boxes' | 'arrows'> {
  readonly width: number;
  readonly height: number;
}

/** Space around the regions of a parallel state. */
const GAP = 18;

/** How much wider than high a group of regions should be. */
const ASPECT = 1.3;

let loaded: Promise<ELK> | undefined;

/** The layout engine is large, so it is loaded with the first picture. */
function engine(): Promise<ELK> {
  loaded ??= import('elkjs/lib/elk.bundled.js').then((module) => new module.default.default());
  return loaded;
}

/** Places of everything ELK laid out; coordinates are those of the scope. */
function placed(laidOut: ElkNode, { boxes, arrows }: ScopeGraph): Part {
  const outside = { width: laidOut.width ?? 0, height: laidOut.height ?? 0 };
  const nodes = (parent: ElkNode): readonly ElkNode[] =>
    (parent.children ?? []).flatMap((child) => [child, ...nodes(child)]);
  const placedBoxes = nodes(laidOut).flatMap((node): Box[] => {
    const box = boxes.get(node.id);
    const { x = 0, y = 0, width = 0, height = 0 } = node;
    return box ? [{ ...box, x, y, width, height }] : [];
  });
  const placedArrows = (laidOut.edges ?? []).flatMap((edge): Arrow[] => {
    const arrow = arrows.get(edge.id);
    const [section] = edge.sections ?? [];
    if (!arrow || !section) return [];
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    const [label] = edge.labels ?? [];
    const { transitions, automatic, lines } = arrow;
    const at = label && {
      x: label.x ?? 0,
      y: label.y ?? 0,
      width: label.width ?? 0,
      height: label.height ?? 0,
    };
    return [{ transitions, automatic, points, ...(at ? { label: { ...at, lines } } : {}) }];
  });
  return { ...outside, boxes: placedBoxes, arrows: placedArrows };
}

/** Lays out scopes, the innermost first; each once, for the whole picture and for its own. */
class Layout {
  private readonly known = new Map<StateNode, Part>();

  constructor(
    private readonly drawn: Drawn,
    private readonly elk: ELK,
  ) {}

  async scope(scope: StateNode): Promise<Part> {
    const known = this.known.get(scope);
    if (known) return known;
    const part = scope.kind === 'parallel' ? await this.regions(scope) : await this.states(scope);
    this.known.set(scope, part);
    return part;
  }

  private async states(scope: StateNode): Promise<Part> {
    const closed = parallelInside(scope);
    const inner = new Map<StateNode, Part>();
    for (const node of closed) inner.set(node, await this.regions(node));
    const graph = scopeGraph(scope, this.drawn, inner);
    const part = placed(await this.elk.layout(graph.root), graph);
    return { ...part, ...withInner(part, inner) };
  }

  /** The regions of a parallel state side by side, each in a box with its name. */
  private async regions(parallel: StateNode): Promise<Part> {
    const parts: Part[] = [];
    for (const region of parallel.children) parts.push(await this.region(region));
    return arranged(parts);
  }

  private async region(region: StateNode): Promise<Part> {
    const owner = region.children.length > 0 ? '' : ownerOfState(region, this.drawn.vocabulary);
    const lines = [...linesOf(stateName(region), 'title', 320), ...linesOf(owner, 'owner', 320)];
    const head = blockSize(lines);
    const inside = await this.insideOf(region);
    const top = head.height + GAP;
    const width = Math.max(inside.width, head.width + 2 * GAP);
    const box: Box = {
      shape: 'region',
      stateId: region.id,
      lines,
      x: 0,
      y: 0,
      width,
      height: top + inside.height,
    };
    const moved = shifted(inside, { x: (width - inside.width) / 2, y: top });
    return { width, height: box.height, boxes: [box, ...moved.boxes], arrows: moved.arrows };
  }

  private async insideOf(region: StateNode): Promise<Part> {
    if (region.children.length === 0) return { width: 0, height: 0, boxes: [], arrows: [] };
    return this.scope(region);
  }
}

/** Parallel states drawn in a scope; what is inside them has scopes of its own. */
function parallelInside(scope: StateNode): readonly StateNode[] {
  return scope.children.flatMap((child) => (child.kind === 'parallel' ? [child] : parallelInside(child)));
}

/** Puts the regions into the boxes that were kept free for them, at the lower end. */
function withInner(part: Part, inner: ReadonlyMap<StateNode, Part>): Pick<Part, 'boxes' | 'arrows'> {
  const moved = [...inner].flatMap(([node, content]) => {
    const box = part.boxes.find(({ stateId }) => stateId === node.id);
    if (!box) return [];
    const at = { x: box.x + (box.width - content.width) / 2, y: box.y + box.height - content.height };
    return [shifted(content, at)];
  });
  return {
    boxes: [...part.boxes, ...moved.flatMap(({ boxes }) => boxes)],
    arrows: [...part.arrows, ...moved.flatMap(({ arrows }) => arrows)],
  };
}

/** Parts in columns, each under the shortest so far; as many columns as come nearest to the wanted shape. */
function arranged(parts: readonly Part[]): Part {
  const options = parts.map((_, index) => inColumns(parts, index + 1));
  const distance = ({ width, height }: Part) => Math.abs(Math.log(width / Math.max(height, 1) / ASPECT));
  return options.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

function inColumns(parts: readonly Part[], count: number): Part {
  const columns = Array.from({ length: count }, () => ({
    height: GAP,
    parts: [] as { part: Part; y: number }[],
  }));
  for (const part of parts) {
    const shortest = columns.reduce((low, each) => (each.height < low.height ? each : low));
    shortest.parts.push({ part, y: shortest.height });
    shortest.height += part.height + GAP;
  }
  let x = GAP;
  const moved: Part[] = [];
  for (const column of columns) {
    for (const { part, y } of column.parts) moved.push(shifted(part, { x, y }));
    x += Math.max(...column.parts.map(({ part }) => part.width)) + GAP;
  }
  return {
    width: x,
    height: Math.max(...columns.map(({ height }) => height)),
    boxes: moved.flatMap(({ boxes }) => boxes),
    arrows: moved.flatMap(({ arrows }) => arrows),
  };
}

/** Bodies that must act somewhere in the picture, in the order of appearance, with their states. */
function ownersIn(boxes: readonly Box[], { chart, vocabulary }: Drawn): readonly OwnerGroup[] {
  const groups = new Map<string, string[]>();
  for (const { shape, stateId = '' } of boxes) {
    const node = chart.byId.get(stateId);
    const code = node && ownerOf(node);
    if (shape !== 'state' || !node || code === undefined) continue;
    groups.set(code, [...(groups.get(code) ?? []), stateName(node)]);
  }
  const all = [...new Set(chart.nodes.filter(isLeaf).flatMap((node) => ownerOf(node) ?? []))];
  return [...groups].map(([code, states]) => ({
    code,
    label: ownerName(code, vocabulary),
    index: all.indexOf(code),
    states,
  }));
}

/** Lays out one process and regions of it. */
export class PictureMaker {
  private constructor(
    private readonly drawn: Drawn,
    private readonly layout: Layout,
  ) {}

  /**
   * Gets ready; the first time, the layout engine is loaded.
   *
   * @param hasMarks Leaves room in every state for the marks of a running process.
   */
  static async of(
    definition: ProcessDefinition,
    vocabulary: Vocabulary,
    hasMarks = false,
  ): Promise<PictureMaker> {
    const chart = statechartOf(definition.machine);
    const drawn: Drawn = { definition, vocabulary, chart, numbers: transitionNumbers(definition), hasMarks };
    return new PictureMaker(drawn, new Layout(drawn, await engine()));
  }

  /**
   * The same definition gives the same picture, whatever was drawn before.
   *
   * @param scopeId Id of the state whose inside is drawn; absent: the whole process.
   * @throws {RangeError} there is no such state, or nothing inside it.
   */
  async picture(scopeId: string = this.drawn.chart.root.id): Promise<Picture> {
    const { definition, chart } = this.drawn;
    const scope = chart.byId.get(scopeId);
    if (!scope || scope.children.length === 0) throw new RangeError(`Nothing to draw in ${scopeId}`);
    const { width, height, boxes, arrows } = await this.layout.scope(scope);
    const owners = ownersIn(boxes, this.drawn);
    const name = scope.parent ? `${definition.title.de}: ${statePathName(scope)}` : definition.title.de;
    const states = boxes.filter(({ shape }) => shape === 'state' || shape === 'final').length;
    const title = `${name}, Fassung\u00a0${definition.version}`;
    const description = `Ablauf mit ${states} Zuständen. Am Zug sind: ${owners.map(({ label }) => label).join(', ')}. Alle Schritte stehen auch in der Tabelle der Seite.`;
    return { width, height, title, description, boxes, arrows, owners };
  }
}

/** Lays out a process for the marks of a running one. @throws {RangeError} it has no states. */
export async function layOutForMarks(
  definition: ProcessDefinition,
  vocabulary: Vocabulary,
): Promise<Picture> {
  return (await PictureMaker.of(definition, vocabulary, true)).picture();
}

/** Numbers of all transitions in document order, from 1, by id. */
export function transitionNumbers(definition: ProcessDefinition): ReadonlyMap<string, number> {
  const all = allTransitions(statechartOf(definition.machine));
  return new Map(all.map(({ id }, index) => [id, index + 1]));
}
