// Plans published instances of meeting scheduling and prints the scores next to a reference.
// Usage: npm run bench:planning [-- --seconds 10 --seeds 3 --instances 50,200,800 | --file instance.json]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explain } from '../dist/src/conferences/planning/explain.js';
import { Planner } from '../dist/src/conferences/planning/planner.js';
import { toAssignments, toProblem } from './planning/adapter.mjs';
import { scorePublished } from './planning/scorer.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '3' },
    instances: { type: 'string', default: '50,200,800' },
    file: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const seeds = Number(options.seeds);

/** A tuned C++ annealing on one core; hard, medium, soft. */
const REFERENCE = {
  50: { 10: '0/-136/-8318', 60: '0/-136/-8036', best: '0/-136/-7981' },
  200: { 10: '0/-59/-61071', 60: '0/-40/-60774', best: '0/-40/-59745' },
  800: { 10: '0/-16/-629917', 60: '0/0/-582609', best: '0/0/-538430' },
};

/** Processor time of this process in milliseconds: what else runs on the machine does not shorten the search. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const shown = ({ hard, medium, soft }) => [hard, medium, soft].map((level) => String(level + 0)).join('/');

/** Runs once and checks the score three ways: as the search kept it, explained by the model, and by the published rules. */
function run(instance, seed) {
  const problem = toProblem(instance);
  const begun = Planner.begin(problem, { milliseconds: seconds * 1000 }, seed, processorTime());
  if (!begun.ok) throw new Error(begun.error.code);
  const planner = begun.value;
  while (planner.step(processorTime()));
  const { score, moves } = planner.progress(processorTime());
  const plan = planner.best();
  const published = scorePublished(instance, toAssignments(plan));
  for (const other of [published, explain(problem, plan).score]) {
    if (shown(other) !== shown(score)) throw new Error(`scores differ: ${shown(other)} and ${shown(score)}`);
  }
  return { score, moves };
}

const better = (a, b) =>
  b.score.hard - a.score.hard || b.score.medium - a.score.medium || b.score.soft - a.score.soft;
const files = options.file
  ? [options.file]
  : options.instances.split(',').map((name) => new URL(`planning/instances/${name}.json`, import.meta.url));

for (const file of files) {
  const instance = JSON.parse(readFileSync(file, 'utf8'));
  const runs = Array.from({ length: seeds }, (_, index) => run(instance, index + 1)).sort(better);
  const median = runs[Math.floor(runs.length / 2)];
  const moves = runs.reduce((sum, one) => sum + one.moves, 0) / runs.length / seconds / 1e6;
  const reference = options.file ? undefined : REFERENCE[instance.meetings.length];
  console.log(
    [
      `${instance.meetings.length} meetings, ${seconds} s`,
      `median ${shown(median.score)}`,
      `all ${runs.map((one) => shown(one.score)).join(' ')}`,
      `${moves.toFixed(1)} million moves/s`,
      `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      ...(reference ? [`reference ${reference[seconds] ?? '–'}, best known ${reference.best}`] : []),
    ].join(' · '),
  );
}
