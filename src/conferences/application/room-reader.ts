import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** Room in which conferences are held. */
export interface RoomView {
  readonly id: string;
  readonly name: string;
  readonly stepFree: boolean;
}

/** Room with what it offers. */
export interface RoomDetails extends RoomView {
  readonly capacity: number;
  readonly hasVideo: boolean;
  readonly hearingLoop: boolean;
  /** Place, for the way there. */
  readonly placeId: string | null;
}

/** Rooms of a region. */
@Injectable()
export class RoomReader {
  /** By name, at most 200. */
  async list(tx: Tx): Promise<readonly RoomDetails[]> {
    return tx.query<RoomDetails>(
      `SELECT id, name, step_free AS "stepFree", capacity, has_video AS "hasVideo", hearing_loop AS "hearingLoop",
              place_id AS "placeId"
       FROM room WHERE region_id = $1 ORDER BY name, id LIMIT 200`,
      [tx.regionId],
    );
  }

  /** Adds a room; what is there stays as it is. */
  async add(
    tx: Tx,
    room: RoomView & { readonly organisationId: OrganisationId; readonly capacity: number },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO room (region_id, id, organisation_id, name, capacity, step_free) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [tx.regionId, room.id, room.organisationId, room.name, room.capacity, room.stepFree],
    );
  }
}
