import type { Actor } from '../story-actors.js';
import { StoryFailed } from '../story-failed.js';
import { dayText } from '../story-dates.js';
import { sendEvent, type Stage, type StoryCase } from '../stage.js';
import { tellAvailable, tellDeadlines, tellPlain } from './process-words.js';

const AWO = 'fallmanagement.awo';

/** Second process: from benefits for asylum seekers to the Jobcenter, with the gap that nobody sees alone. */
export async function tellChangeOfBenefits(stage: Stage, story: StoryCase): Promise<void> {
  const { client, narrator } = stage;
  narrator.chapter(4, 'Der Wechsel der Leistung: wer zahlt ab wann?');
  const started = await client.command<{ process: { id: string } }>({
    actor: AWO,
    step: 'start-change-of-benefits',
    name: 'startProcess',
    input: { caseId: story.id, definitionKey: 'rechtskreiswechsel' },
    select: '... on StartProcessPayload { process { id } }',
  });
  const processId = started.process.id;
  await move(stage, story, processId);
  narrator.tell(
    'Das Bundesamt erkennt Selam als Flüchtling an. Jede Stelle meldet ihren Schritt selbst: Selam den Bescheid und ihren ' +
      'Antrag auf den Aufenthaltstitel, die Ausländerbehörde den erlaubten Aufenthalt, die Leistungsstelle das Ende ihrer ' +
      `Zahlung zum ${dayText(story.dates.monthEnd)}. Jede hat für sich recht. Nur ist beim Jobcenter noch kein Antrag gestellt.`,
  );
  await tellGap(stage, story);
  narrator.tell('Diese Fristen laufen jetzt:');
  await tellDeadlines(stage, AWO, processId, ['ASYLBLG_END', 'JC_RETRO', 'KK_2W']);
  narrator.tell('Das Fallmanagement sieht, was es selbst eintragen kann, und warum anderes nicht:');
  await tellAvailable(stage, AWO, processId, 4);
  narrator.tell('Und Selam liest in einfacher Sprache:');
  await tellPlain(stage, processId, 2);
}

async function move(stage: Stage, { dates }: StoryCase, processId: string): Promise<void> {
  const steps: readonly (readonly [Actor, string, string, Readonly<Record<string, string>>])[] = [
    [
      'person',
      'bamf-notice',
      'BAMF_NOTICE_RECEIVED',
      { protectionKind: 'refugee', servedOn: dates.openedOn },
    ],
    ['person', 'title-applied', 'TITLE_APPLIED', { appliedOn: dates.openedOn }],
    ['abh.detmold', 'stay-certified', 'STAY_CERTIFIED', { issuedOn: dates.openedOn }],
    [
      'leistung.detmold',
      'entitlement-ceased',
      'ENTITLEMENT_CEASED',
      { reason: 'gestattungExpired', monthEnd: dates.monthEnd, claimFrom: dates.nextMonth },
    ],
  ];
  for (const [actor, step, type, payload] of steps) {
    await sendEvent(stage, { actor, step, processId, type, payload });
  }
}

async function tellGap({ client, narrator }: Stage, story: StoryCase): Promise<void> {
  interface Task {
    readonly title: string;
    readonly dueOn: string;
  }
  const { tasks } = await client.read<{ tasks: { edges: readonly { node: Task }[] } }>(
    AWO,
    '{ tasks(first: 50, onlyOpen: false) { edges { node { title dueOn } } } }',
  );
  const gaps = tasks.edges.map(({ node }) => node).filter(({ title }) => title.startsWith('Lücke'));
  if (gaps.length === 0) {
    throw new StoryFailed('Der Wächter hat keine Lücke gemeldet, obwohl ab dem Monatsende niemand zahlt.');
  }
  narrator.tell(
    `Der Wächter des Programms legt die Meldungen nebeneinander: Ab dem ${dayText(story.dates.nextMonth)} zahlt niemand. ` +
      'Er wartet nicht, bis die Miete platzt. In der Arbeitsliste des Fallmanagements steht:',
  );
  narrator.list(gaps.map(({ title, dueOn }) => `${title} (bis ${dayText(dueOn)})`));
}
