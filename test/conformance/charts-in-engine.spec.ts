import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { insertRegion } from '../integration/workflow/workflow-harness.js';
import { chartGroups } from './cases/index.js';
import { demanded, playOn } from './chart-player.js';
import { EnginePlayer } from './engine-player.js';
import { PurePlayer } from './pure-player.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

describe.each(chartGroups.map((group) => [group.part, group] as const))(
  '%s, read from the database before every event',
  (_part, { cases }) => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, chartCase) => {
      const player = new EnginePlayer(database, chartCase);
      const played = await playOn(player, chartCase);
      expect(played.seen).toEqual(demanded(chartCase, played.seen));
      expect(played).toEqual(await playOn(new PurePlayer(chartCase), chartCase));
      expect(await player.replayed()).toBeUndefined();
    });
  },
);
