import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema, isInputObjectType } from 'graphql';
import { CaseWork } from '#test/builders/case-work.js';
import { unit, unitName } from '#test/builders/region.js';
import { TestApp, type Answer } from '#test/support/test-app.js';
import { printSortedSchema, undescribed } from '../../../src/platform/graphql/sdl.js';

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

function memberOf(answer: Answer, field: string): unknown {
  return answer.data?.[field];
}

describe('the whole schema', () => {
  it('describes every type, field, argument and enum value', () => {
    expect(undescribed(test.get(GraphQLSchemaHost).schema)).toEqual([]);
  });

  it('prints an SDL that builds again to the same text', () => {
    const printed = printSortedSchema(test.get(GraphQLSchemaHost).schema);
    expect(printSortedSchema(buildSchema(printed))).toBe(printed);
  });

  it('S0.2 S1.38 asks for no origin, religion, nationality, arrival, status or reason of migration at opening', () => {
    const { schema } = test.get(GraphQLSchemaHost);
    const asked = ['OpenCaseInput', 'PersonInput', 'PersonNameInput', 'PersonLanguageInput'].flatMap(
      (name) => {
        const type = schema.getType(name);
        return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
      },
    );
    expect(asked.toSorted()).toEqual(
      [
        'birthDate',
        'birthPrecision',
        'compartment',
        'concern',
        'familyNames',
        'givenNames',
        'idempotencyKey',
        'intakeNoticeVersion',
        'intensity',
      ].concat([
        'kind',
        'language',
        'languages',
        'leadUnitId',
        'level',
        'mediationNeeded',
        'names',
        'person',
        'preferred',
      ]),
    );
  });

  it('answers nobody without login', async () => {
    const schema = test.get(GraphQLSchemaHost).schema;
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toContain('cases');
    const url = await test.app.getUrl();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ cases(first: 1) { edges { node { id } } } }' }),
    });
    expect(JSON.stringify(await response.json())).toContain('UNAUTHENTICATED');
  });
});

describe('the directory', () => {
  it('tells who is logged in, with the roles of today', async () => {
    const query = '{ viewer { isPerson staffMember { displayName } roles { role unit { name } } } }';
    expect(memberOf(await test.ask('lead', query), 'viewer')).toEqual({
      isPerson: false,
      staffMember: { displayName: 'lead' },
      roles: [{ role: 'CASE_MANAGER', unit: { name: unitName('beratung') } }],
    });
  });

  it('lists units page by page without a gap or a repeat', async () => {
    const names: string[] = [];
    const query = `query ($after: String) {
      organisationUnits(first: 3, after: $after) { edges { node { name } } pageInfo { endCursor hasNextPage } } }`;
    for (let after: string | null = null; ;) {
      const page = memberOf(await test.ask('lead', query, { after }), 'organisationUnits') as {
        readonly edges: readonly { readonly node: { readonly name: string } }[];
        readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
      };
      names.push(...page.edges.map((edge) => edge.node.name));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(new Set(names).size).toBe(10);
    expect(names).toHaveLength(10);
  });

  it('shows staff to staff only, and only with a role of today', async () => {
    const caseId = await work.openCase();
    await work.linkPerson(caseId, 'person2');
    const query = 'query ($unitId: ID!) { staffOfUnit(unitId: $unitId) { displayName } }';
    await test.rows(
      `UPDATE staff_role SET valid_until = '2026-05-03' WHERE unit_id = $1 AND role = 'UNIT_LEAD'`,
      [unit('jobcenter')],
    );
    const asStaff = await test.ask('lead', query, { unitId: unit('jobcenter') });
    expect(memberOf(asStaff, 'staffOfUnit')).toEqual([{ displayName: 'jobcenter' }]);
    const asPerson = await test.ask('person2', query, { unitId: unit('jobcenter') });
    expect(asPerson.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });
});
