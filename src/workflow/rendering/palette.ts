import type { OwnerGroup } from './picture.js';

/** Fill and border of one owner. */
export interface OwnerColour {
  readonly fill: string;
  readonly border: string;
}

/** Text, lines and ground; text on any fill below has a contrast of at least 7 : 1, borders on white 4.5 : 1. */
export const INK = {
  text: '#1a1a1a',
  line: '#3d4551',
  ground: '#ffffff',
  frame: '#f4f6f8',
  /** Where a running process stands, and the way it took. */
  present: '#0b3d91',
  presentText: '#ffffff',
} as const;

/** Colours in the order in which owners appear; beside them the owner is always written out. */
const COLOURS: readonly OwnerColour[] = [
  { fill: '#dbe9fb', border: '#1f5fa8' },
  { fill: '#dcf3e0', border: '#1e7038' },
  { fill: '#fdf0c8', border: '#866100' },
  { fill: '#f3e3fa', border: '#7a3a97' },
  { fill: '#fde3d3', border: '#a3470f' },
  { fill: '#d6f1f1', border: '#0c6b70' },
  { fill: '#fbdfe6', border: '#a32a50' },
  { fill: '#e6e9d3', border: '#5c6417' },
  { fill: '#e4e2f7', border: '#4d47a0' },
  { fill: '#ece4dc', border: '#6e5135' },
  { fill: '#eef7c6', border: '#5a6a00' },
  { fill: '#e9ecef', border: '#4b5563' },
  { fill: '#fbd9f3', border: '#97227c' },
  { fill: '#cfeafc', border: '#00618f' },
];

/** States in which nobody is named. */
const NOBODY: OwnerColour = { fill: '#ffffff', border: INK.line };

/** Colour of every owner of a picture. */
export function colourOf(owners: readonly OwnerGroup[]): (code: string | undefined) => OwnerColour {
  const colours = new Map(owners.map(({ code, index }) => [code, COLOURS[index % COLOURS.length]]));
  return (code) => (code === undefined ? undefined : colours.get(code)) ?? NOBODY;
}
