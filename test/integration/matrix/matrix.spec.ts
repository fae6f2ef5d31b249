import { afterAll, beforeAll } from '@jest/globals';
import { keepNothing } from './dry-commands.js';
import { checkGraphql } from './graphql-checks.js';
import { checkIdentifiers } from './identifier-checks.js';
import { checkOtherDoors } from './other-door-checks.js';
import { World } from './world.js';

let world: World;

beforeAll(async () => {
  world = await World.build();
  keepNothing(world.test);
}, 120_000);

afterAll(async () => world?.stop());

checkGraphql(() => world);
checkIdentifiers(() => world);
checkOtherDoors(() => world);
