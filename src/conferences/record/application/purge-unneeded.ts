import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { findRecordProgress } from '../../persistence/record-progress.js';
import { recordErrors } from '../domain/record.errors.js';
import { insertPurge, type PurgedLine } from '../persistence/purge.repository.js';
import type { ProposedLine } from './purge-sources.js';
import { RecordSteps } from './record-steps.js';
import { lineKey, UnneededLines } from './unneeded-lines.js';

export interface PurgeUnneededCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Everything that was disclosed for it: what each line is kept for; left out: unneeded. */
  readonly lines: readonly {
    readonly source: string;
    readonly lineId: string;
    readonly keptFor?: PurgedLine['keptFor'] | undefined;
  }[];
}

/** What of the disclosed data turned out unneeded is taken back before the record is approved (§ 23 Abs. 2 S. 2 SGB IX). */
@Injectable()
export class PurgeUnneeded {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly steps: RecordSteps,
    private readonly unneeded: UnneededLines,
    private readonly reader: ConferenceReader,
  ) {}

  /**
   * Everything disclosed for the conference and not decided on, with what it seems to be needed for, for chair and
   * recorder as long as they may read the record, and for the convening side; empty for others, and for one that names
   * nobody.
   *
   * @throws {AccessDenied} the actor has nothing to do with it.
   */
  async proposals(tx: Tx, id: ConferenceId): Promise<readonly ProposedLine[]> {
    const standing = await this.steps.get(tx, id);
    return (await this.mayLook(tx, standing)) ? this.unneeded.open(tx, standing.conference) : [];
  }

  /**
   * Decides on every disclosed line at once; what is unneeded loses its basis, and its recipients owe an answer.
   *
   * @returns Id of the conference and number of lines taken back. Errors: RECORD_NOT_SUBMITTED, RECORD_ALREADY_APPROVED,
   *   PURGE_INCOMPLETE (a line was left out or is not one of this conference).
   * @throws {AccessDenied} the actor neither chairs, records nor convenes it, or may not read the record any more.
   */
  async execute(principal: Principal, input: PurgeUnneededCommand) {
    return this.commands.run({ name: 'purgeUnneeded', principal, input }, async (tx) => {
      const standing = await this.standing(tx, input.conferenceId);
      const { conference } = standing;
      if (principal.kind !== 'staff') throw new AccessDenied();
      const progress = await findRecordProgress(tx, conference.id);
      if (progress?.approvedAt != null) return err(rejected(recordErrors, 'RECORD_ALREADY_APPROVED'));
      if (progress === undefined) return err(rejected(recordErrors, 'RECORD_NOT_SUBMITTED'));
      const open = await this.unneeded.open(tx, conference);
      if (!sameLines(open, input.lines)) return err(rejected(recordErrors, 'PURGE_INCOMPLETE'));
      const lines = input.lines.map(({ source, lineId, keptFor }) => ({
        source,
        lineId,
        keptFor: keptFor ?? null,
      }));
      const at = this.clock.now().toString();
      await insertPurge(tx, conference.id, { by: principal.staffId, at, lines });
      const purged = lines.filter(({ keptFor }) => keptFor === null);
      if (conference.caseId !== null) await this.unneeded.takeBack(tx, conference.caseId, conference, purged);
      await this.steps.note(tx, 'CONFERENCE_PURGED', standing, {
        purged: purged.length,
        kept: lines.length - purged.length,
      });
      return ok({ conferenceId: conference.id, purged: purged.length });
    });
  }

  private async standing(tx: Tx, id: ConferenceId): Promise<ConferenceStanding> {
    const standing = await this.steps.get(tx, id);
    if (!(await this.mayLook(tx, standing))) throw new AccessDenied();
    return standing;
  }

  /** The convening side keeps what was disclosed: so the approval waits for nobody who may not look any more. */
  private async mayLook(tx: Tx, { conference, ...actor }: ConferenceStanding): Promise<boolean> {
    if (actor.isConvener || actor.isCaseLead) return true;
    if (!actor.isChair && !actor.isRecorder) return false;
    return (await this.reader.record(tx, conference.id)) !== null;
  }
}

function sameLines(
  open: readonly ProposedLine[],
  decided: readonly Pick<PurgedLine, 'source' | 'lineId'>[],
): boolean {
  const wanted = new Set(open.map(lineKey));
  const given = new Set(decided.map(lineKey));
  return (
    wanted.size === given.size && decided.length === given.size && [...wanted].every((key) => given.has(key))
  );
}
