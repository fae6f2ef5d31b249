import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import { Clock, type Principal, type Tx } from '../../../platform/index.js';
import { textNotAnonymous } from '../../application/anonymous-text.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import type { Presence } from '../domain/sitting.js';
import { EntriesRepository, type Attendance } from '../persistence/entries.repository.js';
import { SittingDesk, type Desk, type Refusal, type SittingCommand } from './sitting-desk.js';

export interface RecordAttendanceCommand extends SittingCommand {
  /** Body for which somebody is there; left out: chair, deputy or recorder. */
  readonly unitId?: UnitId | null;
  readonly attendeeId: StaffId;
  readonly jobFunction?: string | null;
  readonly mandate: boolean;
  readonly presence: Presence;
  /** Undertook to keep silent, in front of the chair. */
  readonly undertaking: boolean;
}

export interface RecordHelperCommand extends SittingCommand {
  readonly helper: 'INTERPRETER' | 'COMPANION';
  readonly presence: Presence;
  readonly undertaking: boolean;
  readonly language?: string | null;
  readonly level?: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  readonly poolNumber?: string | null;
  readonly name?: string | null;
  /** The companion is refused, see {@link refusedBecause}. */
  readonly isRefused: boolean;
  readonly refusedBecause?: string | null;
}

const NOBODY = {
  unitId: null,
  staffId: null,
  jobFunction: null,
  mandate: false,
  language: null,
  level: null,
  poolNumber: null,
  name: null,
  refusedBecause: null,
} as const;

/** Enters who is there, as what, with what mandate, bound to secrecy; and who excused themself. */
@Injectable()
export class KeepAttendance {
  constructor(
    private readonly desk: SittingDesk,
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly entries: EntriesRepository,
    private readonly facts: ConferenceFacts,
  ) {}

  /**
   * Somebody of a body, chair, deputy or recorder. Entered again, it is written anew.
   *
   * Errors: ATTENDANCE_NOT_POSSIBLE, TEXT_NOT_ANONYMOUS, SITTING_CHANGED, SITTING_NOT_RUNNING.
   */
  staff(principal: Principal, input: RecordAttendanceCommand) {
    return this.desk.change('recordAttendance', principal, input, 'enters', async (tx, desk) => {
      const jobFunction = filled(input.jobFunction);
      const named = textNotAnonymous(jobFunction === null ? [] : [jobFunction], []);
      if (named) return named;
      const unitId = input.unitId ?? null;
      const kind = await this.kindOf(tx, desk, input.attendeeId, unitId);
      if (kind === undefined) return 'ATTENDANCE_NOT_POSSIBLE';
      const { presence, mandate } = input;
      return this.enter(tx, desk, {
        ...NOBODY,
        kind,
        unitId,
        staffId: input.attendeeId,
        jobFunction,
        mandate,
        presence,
        undertakingAt: input.undertaking ? desk.at : null,
      });
    });
  }

  /**
   * Interpreter or companion of the person. A companion is refused with written reasons only.
   *
   * Errors: NOBODY_TO_ACCOMPANY, INTERPRETER_INCOMPLETE, COMPANION_REFUSAL_NEEDS_REASONS, SITTING_CHANGED.
   */
  helper(principal: Principal, input: RecordHelperCommand) {
    return this.desk.change('recordSittingHelper', principal, input, 'enters', async (tx, desk) => {
      if (desk.standing.conference.mode === 'ANONYMISED') return 'NOBODY_TO_ACCOMPANY';
      const { helper: kind, presence } = input;
      const refusedBecause = filled(input.refusedBecause);
      const language = filled(input.language);
      const level = input.level ?? null;
      if (kind === 'INTERPRETER' && (language === null || level === null)) return 'INTERPRETER_INCOMPLETE';
      if (input.isRefused !== (refusedBecause !== null) || (input.isRefused && kind !== 'COMPANION'))
        return 'COMPANION_REFUSAL_NEEDS_REASONS';
      const isCompanion = kind === 'COMPANION';
      return this.enter(tx, desk, {
        ...NOBODY,
        kind,
        presence,
        undertakingAt: input.undertaking ? desk.at : null,
        language: isCompanion ? null : language,
        level: isCompanion ? null : level,
        poolNumber: isCompanion ? null : filled(input.poolNumber),
        name: isCompanion ? filled(input.name) : null,
        refusedBecause,
      });
    });
  }

  private async enter(tx: Tx, desk: Desk, row: Attendance): Promise<Refusal> {
    if (desk.staffId === null) return 'ATTENDANCE_NOT_POSSIBLE';
    await this.entries.attend(tx, desk.place, row, { staffId: desk.staffId, at: desk.at });
    // Before the sitting the blocks follow; within it the chair decides whether to go on.
    if (!desk.isInSession) await this.facts.changed(tx, desk.place.conferenceId);
    return undefined;
  }

  /** As what somebody is there: heads the conference, or is staff of a body that takes part, never both. */
  private async kindOf(
    tx: Tx,
    { standing }: Desk,
    staffId: StaffId,
    unitId: UnitId | null,
  ): Promise<'CHAIR' | 'RECORDER' | 'BODY' | undefined> {
    const { recorderId, chairId, deputyId, convenerUnitId } = standing.conference;
    if (unitId === null) {
      if (staffId === recorderId) return 'RECORDER';
      return [chairId, deputyId].includes(staffId) ? 'CHAIR' : undefined;
    }
    const circle = [convenerUnitId, ...standing.participants.map((body) => body.unitId)];
    if (!circle.includes(unitId) || [recorderId, chairId, deputyId].includes(staffId)) return undefined;
    const roles = await this.directory.listRoles(tx, [staffId], this.clock.today().toString());
    return roles.some((role) => role.unitId === unitId) ? 'BODY' : undefined;
  }
}

/** Blank is not said. */
function filled(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text;
}
