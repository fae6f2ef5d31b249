import { loadConfig } from '../../platform/index.js';
import { explainAndExit } from '../../start-failure.js';
import { seedLippe } from './seed-lippe.js';

try {
  await seedLippe(loadConfig());
  // Connections that are still closing must not hold the server back.
  process.exit(0);
} catch (error) {
  explainAndExit(error);
}
