import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { randomNumber } from '../../../cases/index.js';
import { err, ok, rejected, type ConferenceId, type UnitId } from '../../../kernel/index.js';
import { Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { CaseRelations, SharingService } from '../../../sharing/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { ConferenceService } from '../../application/conference-service.js';
import { openFindings } from '../domain/anonymisation-check.js';
import { briefErrors } from '../domain/brief.errors.js';
import { AnonymisedBriefRepository, type RoomAnswer } from '../persistence/anonymised-brief.repository.js';
import { BriefRepository } from '../persistence/brief.repository.js';
import { AnonymityCheck, type CheckedBrief } from './anonymity-check.js';
import { isAhead } from './conference-phase.js';
import { authorOf } from './write-brief.js';

export interface ReleaseBriefCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Of the check that was read. */
  readonly contentHash: string;
  /** Hints that were looked at and are harmless. */
  readonly confirmedFindings: readonly string[];
  /** Whether a body in the room works with the person, and would recognise them. */
  readonly room: RoomAnswer | 'RECOGNISABLE';
  /** Why nobody recognises them although a body works with them. */
  readonly roomReason?: string | null;
}

/** Characters that a reason has at least. */
const MIN_REASON = 10;

/** A second person releases a brief without names; any later edit, or another body in the room, voids the release. */
@Injectable()
export class ReleaseBrief {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly facts: ConferenceFacts,
    private readonly relations: CaseRelations,
    private readonly sharing: SharingService,
    private readonly check: AnonymityCheck,
    private readonly briefs: BriefRepository,
    private readonly anonymised: AnonymisedBriefRepository,
  ) {}

  /**
   * @returns Id of the conference. Errors: BRIEF_IS_IDENTIFIED, BRIEF_NOT_POSSIBLE_NOW, RELEASE_CONTENT_CHANGED,
   *   RELEASE_NEEDS_SECOND_PERSON, ANONYMISATION_FINDINGS_OPEN, ANONYMITY_TOO_FEW, ANONYMOUS_CATEGORY_CLOSED,
   *   ROOM_ANSWER_NOT_FITTING, ANONYMITY_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor does not work on cases in the convening unit.
   */
  async execute(principal: Principal, input: ReleaseBriefCommand) {
    return this.commands.run({ name: 'releaseBrief', principal, input }, async (tx) => {
      this.briefs.hold(tx, input.conferenceId);
      const standing = await this.access.get(tx, input.conferenceId);
      const releasedBy = authorOf(principal, standing);
      const { conference, participants } = standing;
      if (conference.mode === 'IDENTIFIED') return err(rejected(briefErrors, 'BRIEF_IS_IDENTIFIED'));
      if (!(await isAhead(this.service, tx, conference.id)))
        return err(rejected(briefErrors, 'BRIEF_NOT_POSSIBLE_NOW'));
      const checked = await this.check.check(tx, standing);
      if (!checked || checked.contentHash !== input.contentHash)
        return err(rejected(briefErrors, 'RELEASE_CONTENT_CHANGED'));
      const writers = [checked.brief.authorId, ...checked.lines.map(({ writtenBy }) => writtenBy)];
      if (writers.includes(releasedBy)) return err(rejected(briefErrors, 'RELEASE_NEEDS_SECOND_PERSON'));
      const objection = await this.objection(tx, standing, checked, input);
      if (objection) return err(rejected(briefErrors, objection));
      const releasedOn = this.clock.today().toString();
      await this.anonymised.withdraw(tx, conference.id, releasedOn);
      const { brief, attributes, contentHash } = checked;
      await this.anonymised.insert(tx, {
        conference,
        briefId: brief.id,
        number: randomNumber('A', randomBytes(8)),
        attributes,
        lines: checked.lines.map(({ section, kind, text }) => ({ section, kind, text: text ?? '' })),
        contentHash,
        circle: participants.map(({ unitId }) => unitId),
        roomAnswer: input.room === 'NO' ? 'NO' : 'NOT_RECOGNISABLE',
        roomReason: input.room === 'NO' ? null : (input.roomReason ?? null),
        releasedBy,
        releasedOn,
      });
      await this.note(tx, conference.id, input);
      await this.facts.changed(tx, conference.id);
      return ok({ conferenceId: conference.id });
    });
  }

  private async objection(
    tx: Tx,
    standing: ConferenceStanding,
    { findings, isSharedByEnough, lines }: CheckedBrief,
    input: ReleaseBriefCommand,
  ): Promise<keyof typeof briefErrors | undefined> {
    if (lines.some(({ text }) => text === null)) return 'BRIEF_LINE_WITHOUT_TEXT';
    if (openFindings(findings, input.confirmedFindings).length > 0) return 'ANONYMISATION_FINDINGS_OPEN';
    if (!isSharedByEnough) return 'ANONYMITY_TOO_FEW';
    const { conference, participants } = standing;
    const categories = [...new Set(lines.map(({ category }) => category))];
    const blocks = await this.sharing.conferenceBlocks(tx, {
      caseId: conference.caseId,
      mode: 'ANONYMISED',
      fromUnitId: conference.convenerUnitId,
      leadUnitId: null,
      participants: participants.map(({ unitId }) => ({ unitId, categories })),
      days: [this.clock.today().toString()],
    });
    if (blocks.length > 0) return 'ANONYMOUS_CATEGORY_CLOSED';
    return this.roomObjection(tx, standing, input);
  }

  /**
   * Whoever was sent a brief about the case with names recognises it again. What the releasing unit sees of who works with
   * the person, or was told of them, speaks against a plain no; what is hidden from it is not told by a refusal.
   */
  private async roomObjection(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    { room, roomReason }: ReleaseBriefCommand,
  ): Promise<'ANONYMITY_NOT_POSSIBLE' | 'ROOM_ANSWER_NOT_FITTING' | undefined> {
    if (room === 'RECOGNISABLE') return 'ANONYMITY_NOT_POSSIBLE';
    const isReasoned = roomReason != null && roomReason.trim().length >= MIN_REASON;
    if (room === 'NOT_RECOGNISABLE' && !isReasoned) return 'ROOM_ANSWER_NOT_FITTING';
    if (conference.caseId === null) return undefined;
    const present = (unitId: UnitId): boolean => participants.some((body) => body.unitId === unitId);
    const told = await this.anonymised.toldUnits(tx, conference.caseId);
    if (told.some(({ unitId, inBrief }) => inBrief && present(unitId))) return 'ANONYMITY_NOT_POSSIBLE';
    if (room === 'NOT_RECOGNISABLE') return undefined;
    const working = await this.relations.participatingUnits(tx, conference.caseId);
    const isKnown = [...working, ...told.map(({ unitId }) => unitId)].some(present);
    return isKnown ? 'ROOM_ANSWER_NOT_FITTING' : undefined;
  }

  /** The register names the conference and neither case nor released brief: nothing in it links them. */
  private async note(tx: Tx, id: ConferenceId, input: ReleaseBriefCommand): Promise<void> {
    await this.audit.record(tx, {
      action: 'BRIEF_RELEASED',
      objectType: 'conference',
      objectId: id,
      details: { room: input.room, confirmedHints: input.confirmedFindings.length },
      legalBasis: '§ 64 Abs. 2a SGB VIII',
    });
  }
}
