import { logOfConference, logOfProcess, revisionBefore } from '../process-log.js';
import { dayText } from '../story-dates.js';
import { StoryFailed } from '../story-failed.js';
import { unit, type Stage, type StoryCase } from '../stage.js';
import type { Actor } from '../story-actors.js';

const SELECT = '... on ConferencePayload { conference { id } }';

interface Decision {
  readonly text: string;
  readonly unit: { readonly name: string } | null;
  readonly tasks: readonly {
    readonly id: string;
    readonly title: string;
    readonly dueOn: string;
    readonly unit: { readonly name: string } | null;
  }[];
}

/** The sitting is held; decisions become tasks of bodies. */
export async function tellSession(
  stage: Stage,
  story: StoryCase,
  { conferenceId }: { readonly conferenceId: string },
): Promise<void> {
  const { narrator } = stage;
  narrator.chapter(8, 'Die Fallkonferenz');
  await step(stage, 'moderation', 'openConferenceSession', conferenceId, 'SESSION_OPENED', {});
  narrator.tell(
    'Zeitraffer zum Tag der Sitzung. Die Moderation eröffnet; das Programm prüft die Einwilligungen noch einmal. Selam ist ' +
      'dabei, mit Sprachmittlung. Zuerst sagt sie, worum es ihr geht:',
  );
  const record = recordOf(story);
  narrator.quote(`„${record.personsView}“`);
  await step(stage, 'protokoll', 'recordConference', conferenceId, 'SESSION_HELD', record);
  narrator.tell(`Dann kommt auf den Tisch, was sie mitbringt: ${record.resourcesNamed}`);
  narrator.tell(
    'Ohne ihre Sicht und ihre Stärken nähme das Programm das Protokoll nicht an. Die Konferenz selbst beschließt nichts; ' +
      'jede Stelle entscheidet in ihrer Zuständigkeit. Aus den Entscheidungen werden Aufgaben mit Namen und Datum:',
  );
  const decisions = await readDecisions(stage, conferenceId);
  narrator.list(
    decisions.flatMap(({ text, tasks }) =>
      tasks.map(
        (task) =>
          `${task.unit?.name ?? 'Selam (als Angebot)'}: ${task.title}, bis ${dayText(task.dueOn)}. ${text}`,
      ),
    ),
  );
  await acceptTask(stage, decisions);
  narrator.tell('Schweigen gilt nicht als Zusage: Das Jobcenter nimmt seine Aufgabe ausdrücklich an.');
  await agreeOnRecord(stage, conferenceId);
  await step(stage, 'moderation', 'approveConferenceRecord', conferenceId, 'RECORD_APPROVED', {});
  narrator.tell(
    'Die Moderation gibt das Protokoll frei; ab jetzt ändert es niemand mehr. Jede Stelle bekommt ihren Auszug, Selam ein ' +
      'Blatt in ihrer Sprache: was herauskam, wer was bis wann tut, was sie tun kann, wenn sie nicht einverstanden ist. ' +
      `Wiedervorlage ist am ${dayText(story.dates.reviewOn)}.`,
  );
}

/** The record lies before everybody; nobody has to correct anything, and what was unneeded is taken back. */
async function agreeOnRecord(stage: Stage, conferenceId: string): Promise<void> {
  const { client, narrator } = stage;
  await step(stage, 'protokoll', 'submitConferenceRecord', conferenceId, 'RECORD_SUBMITTED', {});
  for (const actor of ['person', 'fallmanagement.awo', 'jobcenter', 'leistung.detmold'] as const) {
    const input = { conferenceId };
    const name = 'agreeToConferenceRecord';
    await client.command({ actor, step: `agree-to-record-${actor}`, name, input, select: SELECT });
  }
  const purge = { conferenceId, lines: [] };
  await client.command({
    actor: 'moderation',
    step: 'purge-unneeded',
    name: 'purgeUnneeded',
    input: purge,
    select: SELECT,
  });
  narrator.tell(
    'Das Protokoll liegt allen vor, auch Selam. Fünf Arbeitstage hätten sie Zeit, Fehler zu melden; alle antworten gleich. ' +
      'Dann wird geprüft, was von dem Weitergegebenen sich als unnötig erwies (§ 23 Abs. 2 SGB IX): diesmal nichts.',
  );
}

async function step(
  { client }: Stage,
  actor: Actor,
  name: 'openConferenceSession' | 'recordConference' | 'submitConferenceRecord' | 'approveConferenceRecord',
  conferenceId: string,
  event: string,
  content: Readonly<Record<string, unknown>>,
): Promise<void> {
  const log = await logOfConference(client, actor, conferenceId);
  const input = { ...content, conferenceId, expectedRevision: revisionBefore(log, event) };
  await client.command({
    actor,
    step: event.toLowerCase().replaceAll('_', '-'),
    name,
    input,
    select: SELECT,
  });
}

function recordOf({ dates }: StoryCase) {
  return {
    result:
      'Das Jobcenter nimmt den Antrag heute auf und entscheidet vorläufig; die Leistungsstelle bestätigt das Ende ihrer Zahlung schriftlich. So fehlt kein Monat.',
    personsView:
      'Ich will nicht wissen, wer zuständig ist. Ich will wissen, wovon ich am Ersten die Miete zahle.',
    personPresent: true,
    resourcesNamed:
      'ein Arbeitsangebot in der Pflege, Erfahrung im Pflegen, eine Nachbarin, die mit ihr lernt.',
    dissent: null,
    confidentialityReminded: true,
    interpreterLevel: 'QUALIFIED',
    attendedUnitIds: [unit('awo'), unit('jobcenter'), unit('asylblg-detmold')],
    reviewOn: dates.reviewOn,
    decisions: [
      {
        kind: 'DECISION_OF_BODY',
        unitId: unit('jobcenter'),
        text: 'Das Jobcenter entscheidet zunächst vorläufig (§ 41a SGB II).',
        tasks: [
          {
            title: 'Antrag aufnehmen und vorläufig entscheiden',
            unitId: unit('jobcenter'),
            dueOn: dates.taskDueOn,
          },
        ],
      },
      {
        kind: 'DECISION_OF_BODY',
        unitId: unit('asylblg-detmold'),
        text: 'Die Leistungsstelle nennt den letzten Tag ihrer Zahlung schriftlich.',
        tasks: [
          {
            title: 'Ende der Leistung schriftlich bestätigen',
            unitId: unit('asylblg-detmold'),
            dueOn: dates.taskDueOn,
          },
        ],
      },
      {
        kind: 'AGREEMENT',
        unitId: null,
        text: 'Das Fallmanagement hilft dabei.',
        tasks: [{ title: 'Eine Krankenkasse aussuchen', unitId: null, dueOn: dates.taskDueOn }],
      },
    ],
  };
}

async function readDecisions({ client }: Stage, conferenceId: string): Promise<readonly Decision[]> {
  const { conference } = await client.read<{ conference: { decisions: readonly Decision[] } }>(
    'protokoll',
    `query ($id: ID!) { conference(id: $id) { decisions { text unit { name }
       tasks { id title dueOn unit { name } } } } }`,
    { id: conferenceId },
  );
  return conference.decisions;
}

/** The Jobcenter finds the task in its own work list and accepts it. */
async function acceptTask({ client }: Stage, decisions: readonly Decision[]): Promise<void> {
  const offered = new Set(decisions.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
  interface OwnTask {
    readonly id: string;
    readonly process: { readonly id: string } | null;
  }
  const { tasks } = await client.read<{ tasks: { edges: readonly { node: OwnTask }[] } }>(
    'jobcenter',
    '{ tasks(first: 50, onlyOpen: false) { edges { node { id process { id } } } } }',
  );
  const own = tasks.edges.map(({ node }) => node).find(({ id }) => offered.has(id));
  if (!own?.process) throw new StoryFailed('Die Aufgabe steht nicht in der Arbeitsliste des Jobcenters.');
  const log = await logOfProcess(client, 'jobcenter', own.process.id);
  await client.command({
    actor: 'jobcenter',
    step: 'accept-task',
    name: 'sendProcessEvent',
    input: {
      processId: own.process.id,
      type: 'TASK_ACCEPTED',
      payload: {},
      expectedRevision: revisionBefore(log, 'TASK_ACCEPTED'),
    },
    select: '... on SendProcessEventPayload { process { id } }',
  });
}
