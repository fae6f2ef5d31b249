import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '#test/support/test-app.js';
import { projectRoot } from '../../../src/platform/index.js';
import { assessmentItems, BuildPrivacyRecord, privacyRecordPage } from '../../../src/sharing/index.js';

let test: TestApp;

beforeAll(async () => {
  test = await TestApp.start();
});

afterAll(async () => test?.stop());

describe('record of processing activities', () => {
  it('says of every controller what the decision table lets it tell, and names its officer', async () => {
    const record = await test.tx((tx) => test.get(BuildPrivacyRecord).build(tx));
    const jobcenter = record.controllers.find(({ unit }) => unit.type === 'JOBCENTER');
    const conference = jobcenter?.activities.find(({ purpose }) => purpose === 'CONF');
    expect(conference?.recipients).toContainEqual(
      expect.objectContaining({ recipientType: 'SOCIAL_WELFARE_OFFICE', effect: 'STATUTE' }),
    );
    expect(JSON.stringify(record.controllers)).not.toContain('ENFORCE');
    const page = privacyRecordPage(record);
    expect(page).toContain('Datenschutzbeauftragte: datenschutz');
    expect(page).toContain('| Zugriffsprotokoll | 6 Monate |');
  });
});

describe('sheet for the impact assessment', () => {
  it('covers twenty items and points only to what exists', () => {
    expect(assessmentItems).toHaveLength(20);
    const paths = assessmentItems
      .flatMap(({ evidence }) => evidence)
      .filter((place) => !place.startsWith('fallwerk '));
    const generated = (path: string): boolean => path.startsWith('docs/workflows/');
    expect(paths.filter((path) => !generated(path) && !existsSync(`${projectRoot}/${path}`))).toEqual([]);
  });
});
