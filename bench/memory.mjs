// Watches the memory of the API process under load: how much it holds, and whether it grows.
// Usage: npm run bench:memory [-- --minutes 10 --clients 32]
import { parseArgs } from 'node:util';
import { freePort, Installation, STAFF } from './engine/installation.mjs';
import { median } from './engine/load.mjs';

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, clients: { type: 'string', default: '32' } },
});
const minutes = Number(options.minutes);
const clients = Number(options.clients);
const LOANS_PER_CLIENT = 20;
const LIMIT_MB = 350;
/** Part of the time at the beginning and at the end whose medians are compared; the first minute is for warming up. */
const SHARE = 0.2;

/** Growth of the median from the first part to the last, in megabytes. */
function growth(samples, figure) {
  const part = Math.max(1, Math.floor(samples.length * SHARE));
  const of = (list) => median(list.map((sample) => sample[figure]));
  return of(samples.slice(-part)) - of(samples.slice(0, part));
}

const installation = await Installation.start();
try {
  const api = installation.worker('api.mjs');
  const useCase = installation.worker('use-case.mjs');
  const http = installation.worker('http-load.mjs');
  const port = await freePort();
  await api.ask('start', { port, staff: STAFF });
  await useCase.ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
  const list = await useCase.ask('lend', { count: clients * LOANS_PER_CLIENT });
  await useCase.stop();
  await http.ask('start', { port, clients, list, tokens: await installation.tokens() });
  await http.ask('run', { clients, seconds: Math.min(60, minutes * 30) });
  const samples = [];
  let events = 0;
  const rounds = Math.max(5, minutes * 6);
  for (let round = 0; round < rounds; round += 1) {
    events += (await http.ask('run', { clients, seconds: (minutes * 60) / rounds })).events;
    samples.push(await api.memory());
  }
  const most = Math.max(...samples.map(({ rssMb }) => rssMb));
  console.log(
    [
      '| Figure | Measured | Limit | Ratio |',
      '| --- | --- | --- | --- |',
      `| API process under load of ${clients} clients, largest of ${samples.length} | ${most.toFixed(0)} MB | ${LIMIT_MB} MB | ${(most / LIMIT_MB).toFixed(2)} |`,
      `| growth over ${minutes} minutes and ${events} events, resident | ${growth(samples, 'rssMb').toFixed(0)} MB | none | – |`,
      `| growth of the used heap | ${growth(samples, 'heapMb').toFixed(0)} MB | none | – |`,
    ].join('\n'),
  );
} finally {
  await installation.stop();
}
