import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Line of the brief that stands in a record, with the kind it had there. */
@Entity('conference_record_quote')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_record_quote_conference_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], {
  name: 'conference_record_quote_person_fk',
})
@Check(
  'conference_record_quote_target_known',
  `target IN ('RESULT', 'PERSONS_VIEW', 'PERSON_ABSENT_REASON', 'RESOURCES_NAMED', 'DISSENT', 'DECISION')`,
)
@Check(
  'conference_record_quote_kind_known',
  `kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')`,
)
@Check('conference_record_quote_words_kept', `num_nonnulls(words, words_sealed) = 1`)
@Index('conference_record_quote_conference_idx', ['regionId', 'conferenceId', 'position'])
export class ConferenceRecordQuote {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_record_quote_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_record_quote_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  target!: string;

  /** Of a brief with names, or of a released one without. */
  @Column({ type: 'uuid', name: 'line_id' })
  lineId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'boolean', name: 'is_grounded' })
  isGrounded!: boolean;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'text', nullable: true })
  words!: string | null;

  @Column({ type: 'bytea', name: 'words_sealed', nullable: true })
  wordsSealed!: Buffer | null;
}
