// Runs one compiled entry point in this process, so that signals reach it directly: run.mjs <path below src> [arguments]
import { pathToFileURL, fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { build } from './build.mjs';

const [major] = process.versions.node.split('.').map(Number);
if ((major ?? 0) < 24) {
  console.error(
    'Fallwerk braucht Node 24; es liegt in node_modules. Bitte über npm starten (npm start).\n' +
      'Fallwerk needs Node 24, which is in node_modules. Please start it through npm (npm start).',
  );
  process.exit(1);
}
build();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry, ...rest] = process.argv.slice(2);
process.argv = [process.argv[0], join(root, 'dist', entry), ...rest];
await import(pathToFileURL(join(root, 'dist', entry)).href);
