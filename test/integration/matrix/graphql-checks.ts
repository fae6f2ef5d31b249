import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { ACTORS, type Actor } from './actors.js';
import { sameFor } from './client.js';
import { COMMANDS } from './command-decisions.js';
import { documentOf, doorsOf, furtherDocumentsOf, type Door } from './documents.js';
import type { Decision } from './groups.js';
import { KNOWLEDGE, wordsIn } from './knowledge.js';
import { SUBSCRIPTIONS } from './other-decisions.js';
import { outcomeOf, type Outcome } from './outcomes.js';
import { QUERIES } from './query-decisions.js';
import { DIRECTORY_KINDS, type Ids, type Kind } from './slots.js';
import { fingerprints } from './standing-still.js';
import { from, slotsOf, variablesOf } from './values.js';
import type { World } from './world.js';

const DECISIONS = { ...QUERIES, ...COMMANDS };

/** Outcomes that must not differ between what is somebody else's and what is not there. */
const SILENT: readonly Outcome[] = ['NOT_FOUND', 'NOTHING', 'BLIND', 'UNAUTHENTICATED'];

function decidedFor(decision: Decision, actor: Actor): Outcome {
  const [outcome] = Object.entries(decision).find(([, actors]) => actors.includes(actor)) ?? [];
  return outcome ?? (actor === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND');
}

/** What the answer shows of the decided outcome: whether nothing is there or nothing is theirs looks the same. */
function appearanceOf(decided: Outcome): Outcome {
  if (decided === 'NOTHING') return 'EMPTY';
  return decided === 'BLIND' ? 'PASS' : decided;
}

/** The same identifiers, but those of the case have never been given to anything. */
function unknown(ids: Ids): Ids {
  const entries = Object.entries(ids).map(([kind, id]) => [
    kind,
    DIRECTORY_KINDS.includes(kind as Kind) ? id : randomUUID(),
  ]);
  return Object.fromEntries(entries) as Ids;
}

/** Every query and mutation of the schema, tried by everybody. */
export function checkGraphql(worldOf: () => World): void {
  let doors: ReadonlyMap<string, Door>;
  let before: Readonly<Record<string, string>>;
  const heard = new Map<string, Set<Actor>>();

  const schemaOf = () => worldOf().test.get(GraphQLSchemaHost).schema;

  async function ask(door: Door, actor: Actor, ids: Ids) {
    const world = worldOf();
    const variables = world.withRevisions(variablesOf(door, from(ids)));
    return world.client.ask(actor, documentOf(schemaOf(), door, variables), variables);
  }

  /** What the parts of an answer say that is too large for one request. */
  async function partsOf(door: Door, actor: Actor, ids: Ids): Promise<readonly string[]> {
    const world = worldOf();
    const variables = world.withRevisions(variablesOf(door, from(ids)));
    const documents = furtherDocumentsOf(schemaOf(), door, variables);
    const answers = await Promise.all(
      documents.map((document) => world.client.ask(actor, document, variables)),
    );
    return answers.map(({ text }) => text);
  }

  /** What somebody gets; where it must say nothing, also whether it says nothing. */
  async function tried(door: Door, actor: Actor, decided: Outcome): Promise<Outcome> {
    const ids = worldOf().seenBy(actor);
    const answer = await ask(door, actor, ids);
    for (const text of [answer.text, ...(await partsOf(door, actor, ids))])
      for (const word of wordsIn(text)) heard.set(word, (heard.get(word) ?? new Set()).add(actor));
    const isAboutCase = [...slotsOf(door).values()].some((kind) => !DIRECTORY_KINDS.includes(kind));
    const outcome = outcomeOf(answer);
    if (!SILENT.includes(decided) || !isAboutCase) return outcome;
    const forNothing = await ask(door, actor, unknown(ids));
    return sameFor(answer, forNothing) ? outcome : `${outcome}, else ${forNothing.text}`;
  }

  describe('a field of the schema', () => {
    beforeAll(async () => {
      doors = new Map(doorsOf(schemaOf()).map((door) => [door.name, door]));
      before = await fingerprints(worldOf().test.database.ownerUrl);
    });

    it('has a decision who gets what, or it must not be there', () => {
      const decided = [...Object.keys(DECISIONS), ...Object.keys(SUBSCRIPTIONS)];
      expect([...doors.keys()].toSorted()).toEqual(decided.toSorted());
    });

    it.each(Object.entries(DECISIONS))('%s gives everybody what is decided', async (name, decision) => {
      const door = doors.get(name);
      if (!door) throw new Error(`The schema has no ${name}`);
      const outcomes = await Promise.all(
        ACTORS.map(async (actor) => [actor, await tried(door, actor, decidedFor(decision, actor))] as const),
      );
      const decided = ACTORS.map((actor) => [actor, appearanceOf(decidedFor(decision, actor))]);
      expect(outcomes).toEqual(decided);
    });

    it('tells its words to nobody but those for whom they are', () => {
      const told = [...heard].map(([word, actors]) => [word, [...actors].toSorted()] as const);
      const decided = Object.entries(KNOWLEDGE).map(([word, actors]) => [word, [...actors].toSorted()]);
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(decided));
    });

    it('left everything as it was', async () => {
      expect(await fingerprints(worldOf().test.database.ownerUrl)).toEqual(before);
    });
  });
}
