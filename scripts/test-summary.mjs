// Prints the closing line `N passed, N failed` of a run from Jest's JSON report:
// test-summary.mjs <report> <exit code of Jest> [<exit code of a run that counts as one test> ...]
import { readFileSync } from 'node:fs';

const [file = '', exitCode = '1', ...others] = process.argv.slice(2);

/** @returns Numbers of tests, or `undefined` when Jest ended before it could report. */
function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const report = readReport();
const ownPassed = report?.numPassedTests ?? 0;
const othersFailed = others.filter((code) => code !== '0').length;
const passed = ownPassed + others.length - othersFailed;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
// A file that could not be loaded holds no counted test, and a run that ended early no report: both are failures.
const brokenFiles = report?.numRuntimeErrorTestSuites ?? 0;
let failed = (report?.numFailedTests ?? 0) + brokenFiles + skipped;
if (failed === 0 && (exitCode !== '0' || ownPassed === 0)) failed = 1;
failed += othersFailed;
if (skipped > 0) console.log(`${skipped} skipped tests are counted as failed: nothing is skipped here.`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
