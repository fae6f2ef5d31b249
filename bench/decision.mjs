// Measures one sharing decision in the process: the table alone, and with chain, grounds and declarations as at reading.
// Usage: npm run bench:decision [-- --rounds 5 --decisions 200000]
import { parseArgs } from 'node:util';
import { orgTypeCodes } from '../dist/src/directory/domain/organisation-types.js';
import { decideSharing } from '../dist/src/sharing/domain/decide-sharing.js';
import { decisionTable1 } from '../dist/src/sharing/domain/decision-table/1.js';
import { judgeDisclosure } from '../dist/src/sharing/domain/judge-disclosure.js';
import { itemCategories, sharingPurposeCodes } from '../dist/src/sharing/domain/sharing-codes.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    decisions: { type: 'string', default: '200000' },
  },
});
const rounds = Number(options.rounds);
const decisions = Number(options.decisions);
const LIMIT_MICROSECONDS = 20;
const ON = '2026-11-22';

/** The same questions in every round: all parties, categories and purposes in a mixed order. */
const pick = (list, number) => list[number % list.length];
const questions = Array.from({ length: 5_040 }, (_, number) => ({
  from: pick(orgTypeCodes, number * 7),
  to: pick(orgTypeCodes, number * 11 + 3),
  category: pick(itemCategories, number * 5),
  purpose: pick(sharingPurposeCodes, number * 3),
}));

const fact = (id) => ({
  id,
  discloserUnitId: 'giver',
  recipientUnitId: 'receiver',
  categories: itemCategories,
  purpose: 'CONF',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  state: 'GRANTED',
  warnedOfSection87: true,
});
const grounds = { consents: [fact('consent')], releases: [fact('release')] };

function decideOnce({ from, to, category, purpose }) {
  const input = { sourceType: from, recipientType: to, category, purpose, on: ON };
  return decideSharing(decisionTable1, input, grounds).row;
}

function judgeOnce({ from, to, category, purpose }) {
  const context = {
    table: decisionTable1,
    grounds,
    usedUp: new Set(),
    isProtected: false,
    unitTypes: new Map([
      ['giver', from],
      ['receiver', to],
    ]),
    on: ON,
  };
  const link = { controllerType: from, category, regime: 'DSGVO', secrecyOrigin: null, entrustedBy: null };
  const question = { chain: [link], fromUnitId: 'giver', toUnitId: 'receiver', purpose };
  return judgeDisclosure(context, question).decision.row;
}

/** Microseconds per call; the sum keeps the calls from being left out. */
function measure(work) {
  let sum = 0;
  const begin = performance.now();
  for (let number = 0; number < decisions; number += 1) sum += work(questions[number % questions.length]);
  const microseconds = ((performance.now() - begin) * 1_000) / decisions;
  if (sum < 0) throw new Error('Rows are numbers from 0 to 60');
  return microseconds;
}

const results = { decision: [], judgement: [] };
measure(decideOnce);
measure(judgeOnce);
for (let round = 0; round < rounds; round += 1) {
  results.decision.push(measure(decideOnce));
  results.judgement.push(measure(judgeOnce));
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
let isMissed = false;
for (const [name, values] of Object.entries(results)) {
  const reached = median(values);
  isMissed ||= reached > LIMIT_MICROSECONDS;
  console.log(
    `${name}: median ${reached.toFixed(2)} µs of ${rounds} rounds, at most ${LIMIT_MICROSECONDS} µs`,
  );
}
if (isMissed) process.exitCode = 1;
