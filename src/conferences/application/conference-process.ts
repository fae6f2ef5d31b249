import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseOpenness, TaskBook } from '../../cases/index.js';
import { asId, type CaseId, type ConferenceId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { ConsentEvents, type ConsentView } from '../../sharing/index.js';
import {
  systemActor,
  WorkflowRegistry,
  type Facts,
  type FactsSubject,
  type SubjectAccess,
} from '../../workflow/index.js';
import type { BlockCode } from '../domain/blocks.js';
import { faultsOfKinds, KIND_RULES } from '../domain/conference-kinds.js';
import { BLOCKED, CONFERENCE_KINDS, type ConferenceRow } from '../domain/conference.js';
import {
  findConference,
  listConferencesOfCase,
  listParticipants,
} from '../persistence/conference.repository.js';
import { findRecordProgress, listDecisionIds } from '../persistence/record-progress.js';
import { ConferenceAssessment } from './assess-conference.js';
import { ConferenceAccess } from './conference-access.js';
import { ConferenceFacts } from './conference-facts.js';
import { ConferenceService } from './conference-service.js';
import { RecordFacts } from '../record/application/record-facts.js';
import { DECISION_ORIGIN } from './record-conference.js';

/** Leaf states in which a conference has not been held yet and rests on consents. */
const AHEAD = ['consentCheck', 'scheduled', 'postponed', 'inSession'].map(
  (state) => `case-conference.${state}`,
);

/** Blocks that the person can cure. */
const OF_CONSENT: readonly BlockCode[] = ['CONSENT_MISSING', 'NO_LEGAL_BASIS'];

/** Blocks that end a sitting that has begun. */
const STOPS_SITTING: readonly BlockCode[] = ['STATUS_RISK', 'NO_LEGAL_BASIS'];

/** Event by which a conference follows. */
interface FollowingEvent {
  readonly type: string;
  readonly payload?: Readonly<Record<string, string>>;
}

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
    private readonly assessment: ConferenceAssessment,
    private readonly conferenceFacts: ConferenceFacts,
    private readonly recordFacts: RecordFacts,
    private readonly openness: CaseOpenness,
  ) {}

  /** @throws {Error} the table of kinds cannot be used. */
  onModuleInit(): void {
    const faults = faultsOfKinds(KIND_RULES, CONFERENCE_KINDS);
    if (faults.length > 0) throw new Error(`Kinds of conference: ${faults.join('; ')}`);
    this.conferenceFacts.subscribe((tx, id) => this.followFact(tx, id));
    this.registry.registerFacts('case-conference', (tx, process) => this.facts(tx, process));
    this.registry.registerSubjectAccess('conference', (tx, principal, process) =>
      this.may(tx, principal, process),
    );
    this.consents.subscribe((tx, consent) => this.follow(tx, consent));
    this.openness.subscribe((tx, caseId) => this.followOpenness(tx, caseId));
  }

  private async facts(tx: Tx, process: FactsSubject): Promise<Facts> {
    const id = asId<ConferenceId>(process.subject.id);
    const conference = await findConference(tx, id);
    if (!conference) throw new Error('Process of a conference that is not there');
    const participants = await listParticipants(tx, id);
    const blocks = await this.assessment.preventingNext(tx, conference, participants);
    const record = await findRecordProgress(tx, id);
    const originIds = await listDecisionIds(tx, id);
    return {
      noOpenBlocks: blocks.length === 0,
      dateBooked: conference.startsAt !== null,
      moderatorIsNotRecorder: conference.chairId !== null && conference.chairId !== conference.recorderId,
      personsViewRecorded: record?.hasPersonsView === true,
      ...(await this.recordFacts.of(tx, conference, participants)),
      recordApprovedByChair: record?.approvedBy !== undefined && record.approvedBy === conference.chairId,
      tasksSettled: await this.tasks.allSettled(tx, DECISION_ORIGIN, originIds),
    };
  }

  private async may(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const standing = await this.access.find(tx, asId<ConferenceId>(process.subject.id), principal);
    if (!standing) return { mayRead: false, codes: [] };
    const { knowsCase, isOfConvenerUnit, isConvener, isCaseLead, isClient } = standing;
    // Chair, recorder and bodies do not learn on the way what the person consented to or did not want.
    const isInside = isConvener || isCaseLead || isClient || (isOfConvenerUnit && knowsCase);
    const sees = isInside ? 'ALL' : 'STATES';
    return { mayRead: true, codes: standing.actor.codes, knowsCase, sees };
  }

  /** A consent began or ended: conferences of the case that have not been held are blocked or set free. */
  private async follow(tx: Tx, consent: ConsentView): Promise<void> {
    for (const conference of await listConferencesOfCase(tx, consent.caseId)) {
      if (conference.mode === 'IDENTIFIED') await this.reassess(tx, conference, consent);
    }
  }

  /** A case was protected, opened or closed to somebody: what names the person must not go on before others. */
  private async followOpenness(tx: Tx, caseId: CaseId): Promise<void> {
    for (const conference of await listConferencesOfCase(tx, caseId)) {
      if (conference.mode === 'IDENTIFIED') await this.reassess(tx, conference);
    }
  }

  /** Something else that the blocks rest on changed. */
  private async followFact(tx: Tx, id: ConferenceId): Promise<void> {
    const conference = await findConference(tx, id);
    if (conference) await this.reassess(tx, conference);
  }

  /** What moved on in between is looked at again: nothing may keep a person from revoking. */
  private async reassess(tx: Tx, conference: ConferenceRow, consent?: ConsentView): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const event = await this.eventFor(tx, conference, consent);
      if (!event) return;
      const sent = await this.service.send(tx, conference.id, event, systemActor);
      if (sent.ok) return;
      if (!OVERTAKEN.includes(sent.error.code) || attempt === MAX_ATTEMPTS)
        throw new Error(`Conference could not follow its blocks: ${sent.error.code}`);
    }
  }

  /** Event by which a conference follows its blocks; `undefined` when it stands as it should. */
  private async eventFor(
    tx: Tx,
    conference: ConferenceRow,
    consent: ConsentView | undefined,
  ): Promise<FollowingEvent | undefined> {
    const { activeStates, context, status } = await this.service.process(tx, conference.id);
    if (status !== 'active') return undefined;
    const participants = await listParticipants(tx, conference.id);
    const blocks = await this.assessment.preventingDate(tx, conference, participants);
    if (blocks.length > 0) {
      if (!activeStates.some((state) => AHEAD.includes(state))) return undefined;
      const codes = blocks.map(({ code }) => code);
      if (consent && codes.some((code) => OF_CONSENT.includes(code)))
        return { type: 'CONSENT_REVOKED', payload: { consentId: consent.id } };
      // What is found during the sitting is for the chair, who can pause it. Of a case that was protected meanwhile
      // the chair knows nothing any more: it stops.
      const sits = activeStates.includes('case-conference.inSession');
      const cause = sits ? codes.find((code) => STOPS_SITTING.includes(code)) : codes[0];
      return cause === undefined ? undefined : { type: 'BLOCK_FOUND', payload: { cause } };
    }
    // An objection of the person is not lifted by a consent.
    const waits = activeStates.includes(BLOCKED) && context['blockedBy'] !== 'PERSON_OBJECTS';
    return waits ? { type: 'BLOCK_RESOLVED' } : undefined;
  }
}
