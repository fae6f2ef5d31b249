/** A process as drawn: boxes and arrows with their places in pixels, from the upper left. Plain data; can be kept. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  /** From outside in. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Owners in the order of appearance, for colours and legend. */
  readonly owners: readonly OwnerGroup[];
}

/** States that wait for the same body. */
export interface OwnerGroup {
  readonly code: string;
  readonly label: string;
  /** Place among all owners of the process: the same colour in every picture of it. */
  readonly index: number;
  /** German names of its states. */
  readonly states: readonly string[];
}

/**
 * `frame`: a state with states inside; `parallel`: its parts run at the same time; `region`: one of these parts;
 * `anywhere`: where transitions of a whole frame begin; `jump`: an arrow goes on outside of this part.
 */
export type BoxShape =
  'state' | 'final' | 'frame' | 'parallel' | 'region' | 'history' | 'start' | 'anywhere' | 'jump';

/** How a line of text is set. */
export type LineStyle = 'title' | 'owner' | 'inner' | 'arrow';

/** One line of text; `clock`: stands behind the sign of a deadline. */
export interface TextLine {
  readonly text: string;
  readonly style: LineStyle;
  readonly clock?: boolean;
}

/** Something with a border. */
export interface Box {
  readonly shape: BoxShape;
  /** State it stands for; none for starts, jumps and the places «jederzeit». */
  readonly stateId?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Owner code, for the colour. */
  readonly owner?: string;
  readonly lines: readonly TextLine[];
  /** Height kept free at the lower end for what is marked of a running process. */
  readonly markRoom?: number;
  /** Transitions told inside, because they lead nowhere else. */
  readonly transitions?: readonly string[];
}

/** A corner of an arrow. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One or several transitions between the same two places. */
export interface Arrow {
  /** Ids of transitions; empty for the arrow of an initial state. */
  readonly transitions: readonly string[];
  /** Goes by itself: condition, expiry, completion. */
  readonly automatic: boolean;
  readonly points: readonly Point[];
  readonly label?: Label;
}

/** Text at an arrow. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TextLine[];
}

/** The same boxes and arrows at another place. */
export function shifted<T extends Pick<Picture, 'boxes' | 'arrows'>>(part: T, by: Point): T {
  const at = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  const boxes = part.boxes.map((box) => ({ ...box, ...at(box) }));
  const arrows = part.arrows.map((arrow) => ({
    ...arrow,
    points: arrow.points.map(at),
    ...(arrow.label ? { label: { ...arrow.label, ...at(arrow.label) } } : {}),
  }));
  return { ...part, boxes, arrows };
}
