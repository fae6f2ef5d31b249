import type { PlanProof, ProofState, Score, ScoreLevel } from '../../planning/index.js';

/** What is known of plans better than this one, German. */
export const proofWords: Readonly<Record<ProofState, string>> = {
  PROVED: 'Bewiesen: einen besseren Plan gibt es nicht',
  GAP: 'Nicht bewiesen: die Zeit hat nicht gereicht; so viel könnte ein anderer Plan höchstens besser sein',
  TOO_LARGE: 'Nicht bewiesen: für einen Beweis sind es zu viele Möglichkeiten',
  FAILED: 'Nicht bewiesen: der Beweis ist abgebrochen; der gefundene Plan gilt',
};

const LEVEL_WORDS: Readonly<Record<ScoreLevel, string>> = {
  hard: 'Durchführbarkeit',
  medium: 'Einberufende und Blöcke',
  soft: 'Wartezeit, Verteilung und Wünsche',
};

/** How much better a plan could be at most on one level. */
interface LevelGap {
  readonly level: ScoreLevel;
  /** German. */
  readonly label: string;
  /** No plan that is as good on the levels before scores better than this. */
  readonly bound: number;
  /** Points up to the bound; 0: nothing better. */
  readonly gap: number;
}

/** Gaps by level, hard first; levels of which nothing is known are left out. */
export function levelGaps({ bound }: PlanProof, score: Score): readonly LevelGap[] {
  const levels: readonly ScoreLevel[] = ['hard', 'medium', 'soft'];
  return levels.flatMap((level) => {
    const best = bound[level];
    return best === null ? [] : [{ level, label: LEVEL_WORDS[level], bound: best, gap: best - score[level] }];
  });
}
