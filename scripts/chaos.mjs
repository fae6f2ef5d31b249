// Kills nodes and the database under load and proves what is left of it: npm run chaos [-- --seconds 180 --writers 32 --seed 1]
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

build();
const test = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test');
const flags = ['--experimental-transform-types', '--no-warnings', '--import'];
const result = spawnSync(
  process.execPath,
  [
    ...flags,
    join(test, 'support', 'typescript-hooks.mjs'),
    join(test, 'chaos', 'main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exit(result.status ?? 1);
