import { Injectable } from '@nestjs/common';
import type { ConferenceId, StaffId } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import {
  addBooking,
  buffersOf,
  releaseResource,
  withBuffers,
} from '../../calendar-planning/persistence/booking.repository.js';
import { Invitations } from '../../invitations/application/invitations.js';
import { namedFor } from '../../domain/conference.js';
import { findConference, listParticipants } from '../../persistence/conference.repository.js';
import { writeChairs } from '../persistence/sitting.repository.js';

/** Who chairs, and who may in their place. */
export interface Heads {
  readonly chairId: StaffId | null;
  readonly deputyId: StaffId | null;
}

/** Seats whoever chairs or may chair: their time is taken, and they are invited; whoever no longer does is free again. */
@Injectable()
export class DeputySeat {
  constructor(
    private readonly clock: Clock,
    private readonly invitations: Invitations,
  ) {}

  /** @returns `false` when one of them is taken at that time; nothing is changed then. */
  async change(tx: Tx, conferenceId: ConferenceId, heads: Heads): Promise<boolean> {
    const before = await findConference(tx, conferenceId);
    if (!before?.startsAt || !before.endsAt) return false;
    const slot = { startsAt: before.startsAt, endsAt: before.endsAt };
    const time = withBuffers(slot, await buffersOf(tx, conferenceId));
    const at = this.clock.now().toString();
    for (const id of [heads.chairId, heads.deputyId]) {
      if (
        id !== null &&
        !(await addBooking(tx, conferenceId, { time, resources: [{ kind: 'STAFF', id }] }, at))
      )
        return false;
    }
    const stays = await this.staying(tx, conferenceId, [heads.chairId, heads.deputyId, before.recorderId]);
    for (const id of [before.chairId, before.deputyId])
      if (id !== null && !stays.includes(id)) await releaseResource(tx, conferenceId, id, at);
    await writeChairs(tx, [conferenceId], heads);
    await this.invitations.followCircle(tx, conferenceId);
    return true;
  }

  private async staying(
    tx: Tx,
    conferenceId: ConferenceId,
    heads: readonly (StaffId | null)[],
  ): Promise<readonly (StaffId | null)[]> {
    const bodies = await listParticipants(tx, conferenceId);
    return [...heads, ...bodies.flatMap(namedFor)];
  }
}
