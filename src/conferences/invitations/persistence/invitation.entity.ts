import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Date of a conference as it was last sent to calendars. */
@Entity('conference_invitation')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_invitation_conference_fk',
})
@Unique('conference_invitation_uid_unique', ['regionId', 'uid'])
@Check('conference_invitation_slot', `starts_at < ends_at`)
@Check('conference_invitation_sequence', `sequence >= 0`)
export class ConferenceInvitation {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_invitation_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'conference_id',
    primaryKeyConstraintName: 'conference_invitation_pk',
  })
  conferenceId!: string;

  @Column({ type: 'text' })
  uid!: string;

  @Column({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'boolean' })
  cancelled!: boolean;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;

  @Column({ type: 'uuid', name: 'room_id', nullable: true })
  roomId!: string | null;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt!: Date;
}

/** Who is invited to a conference, and what they answered. */
@Entity('conference_invitee')
@ForeignKey('ConferenceInvitation', ['regionId', 'conferenceId'], ['regionId', 'conferenceId'], {
  name: 'conference_invitee_invitation_fk',
})
@Unique('conference_invitee_once', ['regionId', 'conferenceId', 'holderKind', 'holderId'])
@Check('conference_invitee_holder_known', `holder_kind IN ('STAFF', 'UNIT', 'PERSON')`)
@Check('conference_invitee_answer_known', `answer IN ('ACCEPTED', 'DECLINED', 'TENTATIVE')`)
@Check('conference_invitee_channel_known', `answered_through IN ('LINK', 'MAIL')`)
@Check('conference_invitee_answered', `num_nulls(answer, answered_at, answered_through) IN (0, 3)`)
@Index('conference_invitee_holder_idx', ['regionId', 'holderId'])
export class ConferenceInvitee {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_invitee_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_invitee_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text', name: 'holder_kind' })
  holderKind!: string;

  @Column({ type: 'uuid', name: 'holder_id' })
  holderId!: string;

  @Column({ type: 'boolean', default: false })
  removed!: boolean;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'text', name: 'answered_through', nullable: true })
  answeredThrough!: string | null;

  @Column({ type: 'timestamptz', name: 'reply_stamp', nullable: true })
  replyStamp!: Date | null;
}

/** Mail with a reply that was dealt with, so that the same mail again changes nothing. */
@Entity('invitation_reply')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'invitation_reply_region_fk' })
@Check('invitation_reply_mark_format', `octet_length(mark) = 32`)
@Index('invitation_reply_received_idx', ['regionId', 'receivedAt'])
export class InvitationReply {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'invitation_reply_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'invitation_reply_pk' })
  mark!: Buffer;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;
}
