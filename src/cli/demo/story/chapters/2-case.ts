import { STORY_PERSON } from '../../lippe-directory.js';
import type { Command } from '../story-client.js';
import { dayText, storyDates } from '../story-dates.js';
import { PROGRAMME_ID, unit, type Stage, type StoryCase } from '../stage.js';
import { ENTRIES, INTERVIEW, NAMES } from './selam.js';

const AWO = 'fallmanagement.awo';
/** Bodies that take part, as the directory knows them and as the story calls them. */
const BODIES = [
  ['abh-detmold', 'die Ausländerbehörde der Stadt Detmold'],
  ['jobcenter', 'das Jobcenter Lippe'],
  ['asylblg-detmold', 'die Leistungsstelle der Stadt Detmold (Asylbewerberleistungen)'],
  ['agentur', 'die Agentur für Arbeit Detmold'],
] as const;

/** The case lead opens the thirtieth case, lets bodies take part, and listens. */
export async function tellCase(stage: Stage): Promise<StoryCase> {
  const { narrator } = stage;
  narrator.chapter(2, 'Selam kommt zur AWO');
  const story = await openCase(stage);
  narrator.tell(
    `Am ${dayText(story.dates.openedOn)} kommt Selam in die Beratung der AWO. Das Fallmanagement eröffnet einen Fall. ` +
      `Er bekommt die Nummer ${story.number}. Ihr Name steht in drei Schreibweisen im Fall, wie in ihren Papieren: ` +
      `${NAMES.map(({ text }) => text).join(', ')}. Vom Geburtsdatum ist nur das Jahr bekannt, und nur das Jahr wird ` +
      'festgehalten. Sie spricht Tigrinisch und etwas Arabisch; für Gespräche auf Deutsch braucht sie Sprachmittlung. ' +
      'Nach Religion, Fluchtgründen oder Bleibeaussicht fragt das Programm nicht.',
  );
  await admit(stage, story);
  narrator.tell(
    'Selam bekommt einen eigenen Zugang. Beteiligt werden die Stellen, ohne die es nicht geht. Damit wissen sie, dass es ' +
      'den Fall gibt, und seine Nummer. Mehr wissen sie noch nicht:',
  );
  narrator.list(BODIES.map(([, name]) => name));
  await listen(stage, story);
  await count(stage, story);
  return story;
}

async function openCase({ client }: Stage): Promise<StoryCase> {
  const payload = await client.command<{ case: { id: string; number: string; openedOn: string } }>({
    actor: AWO,
    step: 'open-case',
    name: 'openCase',
    input: {
      leadUnitId: unit('awo'),
      intensity: 'CASE_MANAGEMENT',
      concern: 'Ich möchte arbeiten und wissen, wie es weitergeht.',
      person: {
        names: NAMES.map(({ name }) => name),
        birthDate: '1998-01-01',
        birthPrecision: 'YEAR',
        languages: [
          { language: 'ti', level: 'NATIVE', mediationNeeded: true },
          { language: 'ar', level: 'BASIC', mediationNeeded: true },
        ],
      },
    },
    select: '... on CasePayload { case { id number openedOn } }',
  });
  const { id, number, openedOn } = payload.case;
  return { id, number, dates: storyDates(openedOn) };
}

async function admit({ client }: Stage, story: StoryCase): Promise<void> {
  const select = '... on CasePayload { case { id } }';
  const link: Command = {
    actor: AWO,
    step: 'link-person',
    name: 'linkPersonAccount',
    input: { caseId: story.id, subject: STORY_PERSON.subject },
    select,
  };
  await client.command(link);
  for (const [key] of BODIES) {
    const input = { caseId: story.id, unitId: unit(key) };
    await client.command({
      actor: AWO,
      step: `participate-${key}`,
      name: 'addCaseParticipation',
      input,
      select,
    });
  }
}

async function listen({ client, narrator }: Stage, story: StoryCase): Promise<void> {
  const select = '... on CasePayload { case { id } }';
  await client.command({
    actor: AWO,
    step: 'interview',
    name: 'recordEntryInterview',
    input: {
      caseId: story.id,
      heldOn: story.dates.openedOn,
      language: 'ti',
      mediationLevel: 'QUALIFIED',
      useForOwnCase: true,
      useAnonymised: true,
      answers: INTERVIEW.map(({ asked: _asked, ...answer }) => answer),
    },
    select,
  });
  narrator.tell(
    'Das Einstiegsinterview hat drei Fragen. Selams Antworten stehen in ihrer Sprache im Fall, die Übersetzung daneben. ' +
      'Sie erlaubt, dass ihre Antworten anonym in die Auswertung eingehen.',
  );
  for (const { asked, original, translation } of INTERVIEW) {
    narrator.tell(asked);
    narrator.quote(original, translation);
  }
  for (const [index, entry] of ENTRIES.entries()) {
    const input = { caseId: story.id, unitId: unit('awo'), ...entry };
    await client.command({
      actor: AWO,
      step: `entry-${index + 1}`,
      name: 'recordLifeAreaEntry',
      input,
      select,
    });
  }
  narrator.tell('Das Fallmanagement hält mit ihr fest, was sie braucht und was sie mitbringt:');
  narrator.list(ENTRIES.map(({ kind, text }) => `${kind === 'NEED' ? 'Bedarf' : 'Stärke'}: ${text}`));
}

async function count({ client, narrator }: Stage, story: StoryCase): Promise<void> {
  await client.command({
    actor: AWO,
    step: 'add-to-programme',
    name: 'addCaseToProgramme',
    input: { programmeId: PROGRAMME_ID, caseId: story.id, caseGroup: 'RECOGNISED' },
    select: '... on ProgrammePayload { programme { id } }',
  });
  narrator.tell('Selams Fall zählt nun zum Projekt: Es ist der dreißigste.');
}
