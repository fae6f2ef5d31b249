import { Injectable } from '@nestjs/common';
import { DirectoryReader, type StaffView, type UnitView } from '../../../directory/index.js';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { namedFor } from '../../domain/conference.js';
import { ContributionRepository } from '../../briefs/persistence/contribution.repository.js';
import type { SittingSummary } from '../../sitting/application/sitting-summary.js';
import type { RecordSheet, SheetBody } from '../domain/record-sheet.js';
import { DecisionMandates } from './decision-mandates.js';

/** Who convened, chaired, recorded and came. */
export type SheetPeople = Pick<RecordSheet, 'chair' | 'recorder' | 'convener' | 'bodies'>;

const THERE: readonly string[] = ['PRESENT', 'VIDEO', 'LEFT'];

/** Who was there for which body, with function and mandate, and who contributed in writing instead. */
@Injectable()
export class SheetPeopleReader {
  constructor(
    private readonly directory: DirectoryReader,
    private readonly mandates: DecisionMandates,
    private readonly contributions: ContributionRepository,
  ) {}

  /** @param summary What was entered in the sitting; without it what the record says of attendance. */
  async of(tx: Tx, standing: ConferenceStanding, summary: SittingSummary | undefined): Promise<SheetPeople> {
    const { conference, participants } = standing;
    const { chairId, recorderId, convenerStaffId, convenerUnitId } = conference;
    const entered = summary?.bodies ?? [];
    const units = await this.directory.findUnits(tx, [
      convenerUnitId,
      ...participants.map(({ unitId }) => unitId),
    ]);
    const named = [
      chairId,
      recorderId,
      convenerStaffId,
      ...participants.flatMap(namedFor),
      ...entered.map((one) => one.staffId),
    ];
    const staff = await this.directory.findStaff(
      tx,
      named.flatMap((one) => one ?? []),
    );
    const mandated = await this.mandates.of(tx, standing);
    const contributed = await tx.exOfficio(() => this.contributions.contributed(tx, conference.id));
    const body = (unitId: UnitId, staffIds: readonly StaffId[], attended: boolean | null): SheetBody => {
      const unit = units.find(({ id }) => id === unitId);
      const came = entered.filter((one) => one.unitId === unitId);
      const isThere = came.length === 0 ? attended : came.some(({ presence }) => THERE.includes(presence));
      const who = came.length === 0 ? staffIds.map((staffId) => ({ staffId, jobFunction: null })) : came;
      const names = who.flatMap((one) => nameOf(staff, one.staffId, one.jobFunction) ?? []);
      return {
        unitId,
        name: unit ? fullName(unit) : '',
        contact: unit?.contactFunction ?? '',
        attendee: names.length === 0 ? null : names.join('; '),
        mandate: came.some(({ mandate }) => mandate) || mandated.has(unitId),
        attended: isThere,
        contributed: contributed.includes(unitId) ? true : isThere === false ? false : null,
      };
    };
    return {
      chair: nameOf(staff, chairId, null),
      recorder: nameOf(staff, recorderId, null),
      convener: body(convenerUnitId, convenerStaffId === null ? [] : [convenerStaffId], true),
      bodies: participants.map((one) => body(one.unitId, namedFor(one), one.attended)),
    };
  }
}

function nameOf(staff: readonly StaffView[], staffId: StaffId | null, as: string | null): string | null {
  const found = staff.find(({ id }) => id === staffId);
  return found ? `${found.displayName}, ${as ?? found.jobFunction}` : as;
}

function fullName({ name, organisation }: UnitView): string {
  return name === organisation.name ? name : `${name}, ${organisation.name}`;
}
