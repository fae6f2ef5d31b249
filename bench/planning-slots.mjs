// Measures the best slots of one conference: 15 people over 8 weeks, with calendars three fifths full; then the whole query
// from tables, with hours, absences, foreign appointments, 120 other conferences and the ways between their rooms.
// Usage: npm run bench:planning-slots [-- --rounds 9] [--pure]
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { bestSlots } from '../dist/src/conferences/planning/best-slots.js';
import { Random } from '../dist/src/conferences/planning/random.js';
import { conferenceWeights } from '../dist/src/conferences/planning/weights.js';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, pure: { type: 'boolean', default: false } },
});
const LIMIT_MS = 300;
const GRAINS = 36;
/** Part of the time at which everybody is busy so that no date is left. */
const FULL = 0.95;
const random = new Random(1);

const days = Array.from({ length: 56 }, (_, day) => new Date(Date.UTC(2027, 2, 1 + day)))
  .filter((date) => date.getUTCDay() % 6 !== 0)
  .map((date) => ({ date: date.toISOString().slice(0, 10), grains: GRAINS }));
const appointments = (part) =>
  days.flatMap((_, day) =>
    Array.from({ length: GRAINS / 4 }, (__, slot) => day * GRAINS + slot * 4)
      .filter(() => random.unit() < part)
      .map((from) => ({ from, until: from + 4 })),
  );
const rooms = [
  { id: 'hall', capacity: 20, accessible: true, place: 'Detmold' },
  { id: 'office', capacity: 16, accessible: true, place: 'Lemgo', closed: appointments(0.3) },
  { id: 'video', capacity: 60, video: true },
];
const ids = Array.from({ length: 15 }, (_, index) => `person-${index}`);

function problemWith(part) {
  return {
    days,
    rooms,
    people: ids.map((id) => ({ id, busy: appointments(part) })),
    meetings: [{ id: 'conference', grains: 4, required: ids.slice(0, 8), optional: ids.slice(8) }],
    travel: [{ from: 'Detmold', to: 'Lemgo', grains: 2 }],
    bufferGrains: 1,
    weights: conferenceWeights,
  };
}

const medianOf = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

/** Runs a search as often as asked for and prints how long it took; @param part What a part of it took this time. */
async function measure(label, search, part) {
  const rounds = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const startedAt = performance.now();
    const found = await search();
    if (!found.ok) throw new Error(found.error.code);
    rounds.push({ ms: performance.now() - startedAt, part: part?.(), found: found.value });
  }
  const [first] = rounds;
  const median = medianOf(rounds.map(({ ms }) => ms));
  const parts =
    part === undefined
      ? ''
      : ` · reading ${medianOf(rounds.map((one) => one.part)).toFixed(0)} ms, search and the rest ${medianOf(rounds.map((one) => one.ms - one.part)).toFixed(0)} ms`;
  const answer = `${first.found.slots.length} slots, ${first.found.relaxations.length} relaxations`;
  console.log(
    `${label}: ${answer} · first ${first.ms.toFixed(0)} ms, median ${median.toFixed(0)} ms, limit ${LIMIT_MS} ms, ratio ${(median / LIMIT_MS).toFixed(2)}${parts}`,
  );
}

for (const [label, part] of [
  ['search alone, slots', 0.3],
  ['search alone, nothing fits', FULL],
]) {
  const problem = problemWith(part);
  await measure(label, () => bestSlots(problem, { meetings: [] }, 'conference', 5));
}

/** Notes how long the reading of each query takes. */
function readingTimes(inputs) {
  const gather = inputs.gather.bind(inputs);
  let last = 0;
  inputs.gather = async (...question) => {
    const startedAt = performance.now();
    const input = await gather(...question);
    last = performance.now() - startedAt;
    return input;
  };
  return () => last;
}

/** The whole query, as the convener asks it. */
async function measureTables() {
  const { Installation } = await import('./engine/installation.mjs');
  const installation = await Installation.start();
  const { dist } = await import('./engine/paths.mjs');
  const { principal, REGION } = await import('./row-security/world.mjs');
  const { startWithCases } = await import('./row-security/application.mjs');
  const { writeCalendars } = await import('./planning-slots/tables.mjs');
  const { UnitOfWork } = await dist('src/platform/index.js');
  const { BestConferenceSlots } = await dist('src/conferences/index.js');
  const { SlotInputs } = await dist('src/conferences/calendar-planning/application/slot-inputs.js');
  try {
    const { app } = await startWithCases(installation, 1);
    const convener = await principal(app, 0);
    const place = { region: REGION, unitId: convener.grants[0].unitId, staffId: convener.staffId };
    const monday = new Date(Date.now() + 7 * 86_400_000);
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
    monday.setUTCHours(0, 0, 0, 0);
    const reading = readingTimes(app.get(SlotInputs));
    const sql = (text, values) => installation.sql(text, values);
    for (const [label, part] of [
      ['whole query, slots', 0.08],
      ['whole query, nothing fits', FULL],
    ]) {
      const conferenceId = await writeCalendars(sql, place, monday.toISOString(), part);
      const question = { conferenceId, count: 5 };
      const find = () =>
        app.get(UnitOfWork).run(convener, (tx) => app.get(BestConferenceSlots).find(tx, question));
      await measure(label, find, reading);
    }
    await app.close();
  } finally {
    await installation.stop();
  }
}

if (!options.pure) await measureTables();
