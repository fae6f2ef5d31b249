import { logOfConference, nthEvent, revisionBefore } from '../process-log.js';
import { StoryFailed } from '../story-failed.js';
import { unit, staff, type Stage, type StoryCase } from '../stage.js';
import { demoId } from '../../lippe-directory.js';
import { requestConference } from './conference-request.js';
import { categoryLabels, grant, offer, refuse, wordsOf, type Recipient } from './declarations.js';

const AWO = 'fallmanagement.awo';

export const JOBCENTER: Recipient = {
  key: 'jobcenter',
  jobFunction: 'Team Markt und Integration',
  categories: ['FACT_CM', 'MASTER', 'BENEFIT'],
  recurrence: 'RECURRING',
};
export const BENEFITS_OFFICE: Recipient = {
  key: 'asylblg-detmold',
  jobFunction: 'Leistungsstelle',
  categories: ['FACT_CM', 'MASTER', 'BENEFIT'],
  recurrence: 'RECURRING',
};
const IMMIGRATION_OFFICE: Recipient = {
  key: 'abh-detmold',
  jobFunction: 'Servicestelle Aufenthalt',
  categories: ['FACT_CM', 'COUNSEL'],
  recurrence: 'SINGLE',
};
const BODIES = [JOBCENTER, BENEFITS_OFFICE, IMMIGRATION_OFFICE] as const;
const KINDS = ['CONSENT', 'CONFIDENTIALITY_RELEASE'] as const;

/** What keeps a body from learning something, in the words of the server. */
interface Block {
  readonly sentence: string;
  readonly wayOut: string;
  readonly unit: { readonly id: string };
}

/** A declaration that lies before Selam. */
interface Offered {
  readonly id: string;
  readonly step: string;
  /** Key of the unit that would receive. */
  readonly key: string;
}

/** A conference is asked for; nothing happens before Selam has decided. @returns Her consent to the benefits office. */
export async function tellConsents(stage: Stage, story: StoryCase): Promise<{ readonly consentId: string }> {
  const { narrator } = stage;
  narrator.chapter(6, 'Die Fallkonferenz, und Selams Ja und Nein');
  const conferenceId = await requestConference(stage, story, 'first', BODIES);
  narrator.tell(
    'Allein kommt keine Stelle weiter. Das Fallmanagement beantragt eine Fallkonferenz mit Namen und begründet, warum ' +
      'anonym nicht genügt: Die Stellen müssen am selben Tag über dieselbe Zahlung entscheiden. Die Leitfrage: Wie bleibt ' +
      'der Lebensunterhalt beim Wechsel der Leistung ohne Lücke, und wer tut dafür was bis wann?',
  );
  const labels = await categoryLabels(stage);
  await expectBlocked(stage, story, conferenceId);
  narrator.tell('Einen Termin lässt das Programm nicht zu. Es sagt, wem was fehlt:');
  narrator.list(await neededBy(stage, conferenceId, labels));

  const offered = await tellAnswers(stage, story, labels);
  await tellRemainingBlock(stage, conferenceId);
  await withdraw(stage, conferenceId);
  const consent = offered.find(({ step }) => step === `${BENEFITS_OFFICE.key}-CONSENT`);
  if (!consent) throw new StoryFailed('Die Einwilligung gegenüber der Leistungsstelle fehlt.');
  await expectNameKnown(stage, story);
  narrator.tell(
    'Das Fallmanagement achtet das Nein: Es zieht diesen Antrag zurück und beantragt die Konferenz neu, ohne die ' +
      'Ausländerbehörde. Die Rechtsfrage an sie lässt sich schriftlich klären.',
  );
  return { consentId: consent.id };
}

/** The declarations are put before Selam, and she answers each. */
async function tellAnswers(
  stage: Stage,
  story: StoryCase,
  labels: ReadonlyMap<string, string>,
): Promise<readonly Offered[]> {
  const { narrator } = stage;
  const offered = await offerAll(stage, story);
  narrator.tell(
    'Eine Fallkonferenz ersetzt keine Erlaubnis. Das Fallmanagement legt Selam je Stelle zwei Erklärungen vor: ihre ' +
      'Einwilligung und die Entbindung von der Schweigepflicht. Es warnt sie, dass Behörden manches melden müssen ' +
      '(§ 87 AufenthG). Selam liest in ihrem eigenen Zugang:',
  );
  narrator.list(await Promise.all(offered.map(({ id }) => wordsOf(stage, id, labels))));
  for (const { id, step, key } of offered) {
    if (key === IMMIGRATION_OFFICE.key) await refuse(stage, step, id);
    else await grant(stage, step, id);
  }
  narrator.tell(
    'Selam sagt in eigenen Worten, was sie verstanden hat. Dann entscheidet sie: Ja gegenüber dem Jobcenter und der ' +
      'Leistungsstelle. Nein gegenüber der Ausländerbehörde. Niemand fragt sie nach dem Grund, und ihr Nein schadet ihr nicht.',
  );
  return offered;
}

async function offerAll(stage: Stage, story: StoryCase): Promise<readonly Offered[]> {
  const offered: Offered[] = [];
  for (const to of BODIES) {
    for (const kind of KINDS) {
      const step = `${to.key}-${kind}`;
      offered.push({ id: await offer(stage, story, { step, kind, to }), step, key: to.key });
    }
  }
  return offered;
}

/** Tries to set a date. What the story has left behind is not tried again: the answer would be another one. */
async function expectBlocked({ client }: Stage, story: StoryCase, conferenceId: string): Promise<void> {
  const log = await logOfConference(client, AWO, conferenceId);
  if (nthEvent(log, 'CANCELLED')) return;
  const refusal = await client.refused<{
    readonly blocks?: readonly { readonly category: string; readonly unit: { readonly id: string } }[];
  }>({
    actor: AWO,
    step: 'schedule-without-consent',
    name: 'scheduleConference',
    input: {
      conferenceId,
      expectedRevision: log.revision,
      startsAt: story.dates.startsAt,
      endsAt: story.dates.endsAt,
      roomId: demoId('room:rathaus'),
      chairId: staff('moderation'),
      recorderId: staff('protokoll'),
      attendees: [],
    },
    select: '... on ConferenceBlocked { blocks { category unit { id } } }',
  });
  const named = new Set((refusal.blocks ?? []).map(({ unit: body, category }) => `${body.id} ${category}`));
  const needed = BODIES.flatMap(({ key, categories }) =>
    categories.map((category) => `${unit(key)} ${category}`),
  );
  const hasAnswered = (await consentsOf(client, story)).some(({ state }) => state !== 'OFFERED');
  if (hasAnswered ? named.size > 0 : needed.every((line) => named.has(line))) return;
  throw new StoryFailed(`Der Server nennt nicht, wem was fehlt: ${refusal.message}`);
}

async function consentsOf(
  client: Stage['client'],
  story: StoryCase,
): Promise<readonly { readonly state: string }[]> {
  const answer = await client.read<{ case: { consents: readonly { readonly state: string }[] } }>(
    AWO,
    'query ($id: ID!) { case(id: $id) { consents { state } } }',
    { id: story.id },
  );
  return answer.case.consents;
}

/** What each body would have to learn: before anybody answered, that is what it lacks. */
async function neededBy(
  { client }: Stage,
  conferenceId: string,
  labels: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  interface ConferenceAnswer {
    readonly participants: readonly {
      readonly unit: { readonly name: string };
      readonly neededCategories: readonly string[];
    }[];
  }
  const { conference } = await client.read<{ conference: ConferenceAnswer }>(
    AWO,
    'query ($id: ID!) { conference(id: $id) { participants { unit { name } neededCategories } } }',
    { id: conferenceId },
  );
  return conference.participants.flatMap(({ unit: body, neededCategories }) =>
    neededCategories.map(
      (category) => `${body.name}: Für „${labels.get(category) ?? category}“ fehlt, dass Selam es erlaubt.`,
    ),
  );
}

async function tellRemainingBlock({ client, narrator }: Stage, conferenceId: string): Promise<void> {
  const { conference } = await client.read<{ conference: { blocks: readonly Block[] } }>(
    AWO,
    'query ($id: ID!) { conference(id: $id) { blocks { sentence wayOut unit { id } } } }',
    { id: conferenceId },
  );
  const [block] = conference.blocks.filter(({ unit: body }) => body.id === unit(IMMIGRATION_OFFICE.key));
  if (!block) throw new StoryFailed('Die Ausländerbehörde ist trotz des Neins nicht blockiert.');
  narrator.tell('Für zwei Stellen ist der Weg frei. Für die dritte bleibt er zu:');
  narrator.quote(block.sentence);
  narrator.quote(block.wayOut);
}

async function withdraw({ client }: Stage, conferenceId: string): Promise<void> {
  const log = await logOfConference(client, AWO, conferenceId);
  await client.command({
    actor: AWO,
    step: 'withdraw-first-conference',
    name: 'cancelConference',
    input: {
      conferenceId,
      expectedRevision: revisionBefore(log, 'CANCELLED'),
      reason: 'CONSENT_MISSING',
    },
    select: '... on ConferencePayload { conference { id } }',
  });
}

/** With the consents the Jobcenter knows who it is about, and the immigration office still does not. */
async function expectNameKnown({ client, narrator }: Stage, story: StoryCase): Promise<void> {
  const query = 'query ($id: ID!) { case(id: $id) { person { names { givenNames } } } }';
  interface CaseAnswer {
    readonly case: { readonly person: { readonly names: readonly object[] } | null };
  }
  const jobcenter = await client.read<CaseAnswer>('jobcenter', query, { id: story.id });
  const immigrationOffice = await client.read<CaseAnswer>('abh.detmold', query, { id: story.id });
  if (jobcenter.case.person === null || immigrationOffice.case.person !== null) {
    throw new StoryFailed('Die Sicht der Stellen passt nicht zu Selams Entscheidungen.');
  }
  narrator.tell(
    'Jetzt liest das Jobcenter im Fall ihren Namen. Die Ausländerbehörde liest weiter nur die Nummer.',
  );
}
