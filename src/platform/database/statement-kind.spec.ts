import { describe, expect, it } from '@jest/globals';
import { isOnlyReading, rollsBack } from './statement-kind.js';

describe('the kind of a statement', () => {
  it.each([
    'SELECT id, updated_at FROM process WHERE region_id = $1',
    '  WITH link AS (SELECT 1) SELECT * FROM link',
    `SELECT set_config('fallwerk.actor_kind', $1, true)`,
  ])('only reads: %s', (text) => {
    expect(isOnlyReading(text)).toBe(true);
  });

  it.each([
    'INSERT INTO region VALUES (1)',
    'WITH gone AS (DELETE FROM region RETURNING 1) SELECT * FROM gone',
    'SELECT 1 FROM process FOR UPDATE SKIP LOCKED',
    'SELECT 1 FROM process FOR NO KEY UPDATE',
    'SELECT 1 FROM process\n  FOR KEY SHARE',
    'SELECT pg_advisory_xact_lock(1)',
    'SELECT pg_try_advisory_xact_lock(1)',
    'LOCK TABLE process',
    'SET CONSTRAINTS ALL IMMEDIATE',
    'ROLLBACK TO SAVEPOINT tried',
  ])('does more than reading: %s', (text) => {
    expect(isOnlyReading(text)).toBe(false);
  });

  it('knows what gives up a part of the transaction', () => {
    expect(
      ['ROLLBACK TO SAVEPOINT tried', 'rollback to tried', 'ROLLBACK', 'RELEASE SAVEPOINT tried'].map(
        rollsBack,
      ),
    ).toEqual([true, true, false, false]);
  });
});
