import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { entities } from '../../src/entities.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { ensureDatabase, withClient } from '../../src/platform/database/roles.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { inDatabase, TEMPLATE, testCluster } from './test-cluster.js';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** Login of the owner: whatever only a migration or an attacker with its rights could do. */
  readonly ownerUrl: string;
  /** Login of the application. */
  readonly appUrl: string;
  /** Connected as the application. */
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  /** Runs SQL as the owner, whom row-level security does not bind: for fixtures, and to see what is really there. */
  asOwner<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Closes the connections and removes the database; in `afterAll`. */
  drop(): Promise<void>;
}

/** A bare database of the test cluster. */
export interface BareDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** Copies a template under a new name; PostgreSQL lets only one copy be made of the same template at a time. */
async function create(template: string): Promise<BareDatabase> {
  const { ownerUrl, appUrl, superuserUrl } = await testCluster();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const administration = inDatabase(superuserUrl, 'postgres');
  await withClient(administration, (client) => ensureDatabase(client, name, template));
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    drop: () =>
      withClient(administration, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** A database without any schema, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<BareDatabase> {
  return create('template0');
}

/** A database with the newest schema and no rows, and a connected data source; in `beforeAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const bare = await create(TEMPLATE);
  const dataSource = createDataSource({ url: bare.appUrl, entities, poolSize: 5, name: 'fallwerk-test' });
  await dataSource.initialize();
  return {
    ownerUrl: bare.ownerUrl,
    appUrl: bare.appUrl,
    dataSource,
    unitOfWork: new UnitOfWork(dataSource),
    asOwner: <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      withClient(bare.ownerUrl, async (client) => (await client.query<Row>(sql, [...parameters])).rows),
    drop: async () => {
      await dataSource.destroy();
      await bare.drop();
    },
  };
}
