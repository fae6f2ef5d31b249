import type { INestApplicationContext } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { OpenCase, RecordEntryInterview } from '../../cases/index.js';
import {
  ConductConference,
  PurgeUnneeded,
  RecordConference,
  RequestConference,
  ScheduleConference,
  SubmitRecord,
} from '../../conferences/index.js';
import type { CaseId, ConferenceId, ProgrammeId, StaffId, UnitId } from '../../kernel/index.js';
import { LEGAL_TIME_ZONE, type StaffPrincipal } from '../../platform/index.js';
import { demoId } from './lippe-directory.js';
import { CONFERENCE_TOPICS, SEEDED_CASES, SEEDED_HELD, SEEDED_PLANNED } from './lippe-story-facts.js';
import { weekday, type SeedClock } from './seed-clock.js';
import { demoStaff, must } from './seed-parts.js';
import type { StructureSeed } from './seed-structure.js';

const LEADS = ['awo', 'caritas', 'diakonie', 'drk'] as const;
const BODIES = ['jobcenter', 'abh-kreis', 'abh-detmold', 'agentur', 'sozialamt', 'jugendamt'] as const;
const LANGUAGES = ['ti', 'ar', 'fa', 'uk', 'fr', 'so', 'en'] as const;

/** Seeds cases with interviews, and the conferences held and planned before the story begins. */
export class ConferencesSeed {
  /**
   * @param today Day on which the demonstration was first seeded: an interrupted seed goes on later with the same
   *   dates, so that its commands are the same.
   */
  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SeedClock,
    private readonly structure: StructureSeed,
    private readonly today: Temporal.PlainDate,
  ) {}

  /** Runs every step in order; a step that is done already answers as it did then. */
  async run(): Promise<void> {
    for (let index = 0; index < SEEDED_CASES; index += 1) {
      const lead = await demoStaff(this.app, `fallmanagement.${LEADS[index % LEADS.length] ?? 'awo'}`);
      const caseId = await this.seedCase(index, lead);
      if (index < SEEDED_HELD) await this.seedHeld(index, caseId, lead);
      else if (index < SEEDED_HELD + SEEDED_PLANNED) await this.seedPlanned(index, caseId, lead);
    }
    this.clock.reset();
  }

  private async seedCase(index: number, lead: StaffPrincipal): Promise<CaseId> {
    this.clock.set(weekday(this.today.subtract({ days: 260 - index * 4 })), '09:00');
    const label = String(index + 1).padStart(2, '0');
    const language = LANGUAGES[index % LANGUAGES.length] ?? 'en';
    const { caseId } = must(
      await this.app.get(OpenCase).execute(lead, {
        idempotencyKey: `seed-lippe-case-${label}`,
        leadUnitId: leadUnit(lead),
        intensity: 'CASE_MANAGEMENT',
        concern: null,
        person: {
          names: [
            { kind: 'OFFICIAL', givenNames: `Demo-Person ${label}`, familyNames: null, preferred: true },
          ],
          birthDate: null,
          birthPrecision: 'UNKNOWN',
          languages: [{ language, level: 'NATIVE', mediationNeeded: index % 2 === 0 }],
        },
      }),
    );
    must(
      await this.app.get(RecordEntryInterview).execute(lead, {
        idempotencyKey: `seed-lippe-interview-${label}`,
        caseId,
        heldOn: this.clock.today().toString(),
        language,
        useForOwnCase: true,
        useAnonymised: true,
        answers: [
          answer('PICTURE_OF_SUCCESS', 'Angekommen bin ich, wenn ich von meiner Arbeit leben kann.'),
          answer(
            'COOPERATION_OF_AUTHORITIES',
            'Jede Stelle war freundlich, aber keine wusste von der anderen.',
          ),
          answer('PROBLEMS', CONFERENCE_TOPICS[index % CONFERENCE_TOPICS.length]?.[0] ?? 'Wege und Ämter'),
        ],
      }),
    );
    await this.structure.addCase(index, caseId, lead);
    return caseId;
  }

  private async seedHeld(index: number, caseId: CaseId, lead: StaffPrincipal): Promise<void> {
    const day = weekday(this.today.subtract({ days: 190 - index * 9 }));
    const conferenceId = await this.request(index, caseId, lead, day.subtract({ days: 21 }));
    await this.schedule(index, conferenceId, lead, day);
    const chair = await demoStaff(this.app, 'moderation');
    const recorder = await demoStaff(this.app, 'protokoll');
    const conduct = this.app.get(ConductConference);
    const key = (step: string): string => `seed-lippe-${step}-${index}`;
    this.clock.set(day, '10:00');
    const opened = { idempotencyKey: key('open'), conferenceId, expectedRevision: 3 };
    must(await conduct.openSession(chair, opened));
    this.clock.set(day, '10:45');
    must(
      await this.app.get(RecordConference).execute(recorder, {
        idempotencyKey: key('record'),
        conferenceId,
        expectedRevision: 4,
        result: CONFERENCE_TOPICS[index % CONFERENCE_TOPICS.length]?.[2] ?? 'Ergebnis festgehalten.',
        personsView: 'Aus dem Einstiegsinterview, anonymisiert vorgetragen.',
        personPresent: false,
        personAbsentReason: 'Anonymisierte Fallkonferenz; die Sicht kommt aus dem Interview.',
        resourcesNamed: 'Mehrsprachigkeit, Berufserfahrung, Rückhalt im Umfeld.',
        confidentialityReminded: true,
        attendedUnitIds: bodiesOf(index),
        reviewOn: day.add({ weeks: 8 }).toString(),
        decisions: [],
      }),
    );
    await this.agree(conferenceId, day, key);
  }

  /** The record lies before everybody for five working days; then it is looked through and approved. */
  private async agree(
    conferenceId: ConferenceId,
    day: Temporal.PlainDate,
    key: (step: string) => string,
  ): Promise<void> {
    const chair = await demoStaff(this.app, 'moderation');
    const recorder = await demoStaff(this.app, 'protokoll');
    this.clock.set(weekday(day.add({ days: 1 })), '09:00');
    const submitted = { idempotencyKey: key('submit'), conferenceId, expectedRevision: 5 };
    must(await this.app.get(SubmitRecord).execute(recorder, submitted));
    this.clock.set(weekday(day.add({ days: 14 })), '14:00');
    const purge = { idempotencyKey: key('purge'), conferenceId, lines: [] };
    must(await this.app.get(PurgeUnneeded).execute(chair, purge));
    const approved = { idempotencyKey: key('approve'), conferenceId, expectedRevision: 6 };
    must(await this.app.get(ConductConference).approve(chair, approved));
  }

  private async seedPlanned(index: number, caseId: CaseId, lead: StaffPrincipal): Promise<void> {
    const day = weekday(this.today.add({ days: 10 + (index - SEEDED_HELD) * 6 }));
    const conferenceId = await this.request(index, caseId, lead, weekday(this.today.subtract({ days: 11 })));
    await this.schedule(index, conferenceId, lead, day);
  }

  private async request(
    index: number,
    caseId: CaseId,
    lead: StaffPrincipal,
    day: Temporal.PlainDate,
  ): Promise<ConferenceId> {
    this.clock.set(weekday(day), '11:00');
    const [topic, question] = CONFERENCE_TOPICS[index % CONFERENCE_TOPICS.length] ?? ['', ''];
    const { conferenceId } = must(
      await this.app.get(RequestConference).execute(lead, {
        idempotencyKey: `seed-lippe-request-${index}`,
        caseId,
        kind: 'LEARNING_ANONYMISED',
        mode: 'ANONYMISED',
        guidingQuestion: question,
        trigger: 'SERVICES_INTERLOCK',
        topic,
        convenerUnitId: leadUnit(lead),
        programmeId: demoId<ProgrammeId>('programme'),
        participants: bodiesOf(index).map((unitId) => ({ unitId, neededCategories: [] })),
      }),
    );
    return conferenceId;
  }

  private async schedule(
    index: number,
    conferenceId: ConferenceId,
    lead: StaffPrincipal,
    day: Temporal.PlainDate,
  ): Promise<void> {
    const start = day.toZonedDateTime({ timeZone: LEGAL_TIME_ZONE, plainTime: '10:00' });
    must(
      await this.app.get(ScheduleConference).execute(lead, {
        idempotencyKey: `seed-lippe-schedule-${index}`,
        conferenceId,
        expectedRevision: 2,
        startsAt: start.toInstant().toString(),
        endsAt: start.add({ minutes: 45 }).toInstant().toString(),
        roomId: demoId('room:kreishaus-1'),
        chairId: demoId<StaffId>('staff:moderation'),
        recorderId: demoId<StaffId>('staff:protokoll'),
        attendees: [],
      }),
    );
  }
}

function answer(
  question: 'PICTURE_OF_SUCCESS' | 'COOPERATION_OF_AUTHORITIES' | 'PROBLEMS',
  original: string,
) {
  return { question, original, quotable: 'ANONYMISED' } as const;
}

/** Three bodies in turn. */
function bodiesOf(index: number): UnitId[] {
  return [0, 1, 2].map((offset) =>
    demoId<UnitId>(`unit:${BODIES[(index + offset) % BODIES.length] ?? 'jobcenter'}`),
  );
}

function leadUnit(lead: StaffPrincipal): UnitId {
  const grant = lead.grants.find(({ role }) => role === 'CASE_MANAGER');
  if (!grant) throw new Error('Demo case manager without unit');
  return grant.unitId;
}
