import { demoId, LIPPE_ROOMS } from '../../lippe-directory.js';
import { logOfConference, nthEvent, revisionBefore } from '../process-log.js';
import { momentText } from '../story-dates.js';
import { StoryFailed } from '../story-failed.js';
import { staff, unit, type Stage, type StoryCase } from '../stage.js';
import { BENEFITS_OFFICE, JOBCENTER } from './6-consents.js';
import { requestConference } from './conference-request.js';
import { grant, offer, revoke } from './declarations.js';

const AWO = 'fallmanagement.awo';

/** A date is found, lost with a consent, and found again. @returns The conference. */
export async function tellDate(
  stage: Stage,
  story: StoryCase,
  { consentId }: { readonly consentId: string },
): Promise<{ readonly conferenceId: string }> {
  const { narrator } = stage;
  narrator.chapter(7, 'Ein Termin, und ein Widerruf');
  const conferenceId = await requestConference(stage, story, 'second', [JOBCENTER, BENEFITS_OFFICE]);
  await tellDoubleBooking(stage, conferenceId);
  const interpreterId = await addInterpreter(stage);
  await schedule(stage, story, { conferenceId, interpreterId }, 1);
  narrator.tell(
    `Der neue Termin ist frei: ${momentText(story.dates.startsAt)}, ${roomName('rathaus')}. Moderation und ` +
      'Protokollführung kommen aus dem Kommunalen Integrationszentrum und führen den Fall nicht. Die Stellen sehen ' +
      'Nummer und Gegenstand der Konferenz. Weil es um Leistungen geht, ist qualifiziertes Dolmetschen für Tigrinya gebucht.',
  );
  await revoke(stage, 'benefits-office', consentId);
  await expectMoved(stage, conferenceId, 'CONSENT_REVOKED', 'blocked');
  narrator.tell(
    'Zwei Tage später überlegt Selam es sich anders und widerruft die Einwilligung gegenüber der Leistungsstelle. Das ' +
      'geht so leicht wie das Ja, und ohne Grund. Im selben Augenblick ist die Fallkonferenz blockiert.',
  );
  const to = { ...BENEFITS_OFFICE, exclusions: 'Meine Gesundheit und meine Familie' };
  const again = await offer(stage, story, { step: 'benefits-office-again', kind: 'CONSENT', to });
  await grant(stage, 'benefits-office-again', again);
  await expectMoved(stage, conferenceId, 'BLOCK_RESOLVED', 'consentCheck');
  await schedule(stage, story, { conferenceId, interpreterId }, 2);
  narrator.tell(
    'Im Gespräch stellt sich heraus, was ihr Sorge macht: dass über ihre Familie gesprochen wird. Das Fallmanagement legt ' +
      'eine neue Einwilligung vor, die genau das ausschließt. Selam stimmt zu. Die Sperre fällt, der Termin gilt wieder.',
  );
  return { conferenceId };
}

/** Without an interpreter of sufficient level the sitting could not be opened. @returns The interpreter. */
async function addInterpreter({ client }: Stage): Promise<string> {
  const { id } = await client.command<{ id: string }>({
    actor: 'projektleitung',
    step: 'interpreter',
    name: 'keepInterpreter',
    input: {
      poolNumber: 'SM-017',
      level: 'QUALIFIED',
      languages: [{ language: 'ti', variety: '' }],
    },
    select: '... on PoolPayload { id }',
  });
  return id;
}

/** The database itself refuses a second sitting with the same people or in the same room. */
async function tellDoubleBooking(stage: Stage, conferenceId: string): Promise<void> {
  const { client, narrator } = stage;
  const { startsAt, endsAt } = await plannedElsewhere(stage);
  const log = await logOfConference(client, AWO, conferenceId);
  const attempts = [
    { what: 'STAFF', room: 'kreishaus-2', chair: 'moderation', recorder: 'protokoll.2' },
    { what: 'ROOM', room: 'kreishaus-1', chair: 'moderation.2', recorder: 'protokoll.2' },
  ];
  for (const { what, room, chair, recorder } of nthEvent(log, 'DATE_BOOKED') ? [] : attempts) {
    const refusal = await client.refused<{ readonly resourceKind?: string }>({
      actor: AWO,
      step: `double-booking-${what.toLowerCase()}`,
      name: 'scheduleConference',
      input: {
        conferenceId,
        expectedRevision: log.revision,
        startsAt,
        endsAt,
        roomId: demoId(`room:${room}`),
        shortNoticeGround: 'DEADLINE',
        chairId: staff(chair),
        recorderId: staff(recorder),
        attendees: [],
      },
      select: '... on DoubleBooked { resourceKind }',
    });
    if (refusal.resourceKind !== what) {
      throw new StoryFailed(`Der Termin wurde aus einem anderen Grund abgelehnt: ${refusal.message}`);
    }
  }
  narrator.tell(
    `Der erste Vorschlag: ${momentText(startsAt)}. Zu dieser Zeit ist schon eine andere Fallkonferenz geplant. Die ` +
      'Datenbank nimmt den Termin zweimal nicht an:',
  );
  narrator.list([
    'mit derselben Moderation in einem anderen Raum: Die Moderation ist vergeben.',
    'mit anderer Moderation im selben Raum: Der Raum ist vergeben.',
  ]);
}

/** The next planned conference of the same case management. */
async function plannedElsewhere({
  client,
}: Stage): Promise<{ readonly startsAt: string; readonly endsAt: string }> {
  interface Planned {
    readonly mode: string;
    readonly startsAt: string | null;
    readonly endsAt: string | null;
    readonly process: { readonly activeStates: readonly { readonly path: string }[] };
  }
  const { conferences } = await client.read<{ conferences: { edges: readonly { node: Planned }[] } }>(
    AWO,
    '{ conferences(first: 50) { edges { node { mode startsAt endsAt process { activeStates { path } } } } } }',
  );
  const slots = conferences.edges.flatMap(({ node: { mode, startsAt, endsAt, process } }) => {
    const isPlanned = mode === 'ANONYMISED' && process.activeStates.some(({ path }) => path === 'scheduled');
    return isPlanned && startsAt !== null && endsAt !== null ? [{ startsAt, endsAt }] : [];
  });
  const [first] = slots.sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  if (first) return first;
  throw new StoryFailed('Es ist keine weitere Fallkonferenz der AWO geplant; npm run reset beginnt neu.');
}

async function schedule(
  { client }: Stage,
  story: StoryCase,
  { conferenceId, interpreterId }: { readonly conferenceId: string; readonly interpreterId: string },
  nth: number,
): Promise<void> {
  const log = await logOfConference(client, AWO, conferenceId);
  await client.command({
    actor: AWO,
    step: `schedule-${nth}`,
    name: 'scheduleConference',
    input: {
      conferenceId,
      expectedRevision: revisionBefore(log, 'DATE_BOOKED', nth),
      startsAt: story.dates.startsAt,
      endsAt: story.dates.endsAt,
      roomId: demoId('room:rathaus'),
      interpreterId,
      shortNoticeGround: 'DEADLINE',
      chairId: staff('moderation'),
      recorderId: staff('protokoll'),
      attendees: [
        { unitId: unit(JOBCENTER.key), staffId: staff('jobcenter') },
        { unitId: unit(BENEFITS_OFFICE.key), staffId: staff('leistung.detmold') },
      ],
    },
    select: '... on ConferencePayload { conference { id } }',
  });
}

/** The conference followed at once: its log says so, now and in a repeated story. */
async function expectMoved(
  { client }: Stage,
  conferenceId: string,
  type: string,
  state: string,
): Promise<void> {
  const event = nthEvent(await logOfConference(client, AWO, conferenceId), type);
  if (event?.toStates.some((id) => id.endsWith(`.${state}`))) return;
  throw new StoryFailed('Die Fallkonferenz ist Selams Entscheidung nicht gefolgt.');
}

function roomName(key: string): string {
  return LIPPE_ROOMS.find((room) => room.key === key)?.name ?? key;
}
