import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isObjectType } from 'graphql';
import type { Actor } from './actors.js';
import { bodyOf, sameFor, type WholeAnswer } from './client.js';
import { documentOf, doorsOf, type Door } from './documents.js';
import { DIRECTORY_KINDS, type Kind } from './slots.js';
import { slotsOf, variablesOf } from './values.js';
import type { World } from './world.js';

/** Those with the widest rights in the case: their own request is let in, so the one foreign identifier decides. */
const ENTITLED: readonly Actor[] = ['caseLead', 'participant', 'client', 'projectLead'];

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
}

/** Identifiers of others, cursors of others, and many questions at once. */
export function checkIdentifiers(worldOf: () => World): void {
  let doors: readonly Door[];

  beforeAll(() => {
    doors = doorsOf(worldOf().test.get(GraphQLSchemaHost).schema).filter(
      ({ operation }) => operation !== 'subscription',
    );
  });

  /** Asks with everything of one's own, but in one place an identifier of somebody else or of nobody. */
  async function askWith(door: Door, actor: Actor, place: string, id: string): Promise<WholeAnswer> {
    const world = worldOf();
    const own = world.seenBy(actor);
    const variables = world.withRevisions(
      variablesOf(door, (kind, slot) => (slot === place ? id : own[kind])),
    );
    const { schema } = world.test.get(GraphQLSchemaHost);
    return world.client.ask(actor, documentOf(schema, door, variables), variables);
  }

  /** Who else has such a thing: another case of the region, or for its directory another region. */
  function foreign(kind: Kind): string {
    const world = worldOf();
    return DIRECTORY_KINDS.includes(kind) ? world.far[kind] : world.other[kind];
  }

  describe('an identifier of somebody else', () => {
    it.each(ENTITLED)('gives %s in no place of any request more than one that nothing has', async (actor) => {
      const differing: string[] = [];
      for (const door of doors) {
        const places = [...slotsOf(door)];
        await Promise.all(
          places.map(async ([place, kind]) => {
            const theirs = await askWith(door, actor, place, foreign(kind));
            const nothings = await askWith(door, actor, place, randomUUID());
            if (!sameFor(theirs, nothings))
              differing.push(`${door.name} ${place}: ${theirs.text} | ${nothings.text}`);
          }),
        );
      }
      expect(differing).toEqual([]);
    });
  });

  const connections = () =>
    doors.filter(
      ({ operation, field }) =>
        operation === 'query' &&
        getNamedType(field.type).name.endsWith('Connection') &&
        field.args.some(({ name }) => name === 'after'),
    );

  /** A page of a list as somebody gets it from a cursor on. */
  async function page(door: Door, actor: Actor, after?: string): Promise<WholeAnswer> {
    const { client, test } = worldOf();
    const own = worldOf().seenBy(actor);
    const variables = { ...variablesOf(door, (kind) => own[kind]), first: 50, after };
    const given = door.field.args.map(({ name }) => `${name}: $${name}`).join(', ');
    const declared = door.field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
    const { schema } = test.get(GraphQLSchemaHost);
    const node = schema.getType(getNamedType(door.field.type).name.replace(/Connection$/, ''));
    const fields = isObjectType(node) && 'id' in node.getFields() ? 'id' : '__typename';
    const query = `query (${declared}) { list: ${door.field.name}(${given}) { edges { cursor node { ${fields} } } } }`;
    return client.ask(actor, query, variables);
  }

  const edgesOf = (answer: WholeAnswer): Page['edges'] =>
    (bodyOf(answer).data?.['list'] as Page | undefined)?.edges ?? [];
  const codeOf = (answer: WholeAnswer) => bodyOf(answer).errors?.[0]?.extensions.code;

  /** All entries of a list, page by page. */
  async function whole(door: Door, actor: Actor): Promise<ReadonlySet<string>> {
    const entries = new Set<string>();
    for (let after: string | undefined; ;) {
      const edges = edgesOf(await page(door, actor, after));
      for (const { node } of edges) entries.add(JSON.stringify(node));
      if (edges.length < 50) return entries;
      after = edges.at(-1)?.cursor;
    }
  }

  describe('a cursor', () => {
    it('of somebody else leads to nothing but to entries of one’s own list', async () => {
      const readers: readonly Actor[] = ['caseLead', 'participant', 'client', 'otherUnit', 'otherRegion'];
      let tried = 0;
      for (const door of connections()) {
        const firsts = await Promise.all(
          readers.map(async (owner) => edgesOf(await page(door, owner))[0]?.cursor),
        );
        for (const cursor of firsts.filter((first) => first !== undefined)) {
          for (const reader of readers) {
            const followed = edgesOf(await page(door, reader, cursor));
            // Read afterwards: the log of accesses grows while it is read.
            const own = await whole(door, reader);
            tried += followed.length;
            expect(followed.filter(({ node }) => !own.has(JSON.stringify(node)))).toEqual([]);
          }
        }
      }
      expect(tried).toBeGreaterThan(20);
    });

    it('of another list, changed or made up is refused', async () => {
      const cursor = edgesOf(await page(doorNamed('Query.cases'), 'caseLead'))[0]?.cursor ?? '';
      const forgeries = [`${cursor.slice(0, -2)}AA`, `AA${cursor.slice(2)}`, 'x', randomUUID()];
      const codes = new Set<unknown>();
      for (const door of connections()) {
        const others = door.name === 'Query.cases' ? [] : [cursor];
        for (const forged of [...others, ...forgeries]) {
          for (const actor of ['caseLead', 'projectLead', 'officer', 'client'] as const)
            codes.add(codeOf(await page(door, actor, forged)));
        }
      }
      expect([...codes]).toEqual(['INVALID_CURSOR']);
    });
  });

  function doorNamed(name: string): Door {
    const door = doors.find((one) => one.name === name);
    if (!door) throw new Error(`The schema has no ${name}`);
    return door;
  }

  describe('many questions at once', () => {
    const field = (alias: string, id: string) => `${alias}: case(id: "${id}") { ...Known }`;
    const FRAGMENT = 'fragment Known on Case { id number concern person { id } }';

    async function ask(actor: Actor, query: string): Promise<WholeAnswer> {
      return worldOf().client.ask(actor, query);
    }

    it('by fifty aliases are refused as a whole, whatever they name', async () => {
      const { own, other } = worldOf();
      const all = (id: () => string) =>
        `{ ${Array.from({ length: 50 }, (_, number) => field(`a${number}`, id())).join(' ')} } ${FRAGMENT}`;
      const answers = await Promise.all(
        [() => own.caseId, () => other.caseId, () => randomUUID()].map((id) => ask('otherUnit', all(id))),
      );
      expect(answers.map(codeOf)).toEqual(['TOO_MANY_ALIASES', 'TOO_MANY_ALIASES', 'TOO_MANY_ALIASES']);
    });

    it('by aliases and fragments tell of the case of others what they tell of none', async () => {
      const { own, other, far, client } = worldOf();
      const guessed = (id: string) =>
        `{ ${field('mine', other.caseId)} ${field('a', id)} ${field('b', randomUUID())} ${field('c', id)} } ${FRAGMENT}`;
      const answers = await Promise.all(
        [own.caseId, own.protectedCaseId, far.caseId, randomUUID()].map(async (id) =>
          client.ask('otherUnit', guessed(id)),
        ),
      );
      // Which of them is found missing first is chance; that any is missing is all there is to learn.
      const told = answers.map((answer) => {
        const { data, errors = [] } = bodyOf(answer);
        return { data, told: errors.map(({ message, extensions }) => ({ message, extensions })) };
      });
      for (const answer of told) expect(answer).toEqual({ data: null, told: [told[0]?.told[0]] });
    });

    it('in a list of requests, or for a node of any kind, are no requests at all', async () => {
      const { own, client } = worldOf();
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const one = { query: `{ case(id: "${own.caseId}") { id } }` };
      const batch = {
        method: 'POST',
        url: '/graphql',
        headers,
        payload: JSON.stringify([one, one]),
      } as const;
      expect(codeOf(await client.request('otherUnit', batch))).toBe('BATCHING_NOT_SUPPORTED');
      for (const id of [own.caseId, randomUUID()]) {
        const node = await ask('caseLead', `{ node(id: "${id}") { id } }`);
        expect([node.status, node.text.includes(id)]).toEqual([400, false]);
      }
    });

    it('of the schema itself tell everybody the same, and nothing of anybody', async () => {
      const introspection = '{ __schema { types { name fields { name } } } __type(name: "Case") { name } }';
      const actors = ['caseLead', 'otherClient', 'mediator'] as const;
      const answers = await Promise.all(actors.map((actor) => ask(actor, introspection)));
      for (const { text } of answers) expect(text).toBe(answers[0]?.text);
    });
  });
}
