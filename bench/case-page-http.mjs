// Compares the page of a case as a user gets it, through authenticated GraphQL with everything that protects it, with the
// same page from the same GraphQL engine that protects nothing (see case-page/plain.mjs).
// Usage: npm run bench:case-page-http [-- --cases 100000 --rounds 15 --pages 20]
import { parseArgs } from 'node:util';
import { freePort, Installation } from './engine/installation.mjs';
import { AUDIENCE } from './engine/issuer.mjs';
import { readPage } from './case-page/page.mjs';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '15' },
    pages: { type: 'string', default: '20' },
  },
});
const LIMIT = 2.5;
const median = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];

async function timed(count, work) {
  const times = [];
  for (let number = 0; number < count; number += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Both ways in turns, each ratio taken within its round; the first three warm up. */
async function compare(shownPage, plainPage) {
  const rounds = [];
  for (let round = 0; round < Number(options.rounds) + 3; round += 1) {
    const shown = await timed(Number(options.pages), shownPage);
    const plain = await timed(Number(options.pages), plainPage);
    if (round >= 3) rounds.push({ shown, plain });
  }
  return {
    shown: median(rounds.map(({ shown }) => shown)),
    plain: median(rounds.map(({ plain }) => plain)),
    ratio: median(rounds.map(({ shown, plain }) => shown / plain)),
  };
}

const installation = await Installation.start();
try {
  const { startWithCases } = await import('./row-security/application.mjs');
  const { REGION } = await import('./row-security/world.mjs');
  const { issuer } = installation.issuer;
  const environment = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: AUDIENCE, OIDC_ALGORITHMS: 'ES256' };
  const { app, caseId } = await startWithCases(installation, Number(options.cases), { environment, issuer });
  await app.close();
  const [port, plainPort] = [await freePort(), await freePort()];
  await installation.worker('api.mjs').ask('start', { port, staff: 0 });
  await installation
    .worker('../case-page/plain.mjs')
    .ask('start', { port: plainPort, url: installation.database.ownerUrl, region: REGION });
  const url = (of) => `http://127.0.0.1:${of}/graphql`;
  const tokens = await installation.tokens();
  const plainPage = async () => {
    if ((await readPage(url(plainPort), undefined, caseId)) !== 200)
      throw new Error('The plain page shows too little');
  };
  const ratios = [];
  for (const [name, token] of [
    ['case lead', tokens[0]],
    ['participating unit', tokens[1]],
  ]) {
    const shownPage = async () => {
      if ((await readPage(url(port), token, caseId)) < 10) throw new Error('The page shows too little');
    };
    const { shown, plain, ratio } = await compare(shownPage, plainPage);
    console.log(
      `${name}: ${shown.toFixed(2)} ms protected, ${plain.toFixed(2)} ms plain, ratio ${ratio.toFixed(2)} (at most ${LIMIT})`,
    );
    ratios.push(ratio);
  }
  if (Math.max(...ratios) > LIMIT) process.exitCode = 1;
} finally {
  await installation.stop();
}
