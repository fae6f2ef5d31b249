import {
  ConductConference,
  ConferenceReader,
  CorrectRecord,
  PurgeUnneeded,
  RecordConference,
  RequestConference,
  ScheduleConference,
  SubmitRecord,
  type DecisionInput,
  type RecordConferenceCommand,
  type RequestConferenceCommand,
  type ScheduleConferenceCommand,
} from '../../src/conferences/index.js';
import type { CaseId, ConferenceId, ConsentId } from '../../src/kernel/index.js';
import { UnitOfWork, type PersonPrincipal, type Principal, type Tx } from '../../src/platform/index.js';
import type { OfferConsentCommand } from '../../src/sharing/application/offer-consent.js';
import { valueOf } from '../support/results.js';
import { aPerson, CaseWork, key } from './case-work.js';
import { ROOM, staffId, unit, type StaffKey, type UnitKey } from './region.js';

/** The request of an identified conference about a case: Jobcenter needs master data, Sozialamt nothing. */
export function anIdentified(
  caseId: CaseId | null,
  more: Partial<RequestConferenceCommand> = {},
): RequestConferenceCommand {
  return {
    idempotencyKey: key(),
    caseId,
    kind: 'INTEGRATION_IDENTIFIED',
    mode: 'IDENTIFIED',
    identifiedReason: 'Leistungen müssen für diese Person ineinandergreifen.',
    guidingQuestion: 'Wie gelingt der Wechsel ohne Lücke?',
    trigger: 'LEGAL_SPHERE_TRANSITION',
    topic: 'Wechsel des Rechtskreises',
    convenerUnitId: unit('beratung'),
    participants: [
      { unitId: unit('jobcenter'), neededCategories: ['MASTER'] },
      { unitId: unit('sozialamt'), neededCategories: [] },
    ],
    ...more,
  };
}

/** The request of an anonymised conference; with a case or without. */
export function anAnonymised(
  caseId: CaseId | null,
  more: Partial<RequestConferenceCommand> = {},
): RequestConferenceCommand {
  return anIdentified(caseId, {
    kind: 'LEARNING_ANONYMISED',
    mode: 'ANONYMISED',
    identifiedReason: null,
    participants: [unit('jobcenter'), unit('sozialamt')].map((unitId) => ({ unitId, neededCategories: [] })),
    ...more,
  });
}

/** A date for a conference: 20 May 2026 at ten, chaired by the moderation; on short notice where it has to be. */
export function aDate(
  conferenceId: ConferenceId,
  more: Partial<ScheduleConferenceCommand> = {},
): ScheduleConferenceCommand {
  return {
    idempotencyKey: key(),
    conferenceId,
    expectedRevision: 2,
    startsAt: '2026-05-20T08:00:00Z',
    endsAt: '2026-05-20T09:00:00Z',
    roomId: ROOM,
    shortNoticeGround: 'DEADLINE',
    chairId: staffId('moderation'),
    recorderId: staffId('protokoll'),
    attendees: [],
    ...more,
  };
}

/** A record with the person’s view, and no decisions. */
export function aRecord(
  conferenceId: ConferenceId,
  more: Partial<RecordConferenceCommand> = {},
): RecordConferenceCommand {
  return {
    idempotencyKey: key(),
    conferenceId,
    expectedRevision: 4,
    result: 'Der Antrag wird vor Monatsende gestellt.',
    personsView: 'Ich brauche eine Person, die ich fragen kann.',
    personPresent: true,
    resourcesNamed: 'Vier Sprachen, ein Führerschein.',
    confidentialityReminded: true,
    attendedUnitIds: [unit('jobcenter'), unit('sozialamt')],
    reviewOn: '2026-07-15',
    decisions: [],
    ...more,
  };
}

/** A decision of the Jobcenter with one task for a unit, or for the person. */
export function aDecision(
  unitId: DecisionInput['unitId'] = unit('jobcenter'),
  heldByPerson = false,
): DecisionInput {
  return {
    kind: 'DECISION_OF_BODY',
    unitId: unit('jobcenter'),
    text: 'Das Jobcenter nimmt den Antrag formlos entgegen.',
    tasks: [{ title: 'Antrag aufnehmen', unitId: heldByPerson ? null : unitId, dueOn: '2026-06-01' }],
  };
}

/** An identified conference with everything it rests on. */
export interface IdentifiedConference {
  readonly caseId: CaseId;
  readonly id: ConferenceId;
  readonly person: PersonPrincipal;
  readonly consentId: ConsentId;
}

/** What people of the test region do around conferences, through the use cases themselves. */
export class ConferenceWork extends CaseWork {
  /** Cases of people who follow German without an interpreter, so that no sitting waits for one. */
  override async openCase(options: Parameters<CaseWork['openCase']>[0] = {}): Promise<CaseId> {
    const languages = [{ language: 'ti', level: 'NATIVE', mediationNeeded: false }] as const;
    return super.openCase({ person: aPerson({ languages }), ...options });
  }

  /** A case in which Jobcenter and Sozialamt take part, led by the advice centre. */
  async caseForConference(units: readonly UnitKey[] = ['jobcenter', 'sozialamt']): Promise<CaseId> {
    return this.openCase({ units });
  }

  /**
   * Consent and release towards both bodies of the usual conference; answers those towards the Jobcenter, to which
   * `more` applies.
   */
  async consentToBoth(
    caseId: CaseId,
    more: Partial<OfferConsentCommand> = {},
  ): Promise<{ readonly consentId: ConsentId; readonly releaseId: ConsentId }> {
    await this.consentAndRelease(caseId, { recipientUnitId: unit('sozialamt'), categories: ['FACT_CM'] });
    return this.consentAndRelease(caseId, more);
  }

  /** An identified conference, requested and cleared. */
  async identified(): Promise<IdentifiedConference> {
    const caseId = await this.caseForConference();
    const person = await this.linkPerson(caseId);
    const { consentId } = await this.consentToBoth(caseId);
    return { caseId, person, consentId, id: await this.request(anIdentified(caseId)) };
  }

  /** Requests and answers the identifier. */
  async request(input: RequestConferenceCommand, by: Principal | StaffKey = 'lead'): Promise<ConferenceId> {
    const actor = typeof by === 'string' ? await this.test.staff(by) : by;
    return valueOf(await this.test.get(RequestConference).execute(actor, input)).conferenceId;
  }

  /** Sets a date. */
  async schedule(id: ConferenceId, more: Partial<ScheduleConferenceCommand> = {}): Promise<void> {
    const { revision } = await this.processOf('conference', id);
    const input = aDate(id, { expectedRevision: revision, ...more });
    valueOf(await this.test.get(ScheduleConference).execute(await this.test.staff('lead'), input));
  }

  /** Outcome of setting a date, at the revision of now. */
  async trySchedule(id: ConferenceId, more: Partial<ScheduleConferenceCommand> = {}, by: StaffKey = 'lead') {
    const { revision } = await this.processOf('conference', id);
    return this.test
      .get(ScheduleConference)
      .execute(await this.test.staff(by), aDate(id, { expectedRevision: revision, ...more }));
  }

  /** A step without content, at the revision of now. */
  async step(
    what: 'openSession' | 'approve' | 'close' | 'postpone' | 'object' | 'cancel',
    id: ConferenceId,
    by: Principal,
  ) {
    const { revision } = await this.processOf('conference', id);
    const input = { idempotencyKey: key(), conferenceId: id, expectedRevision: revision };
    const conduct = this.test.get(ConductConference);
    return what === 'cancel'
      ? conduct.cancel(by, { ...input, reason: 'REQUEST_WITHDRAWN' })
      : conduct[what](by, input);
  }

  /** The sitting is opened on the day of the usual date. */
  async open(id: ConferenceId): Promise<void> {
    this.test.clock.setDay('2026-05-20', '10:00');
    valueOf(await this.step('openSession', id, await this.test.staff('moderation')));
  }

  /** The sitting is held and recorded. */
  async hold(id: ConferenceId, more: Partial<RecordConferenceCommand> = {}): Promise<void> {
    await this.schedule(id);
    await this.open(id);
    valueOf(await this.record(id, more));
  }

  /** The recorder submits the record. */
  async submit(id: ConferenceId, by: StaffKey = 'protokoll'): Promise<void> {
    const { revision } = await this.processOf('conference', id);
    const input = { idempotencyKey: key(), conferenceId: id, expectedRevision: revision };
    valueOf(await this.test.get(SubmitRecord).execute(await this.test.staff(by), input));
  }

  /** Everything disclosed for it is kept for what the proposal says, and where it says nothing for `otherwise`. */
  async purge(id: ConferenceId, otherwise: 'TASK' | null = null, by: StaffKey = 'protokoll'): Promise<void> {
    const actor = await this.test.staff(by);
    const purge = this.test.get(PurgeUnneeded);
    const open = await this.test.get(UnitOfWork).run(actor, (tx) => purge.proposals(tx, id));
    const lines = open.map(({ source, lineId, neededFor }) => ({
      source,
      lineId,
      keptFor: neededFor ?? otherwise,
    }));
    valueOf(await purge.execute(actor, { idempotencyKey: key(), conferenceId: id, lines }));
  }

  /** Bodies of the usual conference, and the case lead for the person, have nothing to correct. */
  async agreeAll(id: ConferenceId): Promise<void> {
    const correct = this.test.get(CorrectRecord);
    for (const who of ['lead', 'jobcenter', 'sozialamt'] as const) {
      const input = { idempotencyKey: key(), conferenceId: id };
      valueOf(await correct.agree(await this.test.staff(who), input));
    }
    const [row] = await this.test.rows<{ mode: string }>(`SELECT mode FROM case_conference WHERE id = $1`, [
      id,
    ]);
    if (row?.mode !== 'IDENTIFIED') return;
    const input = { idempotencyKey: key(), conferenceId: id, forPerson: true };
    valueOf(await correct.agree(await this.test.staff('lead'), input));
  }

  /** The record of a held conference is submitted, agreed on and looked through, so that the chair can approve it. */
  async agreed(id: ConferenceId): Promise<void> {
    await this.submit(id);
    await this.purge(id, 'TASK');
    await this.agreeAll(id);
  }

  /** The record of a held conference is approved. */
  async approve(id: ConferenceId): Promise<void> {
    await this.agreed(id);
    valueOf(await this.step('approve', id, await this.test.staff('moderation')));
  }

  /** Outcome of writing the record, at the revision of now. */
  async record(id: ConferenceId, more: Partial<RecordConferenceCommand> = {}, by: StaffKey = 'protokoll') {
    const { revision } = await this.processOf('conference', id);
    return this.test
      .get(RecordConference)
      .execute(await this.test.staff(by), aRecord(id, { expectedRevision: revision, ...more }));
  }

  /** Leaf states of a conference. */
  async statesOf(id: ConferenceId): Promise<string> {
    return (await this.processOf('conference', id)).activeStates.join(' ').replaceAll('case-conference.', '');
  }

  /** Reads as somebody. */
  async readAs<T>(
    by: Principal | StaffKey,
    read: (tx: Tx, reader: ConferenceReader) => Promise<T>,
  ): Promise<T> {
    const actor = typeof by === 'string' ? await this.test.staff(by) : by;
    return this.test.get(UnitOfWork).run(actor, (tx) => read(tx, this.test.get(ConferenceReader)));
  }
}
