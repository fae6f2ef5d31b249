import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Dates offered to those who would take part; people and rooms are held until it expires. */
@Entity('date_proposal')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'date_proposal_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'chairId'], ['regionId', 'id'], { name: 'date_proposal_chair_fk' })
@ForeignKey('StaffMember', ['regionId', 'recorderId'], ['regionId', 'id'], {
  name: 'date_proposal_recorder_fk',
})
@Check('date_proposal_expiry', `proposed_at < expires_at`)
@Check('date_proposal_closed', `(closed_at IS NULL) = (outcome IS NULL)`)
@Check('date_proposal_outcome_known', `outcome IN ('FIXED', 'WITHDRAWN', 'EXPIRED')`)
@Index('date_proposal_one_open', ['regionId', 'conferenceId'], { unique: true, where: 'closed_at IS NULL' })
@Index('date_proposal_untold_idx', ['regionId', 'closedAt'], {
  where: 'closed_at IS NOT NULL AND told_at IS NULL',
})
export class DateProposal {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'date_proposal_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'date_proposal_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'chair_id' })
  chairId!: string;

  @Column({ type: 'uuid', name: 'recorder_id' })
  recorderId!: string;

  @Column({ type: 'timestamptz', name: 'proposed_at' })
  proposedAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  /** When those who were asked were told of its end. */
  @Column({ type: 'timestamptz', name: 'told_at', nullable: true })
  toldAt!: Date | null;
}

/** One of the proposed dates, with room and interpreter. */
@Entity('date_proposal_slot')
@ForeignKey('DateProposal', ['regionId', 'proposalId'], ['regionId', 'id'], {
  name: 'date_proposal_slot_proposal_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'date_proposal_slot_conference_fk',
})
@ForeignKey('Room', ['regionId', 'roomId'], ['regionId', 'id'], { name: 'date_proposal_slot_room_fk' })
@ForeignKey('Interpreter', ['regionId', 'interpreterId'], ['regionId', 'id'], {
  name: 'date_proposal_slot_interpreter_fk',
})
@Check('date_proposal_slot_order', `starts_at < ends_at`)
@Index('date_proposal_slot_idx', ['regionId', 'proposalId', 'startsAt'])
export class DateProposalSlot {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'date_proposal_slot_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'date_proposal_slot_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'proposal_id' })
  proposalId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;

  @Column({ type: 'uuid', name: 'room_id', nullable: true })
  roomId!: string | null;

  @Column({ type: 'uuid', name: 'interpreter_id', nullable: true })
  interpreterId!: string | null;
}

/** Who would come on a proposed date and for which body; without a body who chairs or records. */
@Entity('date_proposal_voter')
@ForeignKey('DateProposalSlot', ['regionId', 'slotId'], ['regionId', 'id'], {
  name: 'date_proposal_voter_slot_fk',
})
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], {
  name: 'date_proposal_voter_staff_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'date_proposal_voter_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'date_proposal_voter_unit_fk',
})
@Index('date_proposal_voter_staff_idx', ['regionId', 'staffId'])
export class DateProposalVoter {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'date_proposal_voter_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'slot_id', primaryKeyConstraintName: 'date_proposal_voter_pk' })
  slotId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'staff_id', primaryKeyConstraintName: 'date_proposal_voter_pk' })
  staffId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'proposal_id' })
  proposalId!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;
}

/** What somebody said to a proposed date; never why. */
@Entity('date_vote')
@ForeignKey('DateProposalSlot', ['regionId', 'slotId'], ['regionId', 'id'], { name: 'date_vote_slot_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'date_vote_conference_fk',
})
@Check('date_vote_holder_known', `holder_kind IN ('STAFF', 'PERSON')`)
@Check('date_vote_answer_known', `answer IN ('YES', 'IF_NEEDED', 'NO')`)
export class DateVote {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'date_vote_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'slot_id', primaryKeyConstraintName: 'date_vote_pk' })
  slotId!: string;

  @PrimaryColumn({ type: 'text', name: 'holder_kind', primaryKeyConstraintName: 'date_vote_pk' })
  holderKind!: string;

  @PrimaryColumn({ type: 'uuid', name: 'holder_id', primaryKeyConstraintName: 'date_vote_pk' })
  holderId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  answer!: string;

  @Column({ type: 'timestamptz', name: 'voted_at' })
  votedAt!: Date;
}
