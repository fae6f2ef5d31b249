import { ApiServer } from './api-server.js';
import { explainAndExit } from './start-failure.js';

try {
  await ApiServer.run();
} catch (error) {
  explainAndExit(error);
}
