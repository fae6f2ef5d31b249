import { join } from 'node:path';
import { contentOf } from '#test/support/workflow-folder.js';
import type { ProcessDefinition } from '../../src/workflow/domain/definition.js';
import type { Vocabulary } from '../../src/workflow/domain/registry.js';
import type { MigrationMapping } from '../../src/workflow/migration/mapping.js';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** The library loan as it runs before the migration. */
export function loanOne(): ProcessDefinition {
  return contentOf(join(FIXTURES, 'workflows/library-loan/1.json'));
}

/**
 * The library loan as it runs afterwards: `ready` is called `onShelf` and its deadline is longer (trap 3), there is a
 * new region (trap 7), `misplaced` has states inside (trap 8), and what history remembers is called otherwise (trap 9).
 */
export function loanTwo(): ProcessDefinition {
  return contentOf(join(FIXTURES, 'migration/library-loan/2.json'));
}

/** The decisions that a migration from the first to the second loan takes. */
export function loanMapping(): MigrationMapping {
  return contentOf(join(FIXTURES, 'migration/library-loan/migrations/1-2.json'));
}

/** The names both may use. */
export function loanVocabulary(): Vocabulary {
  return contentOf(join(FIXTURES, 'workflows/vocabulary.json'));
}
