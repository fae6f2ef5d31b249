import { newId, type Tx } from '../../../platform/index.js';

/** Where rooms lie. */
export interface PlaceRow {
  readonly id: string;
  readonly name: string;
}

/** Way from one place to another; both ways where the way back has no row of its own. */
export interface TravelRow {
  readonly fromPlaceId: string;
  readonly toPlaceId: string;
  readonly minutes: number;
}

/** Room with all that planning asks of it. */
export interface RoomRow {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly capacity: number;
  readonly stepFree: boolean;
  readonly hasVideo: boolean;
  readonly hearingLoop: boolean;
  readonly placeId: string | null;
}

/** Places by name; at most 200. */
export async function listPlaces(tx: Tx): Promise<PlaceRow[]> {
  return tx.query<PlaceRow>(`SELECT id, name FROM place WHERE region_id = $1 ORDER BY name LIMIT 200`, [
    tx.regionId,
  ]);
}

/** All ways. */
export async function listTravelTimes(tx: Tx): Promise<TravelRow[]> {
  return tx.query<TravelRow>(
    `SELECT from_place_id AS "fromPlaceId", to_place_id AS "toPlaceId", minutes FROM travel_time
     WHERE region_id = $1 ORDER BY from_place_id, to_place_id`,
    [tx.regionId],
  );
}

/** Rooms by name; at most 200. */
export async function listRooms(tx: Tx): Promise<RoomRow[]> {
  return tx.query<RoomRow>(
    `SELECT id, organisation_id AS "organisationId", name, capacity, step_free AS "stepFree", has_video AS "hasVideo",
            hearing_loop AS "hearingLoop", place_id AS "placeId"
     FROM room WHERE region_id = $1 ORDER BY name, id LIMIT 200`,
    [tx.regionId],
  );
}

/** Adds a place or renames one. @returns Its identifier; `undefined` when the name is taken or it is not there. */
export async function writePlace(tx: Tx, id: string | null, name: string): Promise<string | undefined> {
  const [taken] = await tx.query<{ id: string }>(
    `SELECT id FROM place WHERE region_id = $1 AND name = $2 AND id IS DISTINCT FROM $3::uuid`,
    [tx.regionId, name, id],
  );
  if (taken) return undefined;
  const [row] =
    id === null
      ? await tx.query<{ id: string }>(
          `INSERT INTO place (region_id, id, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`,
          [tx.regionId, newId(), name],
        )
      : await tx.query<{ id: string }>(
          `UPDATE place SET name = $3 WHERE region_id = $1 AND id = $2 RETURNING id`,
          [tx.regionId, id, name],
        );
  return row?.id;
}

/** Whether all these places are there. */
export async function placesExist(tx: Tx, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM place WHERE region_id = $1 AND id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
  return rows.length === new Set(ids).size;
}

/** Writes how long a way takes. */
export async function writeTravelTime(tx: Tx, way: TravelRow): Promise<void> {
  await tx.query(
    `INSERT INTO travel_time (region_id, from_place_id, to_place_id, minutes) VALUES ($1, $2, $3, $4)
     ON CONFLICT ON CONSTRAINT travel_time_pk DO UPDATE SET minutes = excluded.minutes`,
    [tx.regionId, way.fromPlaceId, way.toPlaceId, way.minutes],
  );
}

/** Adds a room or changes one; its organisation never changes. @returns Its identifier, or why not. */
export async function writeRoom(
  tx: Tx,
  room: Omit<RoomRow, 'id'> & { readonly id: string | null },
): Promise<{ readonly id: string } | 'NAME_TAKEN' | undefined> {
  const [organisation] = await tx.query<{ id: string }>(
    `SELECT o.id FROM organisation o WHERE o.region_id = $1 AND o.id = $2
       AND ($3::uuid IS NULL OR EXISTS (
         SELECT FROM room r WHERE r.region_id = $1 AND r.id = $3 AND r.organisation_id = o.id))`,
    [tx.regionId, room.organisationId, room.id],
  );
  if (!organisation) return undefined;
  const [taken] = await tx.query<{ id: string }>(
    `SELECT id FROM room WHERE region_id = $1 AND organisation_id = $2 AND name = $3 AND id IS DISTINCT FROM $4::uuid`,
    [tx.regionId, room.organisationId, room.name, room.id],
  );
  if (taken) return 'NAME_TAKEN';
  const id = room.id ?? newId();
  const written = await tx.query<{ id: string }>(
    `INSERT INTO room (region_id, id, organisation_id, name, capacity, step_free, has_video, hearing_loop, place_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ON CONSTRAINT room_pk DO UPDATE SET name = excluded.name, capacity = excluded.capacity,
       step_free = excluded.step_free, has_video = excluded.has_video, hearing_loop = excluded.hearing_loop,
       place_id = excluded.place_id RETURNING id`,
    [
      tx.regionId,
      id,
      room.organisationId,
      room.name,
      room.capacity,
      room.stepFree,
      room.hasVideo,
      room.hearingLoop,
      room.placeId,
    ],
  );
  return written[0];
}
