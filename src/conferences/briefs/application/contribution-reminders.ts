import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  asId,
  holidayCalendar,
  plainDate,
  workingDayCalendar,
  type ConferenceId,
  type RegionId,
  type UnitId,
} from '../../../kernel/index.js';
import {
  Clock,
  JobRegistry,
  MailOutbox,
  MailWriters,
  prepared,
  systemPrincipal,
  UnitOfWork,
  type MailReference,
  type OutgoingMail,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceService, legalDayOf } from '../../application/conference-service.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import { findConference, listParticipants } from '../../persistence/conference.repository.js';
import { contributionDueOn } from '../domain/contribution.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';
import { briefRules } from './brief-rules.js';
import { isUnblocked } from './conference-phase.js';

const REMIND = 'conferences.remind-contributions';
const CONTRIBUTION_MAIL = 'contribution';
const REGIONS = prepared('contribution_regions', `SELECT region_id AS "regionId" FROM region`);
/** Longer than any run of holidays before the last day for contributions. */
const DAYS_AHEAD = 21;

/** Reminds bodies one working day before their contribution is due. Mails carry number and topic, as invitations do. */
@Injectable()
export class ContributionReminders implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly writers: MailWriters,
    private readonly outbox: MailOutbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly service: ConferenceService,
    private readonly contributions: ContributionRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring({ task: REMIND, cron: '7 5 * * *' }, (_payload, stopping) =>
      this.run(stopping),
    );
    this.writers.register(CONTRIBUTION_MAIL, (tx, mail, address) => this.write(tx, mail, address));
  }

  /** Looks through all regions, each in a transaction of its own; repeated on the same day it reminds nobody twice. */
  async run(stopping?: AbortSignal): Promise<void> {
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, [])) {
      if (stopping?.aborted) return;
      await this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.remind(tx));
    }
  }

  private async remind(tx: Tx): Promise<void> {
    const today = this.clock.today();
    const ids = await this.contributions.sittingBetween(
      tx,
      today.toString(),
      today.add({ days: DAYS_AHEAD }).toString(),
    );
    for (const id of ids) {
      const conference = await findConference(tx, id);
      const dueOn = conference && dueOf(conference);
      if (!dueOn || remindOn(dueOn) !== today.toString() || !(await isUnblocked(this.service, tx, id)))
        continue;
      const owing = await this.owing(tx, id);
      await this.outbox.post(
        tx,
        owing.map((body) => referenceTo(id, body, dueOn)),
      );
    }
  }

  /** Bodies that have not contributed. */
  private async owing(tx: Tx, id: ConferenceId): Promise<readonly ConferenceParticipant[]> {
    const contributed: readonly UnitId[] = await this.contributions.contributed(tx, id);
    return (await listParticipants(tx, id)).filter(({ unitId }) => !contributed.includes(unitId));
  }

  /** `undefined` once the body contributed, the date moved, or the conference is not held. */
  private async write(tx: Tx, mail: MailReference, address: string): Promise<OutgoingMail | undefined> {
    const id = asId<ConferenceId>(mail.subjectId);
    const conference = await findConference(tx, id);
    const dueOn = conference && dueOf(conference);
    if (!conference || !dueOn || versionOf(dueOn) !== mail.version) return undefined;
    if (!(await isUnblocked(this.service, tx, id))) return undefined;
    const isOwing = (await this.owing(tx, id)).some((body) => {
      const { kind, id: recipientId } = referenceTo(id, body, dueOn).recipient;
      return kind === mail.recipient.kind && recipientId === mail.recipient.id;
    });
    return isOwing ? { to: address, ...wordsOf(conference, dueOn) } : undefined;
  }
}

function dueOf({ startsAt }: ConferenceRow): string | null {
  return startsAt && contributionDueOn(legalDayOf(startsAt), briefRules.contributions.workingDaysBefore);
}

/** One working day before. */
function remindOn(dueOn: string): string {
  return workingDayCalendar(holidayCalendar()).previousWorkingDay(plainDate(dueOn)).toString();
}

/** A date that moves is another reminder, the same date the same. */
function versionOf(dueOn: string): number {
  return Number(dueOn.replaceAll('-', ''));
}

function referenceTo(
  subjectId: ConferenceId,
  { staffId, unitId }: ConferenceParticipant,
  dueOn: string,
): MailReference {
  const recipient =
    staffId === null ? ({ kind: 'UNIT', id: unitId } as const) : ({ kind: 'STAFF', id: staffId } as const);
  return {
    subjectKind: CONTRIBUTION_MAIL,
    subjectId,
    recipient,
    method: 'REQUEST',
    version: versionOf(dueOn),
  };
}

function wordsOf({ number, topic }: ConferenceRow, dueOn: string): Pick<OutgoingMail, 'subject' | 'text'> {
  const [year, month, day] = dueOn.split('-');
  return {
    subject: `Fallkonferenz ${number}: Beitrag bis ${day}.${month}.${year}`,
    text: [
      'Guten Tag,',
      '',
      `zur Fallkonferenz ${number} („${topic}“) fehlt noch der kurze schriftliche Beitrag Ihrer Stelle.`,
      `Bitte schreiben Sie ihn bis ${day}.${month}.${year} in Fallwerk, nicht als Antwort auf diese Mail.`,
      'Kann niemand von Ihnen kommen, ist der schriftliche Beitrag notwendig.',
      '',
      'Diese Mail enthält keine Angaben zur Person.',
    ].join('\n'),
  };
}
