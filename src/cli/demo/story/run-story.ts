import { tellProgramme } from './chapters/1-programme.js';
import { tellBalance } from './chapters/10-balance.js';
import { tellCase } from './chapters/2-case.js';
import { tellWorkPermit } from './chapters/3-work-permit.js';
import { tellChangeOfBenefits } from './chapters/4-change-of-benefits.js';
import { tellDefaultDeny } from './chapters/5-default-deny.js';
import { tellConsents } from './chapters/6-consents.js';
import { tellDate } from './chapters/7-date.js';
import { tellSession } from './chapters/8-session.js';
import { tellStructure } from './chapters/9-structure.js';
import { Narrator } from './narrator.js';
import { StoryClient, type Send } from './story-client.js';
import { StoryFailed } from './story-failed.js';

/** How the story is told. */
export interface StoryOptions {
  /** Public address of the running server. */
  readonly baseUrl: string;
  /** Takes the text of the story as it goes; line breaks included. */
  readonly write: (text: string) => void;
  /** Takes the sentence with which it stops, if it does. */
  readonly complain: (sentence: string) => void;
  /** How requests leave; `fetch` unless a test looks into them. */
  readonly send?: Send;
}

/**
 * Plays the story of Lippe against a running server: over HTTP, as the different people with their own tokens.
 *
 * May be interrupted and repeated: every step carries a fixed idempotency key and the input it had, so it goes on where
 * it stopped and nothing happens twice.
 *
 * @returns Exit code: 0 when it was told to its end, 1 when a step failed; the sentence has been said.
 */
export async function runStory({ baseUrl, write, complain, send = fetch }: StoryOptions): Promise<0 | 1> {
  const client = new StoryClient(baseUrl.replace(/\/+$/, ''), send);
  try {
    await tell({ client, narrator: new Narrator(write) });
    return 0;
  } catch (error) {
    if (!(error instanceof StoryFailed)) throw error;
    complain(error.message);
    return 1;
  }
}

async function tell(stage: { readonly client: StoryClient; readonly narrator: Narrator }): Promise<void> {
  const { narrator } = stage;
  narrator.title('Einwanderung gestalten: ein Fall aus Lippe');
  narrator.tell(
    'Selam und alle anderen Menschen dieser Geschichte sind erfunden. Die Stellen, die Zahlen des Projekts und die Themen ' +
      'gibt es; was sie hier sagen und tun, ist ausgedacht.',
  );
  await tellProgramme(stage);
  const story = await tellCase(stage);
  await tellWorkPermit(stage, story);
  await tellChangeOfBenefits(stage, story);
  await tellDefaultDeny(stage, story);
  const consent = await tellConsents(stage, story);
  const conference = await tellDate(stage, story, consent);
  await tellSession(stage, story, conference);
  await tellStructure(stage, story, conference);
  await tellBalance(stage);
}
