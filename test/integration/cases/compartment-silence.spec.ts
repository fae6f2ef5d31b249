import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { CaseWork } from '#test/builders/case-work.js';
import { TestApp } from '#test/support/test-app.js';
import type { ProtectingCompartment } from '../../../src/cases/domain/compartment.js';
import { CASE_ROLES, PersonRepository } from '../../../src/cases/index.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { DEMONSTRATION_ISSUER, LoginAccounts } from '../../../src/directory/index.js';
import { DemoAccounts, UnitOfWork, unitsOf } from '../../../src/platform/index.js';
import { documentOf, doorsOf, type Door } from '../matrix/documents.js';
import { keepNothing } from '../matrix/dry-commands.js';
import { DIRECTORY_KINDS, type Ids } from '../matrix/slots.js';
import { from, slotsOf, variablesOf } from '../matrix/values.js';
import {
  addSister,
  hiddenCase,
  HIDDEN_PERSON,
  nothing,
  SISTER,
  StatementLog,
  type Measured,
} from './hidden-case.js';

/** Who must not learn that the case exists: in another body, the same organisation, the same unit. */
const STRANGERS: Readonly<Record<ProtectingCompartment, readonly string[]>> = {
  UNIT: ['jobcenter', 'abh', SISTER],
  COUNSELLOR: ['jobcenter', 'abh', SISTER, 'colleague'],
};
const COMPARTMENTS = ['UNIT', 'COUNSELLOR'] as const;
const EVERYBODY = [...STRANGERS.COUNSELLOR, 'projektleitung', 'jobcenterHead', 'administration'];
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

let test: TestApp;
let doors: readonly Door[];
let log: StatementLog;
const hidden = new Map<ProtectingCompartment, Ids>();
/** A case that several bodies share, but not the other unit of the same organisation. */
let ordinary: CaseId;
type Overview = ReadonlyMap<string, string>;
/** What everybody saw without naming anything: before there was a protected case, with one of a unit, and with both. */
let before: Overview;
let between: Overview;
let after: Overview;

const isAboutSomething = (door: Door): boolean =>
  [...slotsOf(door).values()].some((kind) => !DIRECTORY_KINDS.includes(kind));

async function ask(door: Door, who: string, ids: Ids): Promise<string> {
  const { schema } = test.get(GraphQLSchemaHost);
  const variables = variablesOf(door, from(ids));
  const { data, codes } = await test.ask(who, documentOf(schema, door, variables), variables);
  return JSON.stringify({ data, codes });
}

/** Everything that shows itself unasked: lists, counts, figures, the duty roster, what is to be answered. */
async function overview(): Promise<Overview> {
  const none = nothing();
  const seen = new Map<string, string>();
  const overviews = doors.filter((door) => door.operation === 'query' && !isAboutSomething(door));
  for (const door of [...overviews, ...doors.filter(({ name }) => name === 'Query.workList')])
    for (const who of EVERYBODY) seen.set(`${who} ${door.name}`, await ask(door, who, none));
  return seen;
}

beforeAll(async () => {
  test = await TestApp.start();
  const accounts = await test.app.get(DemoAccounts).list();
  const [account] = accounts;
  if (!account) throw new Error('Nobody can log in');
  test.app.get(DemoAccounts).list = () => Promise.resolve([...accounts, { ...account, subject: SISTER }]);
  await addSister(test);
  const { schema } = test.get(GraphQLSchemaHost);
  doors = doorsOf(schema).filter(({ operation }) => operation !== 'subscription');
  // Cases in which the strangers do take part, so that their lists are not simply empty.
  const work = new CaseWork(test);
  ordinary = await work.openCase({ units: ['jobcenter', 'abh'] });
  before = await overview();
  hidden.set('UNIT', await hiddenCase(test, 'UNIT'));
  between = await overview();
  hidden.set('COUNSELLOR', await hiddenCase(test, 'COUNSELLOR'));
  after = await overview();
  keepNothing(test);
  log = new StatementLog(test);
}, 120_000);

afterAll(async () => test?.stop());

function idsOf(compartment: ProtectingCompartment): Ids {
  const ids = hidden.get(compartment);
  if (!ids) throw new Error('Not made');
  return ids;
}

const nothings = new Map<string, Promise<Measured<string>>>();

/** What a door says and does for identifiers that nothing has; asked once. */
function nothingFor(door: Door, who: string): Promise<Measured<string>> {
  const known = nothings.get(`${who} ${door.name}`) ?? log.of(() => ask(door, who, nothing()));
  nothings.set(`${who} ${door.name}`, known);
  return known;
}

/** Doors at which somebody gets another answer, or has more done for it, than for identifiers that nothing has. */
async function differing(who: string, idsOfCase: () => Ids): Promise<readonly string[]> {
  const found: string[] = [];
  for (const door of doors.filter(isAboutSomething)) {
    const theirs = await log.of(() => ask(door, who, idsOfCase()));
    const none = await nothingFor(door, who);
    const same = theirs.answer.replace(UUID, 'ID') === none.answer.replace(UUID, 'ID');
    if (!same) found.push(`${door.name}: ${theirs.answer} | ${none.answer}`);
    const [some, others] = [theirs.statements.join('\n'), none.statements.join('\n')];
    if (some !== others) found.push(`${door.name} sends\n${some}\n| instead of\n${others}`);
  }
  return found;
}

describe('a protected case', () => {
  it.each(EVERYBODY)('changes nothing in any list, count or figure that %s sees', (who) => {
    const of = (all: Overview) => [...all].filter(([name]) => name.startsWith(`${who} `));
    // A case of compartment UNIT is for everybody of the unit.
    expect(of(after)).toEqual(of(who === 'colleague' ? between : before));
    expect(of(after).length).toBeGreaterThan(10);
  });

  const strangers = COMPARTMENTS.flatMap((compartment) =>
    STRANGERS[compartment].map((who) => [compartment, who] as const),
  );

  it.each(strangers)(
    'of compartment %s answers %s at every door in the same words, from the same statements, as one that is not there',
    async (compartment, who) => {
      expect(await differing(who, () => idsOf(compartment))).toEqual([]);
    },
    60_000,
  );

  it('is there for its lead at the same doors', async () => {
    for (const compartment of COMPARTMENTS) {
      const ids = idsOf(compartment);
      const [theirs] = doors.filter(({ name }) => name === 'Query.case');
      expect(theirs && (await ask(theirs, 'lead', ids))).toContain(ids.caseId);
    }
  });

  it.each(EVERYBODY)(
    'is no duplicate of what %s enters: a search finds what a new name finds',
    async (who) => {
      const principal = await test.get(LoginAccounts).find(DEMONSTRATION_ISSUER, who);
      if (!principal) throw new Error(`No login: ${who}`);
      const units = unitsOf(principal, ...CASE_ROLES);
      const search = (givenNames: string) =>
        log.of(() =>
          test
            .get(UnitOfWork)
            .run(principal, (tx) =>
              test.get(PersonRepository).findByName(tx, units, { ...HIDDEN_PERSON, givenNames }),
            ),
        );
      const [known, unknown] = [await search(HIDDEN_PERSON.givenNames), await search('Niemand')];
      // For a colleague the one of compartment UNIT is a case like any other.
      expect(known.answer).toHaveLength(who === 'colleague' ? 1 : 0);
      expect(known.statements).toEqual(unknown.statements);
    },
  );
});

describe('another unit of the same organisation', () => {
  it('S0.17 shares the level of structures, and learns of an ordinary case as little as of none', async () => {
    const structures = '{ themes { edges { cursor } } programmes { id } workingGroups { id } }';
    expect((await test.ask(SISTER, structures)).codes).toEqual([]);
    const ids = () => ({ ...nothing(), caseId: ordinary, protectedCaseId: ordinary });
    expect(await differing(SISTER, ids)).toEqual([]);
    const listed = await test.ask(SISTER, '{ cases { edges { node { id } } } }');
    expect(listed.data).toEqual({ cases: { edges: [] } });
  }, 60_000);
});
