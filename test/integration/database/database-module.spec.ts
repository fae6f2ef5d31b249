import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { entities } from '../../../src/entities.js';
import { AppConfig, withDatabase } from '../../../src/platform/config/app-config.js';
import { AppConfigModule } from '../../../src/platform/config/config.module.js';
import { loadConfig } from '../../../src/platform/config/load-config.js';
import { DatabaseModule } from '../../../src/platform/database/database.module.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';

describe('DatabaseModule', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('works on the configured database as the application, and lets go of it at shutdown', async () => {
    const config = withDatabase(loadConfig({ FALLWERK_MODE: 'test' }), database);
    const app = await Test.createTestingModule({
      imports: [AppConfigModule.forRoot(config), DatabaseModule.forRoot(entities)],
    }).compile();
    await app.init();
    expect(app.get(AppConfig)).toBe(config);
    expect(app.get(UnitOfWork)).toBeInstanceOf(UnitOfWork);
    const dataSource = app.get(DataSource);
    expect(await dataSource.query('SELECT current_user AS login')).toEqual([{ login: 'fallwerk_app_login' }]);
    await app.close();
    expect(dataSource.isInitialized).toBe(false);
  });

  it('refuses to be built without a database', async () => {
    const building = Test.createTestingModule({
      imports: [AppConfigModule.forRoot(loadConfig({})), DatabaseModule.forRoot(entities)],
    }).compile();
    await expect(building).rejects.toThrow('withDatabase');
  });
});
