import { Injectable } from '@nestjs/common';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { AttendanceRow, PersonPart, PositionRow, Presence } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { findItem } from '../persistence/sitting.repository.js';

/** Somebody of a body, as entered in the sitting. */
export interface SummaryBody {
  readonly unitId: UnitId;
  readonly staffId: StaffId | null;
  readonly jobFunction: string | null;
  readonly mandate: boolean;
  readonly presence: Presence;
}

/** What a record can take over from its sitting. Nothing of the sealed part, no name of a companion. */
export interface SittingSummary {
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly bodies: readonly SummaryBody[];
  readonly interpreter: Pick<AttendanceRow, 'language' | 'level'> | null;
  readonly companionPresent: boolean;
  /** With the person’s dissent, for those who may read it. */
  readonly person: PersonPart;
  /** With all positions, so that dissent stays. */
  readonly positions: readonly PositionRow[];
}

/** Gathers what was entered in a sitting, for the record. Access is checked by the caller. */
@Injectable()
export class SittingSummaries {
  constructor(
    private readonly entries: EntriesRepository,
    private readonly parts: PersonPartRepository,
  ) {}

  /** `undefined` when no sitting was kept: the record then stands for itself. */
  async find(
    tx: Tx,
    { id, personId }: Pick<ConferenceRow, 'id' | 'personId'>,
  ): Promise<SittingSummary | undefined> {
    const item = await findItem(tx, id);
    if (!item || item.state === 'STOPPED') return undefined;
    const place = { itemId: item.id, conferenceId: id, personId };
    const attendance = await this.entries.listAttendance(tx, place);
    const isThere = ({ presence }: AttendanceRow): boolean => ['PRESENT', 'VIDEO', 'LEFT'].includes(presence);
    const interpreter = attendance.find((row) => row.kind === 'INTERPRETER' && isThere(row));
    return {
      startedAt: item.startedAt,
      endedAt: item.endedAt,
      bodies: attendance.flatMap(({ kind, unitId, staffId, jobFunction, mandate, presence }) =>
        kind === 'BODY' && unitId !== null ? [{ unitId, staffId, jobFunction, mandate, presence }] : [],
      ),
      interpreter: interpreter ? { language: interpreter.language, level: interpreter.level } : null,
      companionPresent: attendance.some(
        (row) => row.kind === 'COMPANION' && isThere(row) && row.refusedBecause === null,
      ),
      person: await this.parts.find(tx, place),
      positions: await this.entries.listPositions(tx, place),
    };
  }
}
