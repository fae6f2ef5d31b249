import { runApiServer } from './api-server.js';
import { explainAndExit } from './start-failure.js';

try {
  await runApiServer();
} catch (error) {
  explainAndExit(error);
}
