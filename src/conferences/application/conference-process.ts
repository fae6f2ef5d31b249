import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TaskBook } from '../../cases/index.js';
import { asId, type ConferenceId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { ConsentEvents, type ConsentView } from '../../sharing/index.js';
import {
  systemActor,
  WorkflowRegistry,
  type Facts,
  type FactsSubject,
  type SubjectAccess,
} from '../../workflow/index.js';
import { BLOCKED, type ConferenceRow } from '../domain/conference.js';
import {
  findConference,
  listConferencesOfCase,
  listParticipants,
} from '../persistence/conference.repository.js';
import { findRecordProgress, listDecisionIds } from '../persistence/record-progress.js';
import { ConferenceAccess } from './conference-access.js';
import { ConferenceService } from './conference-service.js';
import { DECISION_ORIGIN } from './record-conference.js';

/** Leaf states in which a conference has not been held yet and rests on consents. */
const AHEAD = ['consentCheck', 'scheduled', 'postponed', 'inSession'].map(
  (state) => `case-conference.${state}`,
);

/** Refusals that mean: somebody moved the conference between looking and sending. */
const OVERTAKEN: readonly string[] = ['EVENT_NOT_POSSIBLE_NOW', 'GUARD_REFUSED', 'PROCESS_FINISHED'];
const MAX_ATTEMPTS = 3;

/** Binds the definition `case-conference`, and lets conferences follow consents at once. */
@Injectable()
export class ConferenceProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly consents: ConsentEvents,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly tasks: TaskBook,
  ) {}

  onModuleInit(): void {
    this.registry.registerFacts('case-conference', (tx, process) => this.facts(tx, process));
    this.registry.registerSubjectAccess('conference', (tx, principal, process) =>
      this.may(tx, principal, process),
    );
    this.consents.subscribe((tx, consent) => this.follow(tx, consent));
  }

  private async facts(tx: Tx, process: FactsSubject): Promise<Facts> {
    const id = asId<ConferenceId>(process.subject.id);
    const conference = await findConference(tx, id);
    if (!conference) throw new Error('Process of a conference that is not there');
    const blocks = await this.service.blocks(tx, conference, await listParticipants(tx, id));
    const record = await findRecordProgress(tx, id);
    const originIds = await listDecisionIds(tx, id);
    return {
      noOpenBlocks: blocks.length === 0,
      dateBooked: conference.startsAt !== null,
      moderatorIsNotRecorder: conference.chairId !== null && conference.chairId !== conference.recorderId,
      personsViewRecorded: record?.hasPersonsView === true,
      recordApprovedByChair: record?.approvedBy !== undefined && record.approvedBy === conference.chairId,
      tasksSettled: await this.tasks.allSettled(tx, DECISION_ORIGIN, originIds),
    };
  }

  private async may(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const standing = await this.access.find(tx, asId<ConferenceId>(process.subject.id), principal);
    if (!standing) return { mayRead: false, codes: [] };
    return { mayRead: true, codes: standing.actor.codes, knowsCase: standing.knowsCase };
  }

  /** A consent began or ended: conferences of the case that have not been held are blocked or set free. */
  private async follow(tx: Tx, consent: ConsentView): Promise<void> {
    for (const conference of await listConferencesOfCase(tx, consent.caseId)) {
      if (conference.mode === 'IDENTIFIED') await this.reassess(tx, conference, consent);
    }
  }

  /** What moved on in between is looked at again: nothing may keep a person from revoking. */
  private async reassess(tx: Tx, conference: ConferenceRow, consent: ConsentView): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const event = await this.eventFor(tx, conference, consent);
      if (!event) return;
      const sent = await this.service.send(tx, conference.id, event, systemActor);
      if (sent.ok) return;
      if (!OVERTAKEN.includes(sent.error.code) || attempt === MAX_ATTEMPTS)
        throw new Error(`Conference could not follow a consent: ${sent.error.code}`);
    }
  }

  /** Event by which a conference follows its blocks; `undefined` when it stands as it should. */
  private async eventFor(tx: Tx, conference: ConferenceRow, consent: ConsentView) {
    const { activeStates, context, status } = await this.service.process(tx, conference.id);
    if (status !== 'active') return undefined;
    const blocks = await this.service.blocks(tx, conference, await listParticipants(tx, conference.id));
    if (blocks.length > 0) {
      const rests = activeStates.some((state) => AHEAD.includes(state));
      return rests ? { type: 'CONSENT_REVOKED', payload: { consentId: consent.id } } : undefined;
    }
    // An objection of the person is not lifted by a consent.
    const waits = activeStates.includes(BLOCKED) && context['blockedBy'] !== 'PERSON_OBJECTS';
    return waits ? { type: 'BLOCK_RESOLVED' } : undefined;
  }
}
