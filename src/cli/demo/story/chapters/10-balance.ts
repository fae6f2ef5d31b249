import { CONFERENCES_HELD, SEEDED_PLANNED } from '../../lippe-story-facts.js';
import { readProgramme } from '../programme-figures.js';
import { StoryFailed } from '../story-failed.js';
import type { Stage } from '../stage.js';

interface Theme {
  readonly title: string;
  readonly assignments: readonly {
    readonly workingGroupName: string;
    readonly groupIsNew: boolean;
    readonly answer: string | null;
  }[];
  readonly measures: readonly { readonly title: string; readonly ownerUnit: { readonly name: string } }[];
}

/** The project lead looks again; the figures are counted by the server. */
export async function tellBalance({ client, narrator }: Stage): Promise<void> {
  narrator.chapter(10, 'Was die Projektleitung jetzt sieht');
  const { caseTarget, figures } = await readProgramme(client);
  const { themes } = await client.read<{ themes: { edges: readonly { node: Theme }[] } }>(
    'projektleitung',
    `{ themes(first: 20) { edges { node { title assignments { workingGroupName groupIsNew answer }
         measures { title ownerUnit { name } } } } } }`,
  );
  const accepted = themes.edges.flatMap(({ node }) =>
    node.assignments
      .filter(({ answer }) => answer === 'ACCEPTED')
      .map((group) => ({ ...group, title: node.title })),
  );
  const newGroups = accepted
    .filter(({ groupIsNew }) => groupIsNew)
    .map(({ workingGroupName }) => workingGroupName);
  const handedOver = accepted.filter(({ groupIsNew }) => !groupIsNew).map(({ title }) => `„${title}“`);
  narrator.list([
    `Fälle: ${figures.casesCount} von ${caseTarget}`,
    `Fallkonferenzen: ${figures.conferencesHeld} durchgeführt, ${figures.conferencesPlanned} weitere geplant`,
    `Neue Arbeitsgruppen: ${newGroups.reverse().join(' und ')}`,
    `An bestehende Gruppen weitergegeben: ${handedOver.reverse().join(' und ')}`,
    `Maßnahmen mit Verantwortung, Datum und Kennzahl: ${figures.measuresCount}`,
  ]);
  const isComplete =
    figures.casesCount >= caseTarget &&
    figures.conferencesHeld >= CONFERENCES_HELD &&
    figures.conferencesPlanned >= SEEDED_PLANNED;
  if (!isComplete) throw new StoryFailed('Die Zahlen am Ende stimmen nicht; npm run reset beginnt neu.');
  narrator.tell(
    'Kein Name steht in dieser Übersicht. Ob die Maßnahmen helfen, zeigt sich an ' +
      'ihren Kennzahlen, wenn ihre Wirkung geprüft wird.',
  );
}
