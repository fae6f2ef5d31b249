// Scores a plan by the constraint set of the published instances, from the instance alone; agrees with the model's own
// explanation (the bench compares them) and knows besides what the model cannot do: leaving the day or the horizon.

/** Hard, medium and soft of a list of { meeting, start, room }; 0 is perfect. */
export function scorePublished(instance, assignments) {
  const days = instance.grainsPerDay.flatMap((grains, day) => Array.from({ length: grains }, () => day));
  const rooms = new Map(instance.rooms.map((room) => [room.id, room]));
  const places = new Map(assignments.map((one) => [one.meeting, one]));
  const placed = instance.meetings.map((meeting) => {
    const { start, room } = places.get(meeting.id);
    return { meeting, start, end: start + meeting.grains, room: rooms.get(room) };
  });
  const score = { hard: 0, medium: 0, soft: 0 };
  for (const one of placed) scoreAlone(instance, days, one, score);
  for (let a = 0; a < placed.length; a += 1) {
    for (let b = a + 1; b < placed.length; b += 1) scorePair(placed[a], placed[b], score);
  }
  return score;
}

function scoreAlone(instance, days, { meeting, start, end, room }, score) {
  const last = end - 1;
  if (last >= days.length) score.hard -= last;
  else if (days[last] !== days[start]) score.hard -= 1;
  score.hard -= Math.max(0, meeting.required.length + meeting.preferred.length - room.capacity);
  score.soft -= last;
  for (const other of instance.rooms) score.soft -= Math.max(0, other.capacity - room.capacity);
}

const common = (a, b) => a.filter((person) => b.includes(person)).length;

function scorePair(a, b, score) {
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const required = common(a.meeting.required, b.meeting.required);
  const mixed =
    common(a.meeting.required, b.meeting.preferred) + common(a.meeting.preferred, b.meeting.required);
  const wished = common(a.meeting.preferred, b.meeting.preferred);
  if (overlap > 0) {
    score.hard -= overlap * (required + (a.room === b.room ? 1 : 0));
    score.medium -= overlap * (mixed + wished);
    score.soft -= 10 * overlap;
  }
  if (overlap === 0) score.soft -= 100;
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  if (a.room !== b.room && first.start < second.start && second.start - first.end <= 2) {
    score.soft -= required + mixed + wished;
  }
}
