import { RequestError } from '../../../src/platform/graphql/errors/request-error.js';
import { CommandRunner } from '../../../src/platform/index.js';
import type { TestApp } from '#test/support/test-app.js';

/** Extension by which the answer says that the command would have succeeded. */
export const PASSED = 'commandPassed';

/**
 * From here on every command runs with all its checks against the real rows, and is rolled back at the moment it has
 * succeeded: so the same world stands behind every door for everybody.
 */
export function keepNothing(test: TestApp): void {
  const runner = test.get(CommandRunner);
  const run = runner.run.bind(runner);
  runner.run = (command, handler) =>
    run(command, async (tx, found) => {
      const outcome = await handler(tx, found);
      if (outcome.ok) throw new RequestError('BAD_USER_INPUT', { extensions: { [PASSED]: true } });
      return outcome;
    });
}
