import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  isOnDuty,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import type { InterpreterGender, InterpreterLevel } from '../domain/resource.js';
import { lockResources } from '../persistence/booking.repository.js';
import {
  listInterpreters,
  writeInterpreter,
  type InterpreterRow,
  type SpokenLanguage,
} from '../persistence/interpreter.repository.js';
import {
  listPlaces,
  placesExist,
  type PlaceRow,
  writePlace,
  writeRoom,
  writeTravelTime,
} from '../persistence/place.repository.js';
import { AvailabilityAccess } from './availability-access.js';

/** What has a key. */
interface Keyed {
  readonly idempotencyKey: string;
}

export interface KeepRoomCommand extends Keyed {
  /** Left out: a new room. */
  readonly roomId?: string | null;
  readonly organisationId: string;
  readonly name: string;
  readonly capacity: number;
  readonly stepFree: boolean;
  readonly hasVideo: boolean;
  readonly hearingLoop: boolean;
  readonly placeId?: string | null;
}

export interface KeepInterpreterCommand extends Keyed {
  readonly poolNumber: string;
  readonly level: InterpreterLevel;
  readonly gender?: InterpreterGender | null;
  readonly languages: readonly SpokenLanguage[];
  /** Last day in the pool, calendar date. */
  readonly endedOn?: string | null;
}

/** Rooms, places with the ways between them, and the pool of interpreters. */
@Injectable()
export class KeepPool {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: AvailabilityAccess,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Adds a place or renames one.
   *
   * @returns Errors: NAME_TAKEN. @throws {AccessDenied} the actor keeps no places.
   */
  async keepPlace(
    principal: Principal,
    input: Keyed & { readonly placeId?: string | null; readonly name: string },
  ) {
    return this.commands.run({ name: 'keepPlace', principal, input }, async (tx) => {
      this.authorise(principal);
      if (input.placeId && !(await placesExist(tx, [input.placeId]))) throw new AccessDenied();
      await lockResources(tx, ['places']);
      const placeId = await writePlace(tx, input.placeId ?? null, input.name);
      if (placeId === undefined) return err(rejected(calendarPlanningErrors, 'NAME_TAKEN'));
      await this.note(tx, 'PLACE_KEPT', 'place', placeId);
      return ok({ placeId });
    });
  }

  /**
   * Sets how long a way takes; it counts for the way back as well unless that is set itself.
   *
   * @returns Errors: PLACE_UNKNOWN. @throws {AccessDenied} as above.
   */
  async setTravelTime(
    principal: Principal,
    input: Keyed & { readonly fromPlaceId: string; readonly toPlaceId: string; readonly minutes: number },
  ) {
    return this.commands.run({ name: 'setTravelTime', principal, input }, async (tx) => {
      this.authorise(principal);
      const { fromPlaceId, toPlaceId } = input;
      const areThere = fromPlaceId !== toPlaceId && (await placesExist(tx, [fromPlaceId, toPlaceId]));
      if (!areThere) return err(rejected(calendarPlanningErrors, 'PLACE_UNKNOWN'));
      await writeTravelTime(tx, input);
      return ok({ fromPlaceId, toPlaceId });
    });
  }

  /**
   * Adds a room or changes what it offers.
   *
   * @returns Errors: NAME_TAKEN, PLACE_UNKNOWN. @throws {AccessDenied} as above, or no such room of this organisation.
   */
  async keepRoom(principal: Principal, input: KeepRoomCommand) {
    return this.commands.run({ name: 'keepRoom', principal, input }, async (tx) => {
      this.authorise(principal);
      if (input.placeId && !(await placesExist(tx, [input.placeId])))
        return err(rejected(calendarPlanningErrors, 'PLACE_UNKNOWN'));
      const room = { ...input, id: input.roomId ?? null, placeId: input.placeId ?? null };
      await lockResources(tx, ['rooms']);
      const written = await writeRoom(tx, room);
      if (written === undefined) throw new AccessDenied();
      if (written === 'NAME_TAKEN') return err(rejected(calendarPlanningErrors, 'NAME_TAKEN'));
      await this.note(tx, 'ROOM_KEPT', 'room', written.id);
      return ok({ roomId: written.id });
    });
  }

  /** Adds an interpreter, or changes who has the number. @throws {AccessDenied} as above. */
  async keepInterpreter(principal: Principal, input: KeepInterpreterCommand) {
    return this.commands.run({ name: 'keepInterpreter', principal, input }, async (tx) => {
      this.authorise(principal);
      const { gender = null, endedOn = null, languages } = input;
      const spoken = new Map(languages.map((one) => [`${one.language} ${one.variety}`, one]));
      const entry = { ...input, gender, endedOn, languages: [...spoken.values()] };
      const interpreterId = await writeInterpreter(tx, entry);
      await this.note(tx, 'INTERPRETER_KEPT', 'interpreter', interpreterId);
      return ok({ interpreterId });
    });
  }

  /** Interpreters who work today or later, by number; at most 500. @throws {AccessDenied} nobody on duty asks. */
  async interpreters(tx: Tx, principal: Principal): Promise<readonly InterpreterRow[]> {
    if (!isOnDuty(principal)) throw new AccessDenied();
    return listInterpreters(tx, this.clock.today().toString());
  }

  /** Places by name; at most 200. @throws {AccessDenied} nobody on duty asks. */
  async places(tx: Tx, principal: Principal): Promise<readonly PlaceRow[]> {
    if (!isOnDuty(principal)) throw new AccessDenied();
    return listPlaces(tx);
  }

  private authorise(principal: Principal): void {
    if (!this.access.keepsPool(principal)) throw new AccessDenied();
  }

  private async note(tx: Tx, action: string, objectType: string, objectId: string): Promise<void> {
    await this.audit.record(tx, { action, objectType, objectId });
  }
}
