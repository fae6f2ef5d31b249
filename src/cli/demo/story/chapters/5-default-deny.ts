import type { Actor } from '../story-actors.js';
import { StoryFailed } from '../story-failed.js';
import type { Stage, StoryCase } from '../stage.js';

const CASE =
  'query ($id: ID!) { case(id: $id) { number person { names { givenNames } } consents { state } } }';
/** A case that does not exist. */
const NO_CASE = '00000000-0000-7000-8000-000000000000';

/** Who does not see what, and that nobody learns whether a case exists. */
export async function tellDefaultDeny(stage: Stage, story: StoryCase): Promise<void> {
  const { narrator } = stage;
  narrator.chapter(5, 'Wer etwas sehen darf');
  narrator.tell('Beteiligt zu sein heißt nicht, alles zu wissen. Drei Blicke in denselben Fall:');
  for (const actor of ['jobcenter', 'abh.detmold'] as const) await expectNumberOnly(stage, story, actor);
  for (const actor of ['projektleitung', 'fallmanagement.caritas'] as const) {
    await expectNothing(stage, story, actor);
  }
  narrator.list([
    `Jobcenter und Ausländerbehörde sehen ohne Einwilligung die Fallnummer ${story.number}, aber keinen Namen.`,
    'Die Projektleitung sieht den Fall nicht. Sie leitet das Projekt, nicht die Beratung.',
    'Das Fallmanagement der Caritas bekommt zur Antwort, was es auch bei einer erfundenen Nummer bekäme: nicht gefunden ' +
      'oder nicht erlaubt. So verrät nicht einmal die Absage, dass es den Fall gibt.',
  ]);
}

interface CaseAnswer {
  readonly number: string;
  readonly person: object | null;
  readonly consents: readonly { readonly state: string }[];
}

/** In a repeated story a body may know the person by now: then, and only then, on a consent. */
async function expectNumberOnly({ client }: Stage, story: StoryCase, actor: Actor): Promise<void> {
  const answer = await client.read<{ case: CaseAnswer }>(actor, CASE, { id: story.id });
  const isAllowed = answer.case.consents.some(({ state }) => state === 'GRANTED');
  if (answer.case.number === story.number && (answer.case.person === null || isAllowed)) return;
  throw new StoryFailed(`${actor} sieht mehr als die Fallnummer, obwohl niemand eingewilligt hat.`);
}

async function expectNothing({ client }: Stage, story: StoryCase, actor: Actor): Promise<void> {
  const real = await client.refusalOf(actor, CASE, { id: story.id });
  const invented = await client.refusalOf(actor, CASE, { id: NO_CASE });
  if (real === 'NOT_FOUND_OR_NOT_PERMITTED' && real === invented) return;
  throw new StoryFailed(`${actor} kann erkennen, dass es den Fall gibt.`);
}
