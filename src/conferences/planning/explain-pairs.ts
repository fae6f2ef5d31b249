import type { Match, Placed } from './explain.js';
import type { PlanningProblem } from './model.js';

type Report = (match: Match) => void;

/** Reports what any two meetings cost each other. */
export function explainPairs(problem: PlanningProblem, placed: readonly Placed[], report: Report): void {
  placed.forEach((a, index) => {
    for (const b of placed.slice(index + 1)) {
      explainBlock(a, b, report);
      if (a.day === b.day || nightIsJoined(problem, a.day, b.day)) explainNeighbours(problem, a, b, report);
    }
  });
}

function nightIsJoined(problem: PlanningProblem, a: number, b: number): boolean {
  return Math.abs(a - b) === 1 && problem.days[Math.min(a, b)]?.joinsNext === true;
}

function explainBlock(a: Placed, b: Placed, report: Report): void {
  const together = a.meeting.block !== undefined && a.meeting.block === b.meeting.block;
  if (!together || a.day === b.day) return;
  report({ constraint: 'blockSplit', meetings: [a.meeting.id, b.meeting.id], people: [], units: 1 });
}

/** People who are in both lists; somebody who sits on two chairs counts twice. */
function shared(a: readonly string[], b: readonly string[]): readonly string[] {
  return a.flatMap((id) => b.filter((other) => other === id));
}

function explainNeighbours(problem: PlanningProblem, a: Placed, b: Placed, report: Report): void {
  const meetings = [a.meeting.id, b.meeting.id];
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const required = shared(a.required, b.required);
  const mixed = [...shared(a.required, b.optional), ...shared(a.optional, b.required)];
  const optional = shared(a.optional, b.optional);
  const each = (constraint: Match['constraint'], people: readonly string[], units: number): void => {
    for (const person of people) report({ constraint, meetings, people: [person], units });
  };
  if (overlap > 0) {
    const sameRoom = a.room.id === b.room.id && a.room.video !== true;
    report({ constraint: 'roomConflict', meetings, people: [], units: sameRoom ? overlap : 0 });
    report({ constraint: 'overlap', meetings, people: [], units: overlap });
    each('requiredConflict', required, overlap);
    each('requiredOptionalConflict', mixed, overlap);
    each('optionalConflict', optional, overlap);
  }
  if (overlap === 0) report({ constraint: 'noBreak', meetings, people: [], units: 1 });
  const gap = -overlap;
  if (a.room.id !== b.room.id && a.start !== b.start && gap <= (problem.stabilityGrains ?? 0)) {
    each('roomStability', [...required, ...mixed, ...optional], 1);
  }
  each('travel', required, travelGrains(problem, a, b) - Math.max(0, gap));
  if (gap >= 0) each('buffer', required, (problem.bufferGrains ?? 0) - gap);
  if (a.day === b.day) each('dayLoad', required, 1);
}

function travelGrains(problem: PlanningProblem, a: Placed, b: Placed): number {
  if (a.room.video === true || b.room.video === true || a.room.place === b.room.place) return 0;
  const way = problem.travel?.findLast(
    ({ from, to }) =>
      (from === a.room.place && to === b.room.place) || (to === a.room.place && from === b.room.place),
  );
  return way?.grains ?? 0;
}
