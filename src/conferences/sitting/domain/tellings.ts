import type { Timing } from './retime.js';
import type { BoxRow } from './sitting.js';

/** Kinds of hint to the chair about time. */
export const TELLING_CODES = ['BOX_RUNS_OVER', 'BOX_CUT', 'END_MOVES'] as const;
export type TellingCode = (typeof TELLING_CODES)[number];

/** What the chair is told about time. */
export interface Telling {
  readonly code: TellingCode;
  readonly boxKey: string | null;
  readonly seconds: number;
  /** German. */
  readonly sentence: string;
}

/** What the chair has to know: what runs over, what was cut for it, whether the end moves. */
export function tellingsOf(boxes: readonly BoxRow[], timing: Timing): readonly Telling[] {
  const about = timing.boxes.flatMap((timed): Telling[] => {
    const box = boxes.find(({ key }) => key === timed.key);
    if (!box || box.endedAt !== null) return [];
    const { key: boxKey, label } = box;
    const runsOver = box.startedAt !== null && timed.overSeconds > 0;
    return [
      ...(runsOver
        ? [telling('BOX_RUNS_OVER', boxKey, timed.overSeconds, (time) => `«${label}» läuft ${time} über.`)]
        : []),
      ...(timed.cutSeconds > 0
        ? [telling('BOX_CUT', boxKey, timed.cutSeconds, (time) => `«${label}» ist um ${time} gekürzt.`)]
        : []),
    ];
  });
  if (timing.endMovesSeconds === 0) return about;
  const moves = telling(
    'END_MOVES',
    null,
    timing.endMovesSeconds,
    (time) => `Das Ende verschiebt sich um ${time}.`,
  );
  return [...about, moves];
}

function telling(
  code: TellingCode,
  boxKey: string | null,
  seconds: number,
  say: (time: string) => string,
): Telling {
  return { code, boxKey, seconds, sentence: say(inWords(seconds)) };
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 Sekunde' : `${seconds} Sekunden`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? '1 Minute' : `${minutes} Minuten`;
}
