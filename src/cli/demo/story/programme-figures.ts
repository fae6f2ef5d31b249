import type { StoryClient } from './story-client.js';
import { StoryFailed } from './story-failed.js';
import { PROGRAMME_ID } from './stage.js';

/** The programme as the project lead sees it. */
export interface ProgrammeAnswer {
  readonly name: string;
  readonly caseTarget: number;
  readonly figures: {
    readonly casesCount: number;
    readonly conferencesHeld: number;
    readonly conferencesPlanned: number;
    readonly themesCount: number;
    readonly measuresCount: number;
  };
}

/** @throws {StoryFailed} the server has no demonstration of Lippe. */
export async function readProgramme(client: StoryClient): Promise<ProgrammeAnswer> {
  const { programmes } = await client.read<{ programmes: readonly (ProgrammeAnswer & { id: string })[] }>(
    'projektleitung',
    `{ programmes { id name caseTarget
         figures { casesCount conferencesHeld conferencesPlanned themesCount measuresCount } } }`,
  );
  const programme = programmes.find(({ id }) => id === PROGRAMME_ID);
  if (programme) return programme;
  throw new StoryFailed(
    'Auf diesem Server gibt es die Demonstration Lippe nicht. npm run fallwerk seed legt sie an.',
  );
}
