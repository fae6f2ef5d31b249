import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import PostalMime, { addressParser, type Email } from 'postal-mime';
import { AuditLog } from '../../../audit/index.js';
import {
  asId,
  ok,
  rejected,
  type RegionId,
  type RequestRejected,
  type Result,
} from '../../../kernel/index.js';
import { Clock, MailAddresses, systemPrincipal, UnitOfWork, type Tx } from '../../../platform/index.js';
import { invitationErrors } from '../domain/invitation.errors.js';
import { readReply, type CalendarReply, type InvitationAnswer } from '../domain/read-reply.js';
import { forgetReply, rememberReply } from '../persistence/invitation-reply.repository.js';
import {
  findInvitationByUid,
  findInvitee,
  languagesOf,
  listInvitees,
  writeAnswer,
  type InvitationRow,
  type InviteeRow,
} from '../persistence/invitation.repository.js';
import { translatedInvitation } from '../texts/index.js';
import { AnswerTickets } from './answer-tickets.js';
import { regionOfUid } from './invitations.js';

/** What the page for answering shows. */
export interface AnswerPage {
  readonly number: string;
  readonly topic: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly answer: InvitationAnswer | null;
  /** Language beside German; for a person. */
  readonly language: string | null;
}

type Refused = RequestRejected<keyof typeof invitationErrors>;
type Found = Result<{ readonly invitee: InviteeRow; readonly invitation: InvitationRow }, Refused>;

/** Mail with a reply: text, calendar, a little around them. */
export const MAX_REPLY_MAIL_BYTES = 262_144;

/** How far the clock of a sender may be ahead and still say which of two replies is the later one. */
const MAX_AHEAD_MS = 24 * 3_600_000;

function refuse(code: keyof typeof invitationErrors): { readonly ok: false; readonly error: Refused } {
  return { ok: false, error: rejected(invitationErrors, code) };
}

/** Takes answers to invitations: by the link in the mail, and by the reply of a calendar program (RFC 6047). */
@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tickets: AnswerTickets,
    private readonly addresses: MailAddresses,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** What a link leads to. Changes nothing. Errors: ANSWER_LINK_INVALID, ANSWER_LINK_EXPIRED, INVITATION_OUTDATED. */
  async look(token: string): Promise<Result<AnswerPage, Refused>> {
    return this.withTicket(token, async (tx, { invitee, invitation }) =>
      ok(await this.pageOf(tx, invitee, invitation)),
    );
  }

  /** Answers by link; the last answer counts. Errors: those of {@link look}. */
  async answer(token: string, answer: InvitationAnswer): Promise<Result<AnswerPage, Refused>> {
    return this.withTicket(token, async (tx, { invitee, invitation }) => {
      const kept = await this.keep(tx, invitee, invitation, { answer, through: 'LINK', stamp: null });
      if (!kept) return refuse('INVITATION_OUTDATED');
      return ok({ ...(await this.pageOf(tx, invitee, invitation)), answer });
    });
  }

  /**
   * Takes a mail as it came in. Only a reply to an invitation of ours, by the address that was invited, about the date
   * that counts now, changes something. The same mail again changes nothing and is answered as before, also when another
   * answer came in between.
   *
   * @param mail Raw message (RFC 5322). Errors: REPLY_…, INVITATION_OUTDATED.
   */
  async receive(mail: Buffer): Promise<Result<InvitationAnswer, Refused>> {
    if (mail.length > MAX_REPLY_MAIL_BYTES) return refuse('REPLY_TOO_LARGE');
    // Readers disagree on what a zero byte means; no mail has one (RFC 5322, 2.2).
    const message = mail.includes(0) ? undefined : await readMail(mail);
    if (!message) return refuse('REPLY_NOT_READABLE');
    const reply = readReply(message.calendar);
    if (!reply.ok) return reply;
    const regionId = regionOfUid(reply.value.uid);
    if (regionId === undefined || message.from !== reply.value.attendee) return refuse('REPLY_UNKNOWN');
    return this.unitOfWork.run(systemPrincipal(asId<RegionId>(regionId)), (tx) =>
      this.apply(tx, reply.value, message.mark),
    );
  }

  private async apply(
    tx: Tx,
    reply: CalendarReply,
    mark: Buffer,
  ): Promise<Result<InvitationAnswer, Refused>> {
    const invitation = await findInvitationByUid(tx, reply.uid);
    const invitee = invitation && (await this.inviteeWith(tx, invitation, reply.attendee));
    // A sequence that was never given out is as unknown as a UID: only the organiser raises it.
    if (!invitation || !invitee || reply.sequence > invitation.sequence) return refuse('REPLY_UNKNOWN');
    if (reply.sequence < invitation.sequence || this.hasBegun(invitation))
      return refuse('INVITATION_OUTDATED');
    const { answer } = reply;
    const stamp = this.sensible(reply.stamp);
    if (!(await rememberReply(tx, mark, this.clock.now().toString()))) return ok(answer);
    const kept = await this.keep(tx, invitee, invitation, { answer, through: 'MAIL', stamp });
    if (kept) return ok(answer);
    await forgetReply(tx, mark);
    return refuse('INVITATION_OUTDATED');
  }

  private async inviteeWith(
    tx: Tx,
    { conferenceId }: InvitationRow,
    address: string,
  ): Promise<InviteeRow | undefined> {
    for (const invitee of await listInvitees(tx, conferenceId)) {
      const own = await this.addresses.find(tx, invitee.holder);
      if (own?.toLowerCase() === address) return invitee;
    }
    return undefined;
  }

  private async withTicket<T>(
    token: string,
    work: (
      tx: Tx,
      found: { readonly invitee: InviteeRow; readonly invitation: InvitationRow },
    ) => Promise<Result<T, Refused>>,
  ): Promise<Result<T, Refused>> {
    const ticket = this.tickets.read(token);
    if (!ticket) return refuse('ANSWER_LINK_INVALID');
    if (ticket.expiresAt * 1_000 <= this.clock.now().epochMilliseconds) return refuse('ANSWER_LINK_EXPIRED');
    return this.unitOfWork.run(systemPrincipal(asId<RegionId>(ticket.regionId)), async (tx) => {
      const found = await this.find(tx, ticket.inviteeId, ticket.sequence);
      return found.ok ? work(tx, found.value) : found;
    });
  }

  private async find(tx: Tx, inviteeId: string, sequence: number): Promise<Found> {
    const found = await findInvitee(tx, inviteeId);
    if (!found || found.invitation.cancelled || found.invitation.sequence !== sequence)
      return refuse('INVITATION_OUTDATED');
    return ok(found);
  }

  private async keep(
    tx: Tx,
    invitee: InviteeRow,
    { conferenceId, sequence }: InvitationRow,
    given: {
      readonly answer: InvitationAnswer;
      readonly through: 'LINK' | 'MAIL';
      readonly stamp: Date | null;
    },
  ): Promise<boolean> {
    const at = this.clock.now().toString();
    const kept = await writeAnswer(tx, { ...given, inviteeId: invitee.id, conferenceId, sequence, at });
    if (kept)
      await this.audit.record(tx, {
        action: 'INVITATION_ANSWERED',
        objectType: 'conference',
        objectId: conferenceId,
        details: { inviteeId: invitee.id, answer: given.answer, through: given.through },
      });
    return kept;
  }

  private async pageOf(tx: Tx, invitee: InviteeRow, invitation: InvitationRow): Promise<AnswerPage> {
    const { number, topic, startsAt, endsAt } = invitation;
    const languages = invitee.holder.kind === 'PERSON' ? await languagesOf(tx, invitee.holder.id) : [];
    const language = languages.find((code) => translatedInvitation(code)) ?? null;
    return { number, topic, startsAt, endsAt, answer: invitee.answer, language };
  }

  /** A clock that is far ahead must not keep later replies away. */
  private sensible(stamp: Date): Date {
    const now = this.clock.now().epochMilliseconds;
    return stamp.getTime() > now + MAX_AHEAD_MS ? new Date(now) : stamp;
  }

  private hasBegun({ startsAt }: InvitationRow): boolean {
    return startsAt.getTime() <= this.clock.now().epochMilliseconds;
  }
}

interface ReplyMail {
  readonly from: string;
  readonly calendar: string;
  /** By which the mail is known again (32 bytes); nothing leads back from it. */
  readonly mark: Buffer;
}

/** What counts of a mail; `undefined` when it has no sender, or not exactly one calendar. */
async function readMail(mail: Buffer): Promise<ReplyMail | undefined> {
  const options = { attachmentEncoding: 'utf8', maxNestingDepth: 16, maxHeadersSize: 65_536 } as const;
  // Beyond the limits of depth and size the library throws; it reads nothing but these bytes.
  const read = await PostalMime.parse(mail, options).catch(() => undefined);
  const [part, ...others] = read?.attachments.filter(({ mimeType }) => mimeType === 'text/calendar') ?? [];
  const from = read && senderOf(read);
  const calendar = part?.content;
  if (typeof calendar !== 'string' || from === undefined) return undefined;
  // Outlook adds the same calendar once more as a file.
  if (others.some(({ content }) => content !== calendar)) return undefined;
  return { from, calendar, mark: markOf(from, read?.messageId ?? mail) };
}

/** The sender belongs to it: nobody can use up the identifier of somebody else's mail. */
function markOf(from: string, id: string | Buffer): Buffer {
  return createHash('sha256').update(`${from}\n`).update(id).digest();
}

/** The one sender; a mail that names several, in one line or in two, shows different ones to different readers. */
function senderOf({ headers }: Email): string | undefined {
  const [line, ...lines] = headers.filter(({ key }) => key === 'from');
  if (!line || lines.length > 0) return undefined;
  const [sender, ...others] = addressParser(line.value);
  return others.length === 0 ? sender?.address?.toLowerCase() : undefined;
}
