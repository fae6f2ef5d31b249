// A first Fallwerk process for tests: starts the embedded server, prints its logins, and stays until it is ended.
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { StartProblem } from '../../src/platform/config/start-problem.js';

const [dataDir = ''] = process.argv.slice(2);
try {
  const server = await startEmbeddedPostgres({ dataDir, fast: true });
  console.log(JSON.stringify({ ownerUrl: server.ownerUrl }));
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ problem: error instanceof StartProblem ? error.code : String(error) }));
  process.exitCode = 1;
}
