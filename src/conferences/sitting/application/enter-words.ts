import { Injectable } from '@nestjs/common';
import type { UnitId } from '../../../kernel/index.js';
import { AccessDenied, type Principal } from '../../../platform/index.js';
import { textNotAnonymous } from '../../application/anonymous-text.js';
import { mayHearBodies, positionFits } from '../domain/item-rules.js';
import { bodiesInRoom } from '../domain/room.js';
import type { Position, SealedAccess } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { SittingDesk, type SittingCommand } from './sitting-desk.js';

export interface TakePositionCommand extends SittingCommand {
  readonly unitId: UnitId;
  readonly position: Position;
  /** Condition or ground. */
  readonly words?: string | null;
}

export interface SealEntryCommand extends SittingCommand {
  /** Body that says it. */
  readonly unitId: UnitId;
  readonly text: string;
  /** Why it is said before the person joins. */
  readonly reason: string;
}

export interface DecideSealedAccessCommand extends SittingCommand {
  readonly entryId: string;
  readonly access: Exclude<SealedAccess, 'UNDECIDED'>;
}

/** Enters what bodies say: to the result, and in the sealed part. */
@Injectable()
export class EnterWords {
  constructor(
    private readonly desk: SittingDesk,
    private readonly entries: EntriesRepository,
    private readonly parts: PersonPartRepository,
  ) {}

  /**
   * What a body says to the result; dissent stays, and a condition becomes one of the decision.
   *
   * Errors: PERSON_SPEAKS_FIRST, POSITION_NEEDS_WORDS, POSITION_BODY_NOT_THERE, TEXT_NOT_ANONYMOUS, SITTING_NOT_RUNNING.
   */
  position(principal: Principal, input: TakePositionCommand) {
    return this.desk.change('recordBodyPosition', principal, input, 'enters', async (tx, desk) => {
      const { place, standing, staffId, at, item } = desk;
      if (!desk.isRunning || staffId === null) return 'SITTING_NOT_RUNNING';
      const words = input.words?.trim() ? input.words : null;
      const part = await this.parts.find(tx, place);
      const refusal =
        mayHearBodies(part, desk.agenda.personSpeaksFirst) ?? positionFits(input.position, words);
      if (refusal) return refusal;
      const circle = [
        standing.conference.convenerUnitId,
        ...standing.participants.map(({ unitId }) => unitId),
      ];
      const there = bodiesInRoom(await this.entries.listAttendance(tx, place), circle);
      if (!there.includes(input.unitId)) return 'POSITION_BODY_NOT_THERE';
      const isAnonymous = standing.conference.mode === 'ANONYMISED';
      const named = textNotAnonymous(isAnonymous && words !== null ? [words] : [], []);
      if (named) return named;
      const said = { unitId: input.unitId, position: input.position, words };
      await this.entries.takePosition(tx, place, said, { staffId, at, revision: item.revision });
      return undefined;
    });
  }

  /**
   * Something that endangers somebody or concerns a third person, before the person joins.
   *
   * Errors: NOBODY_TO_ACCOMPANY, SEALED_PART_OVER, ATTENDANCE_NOT_POSSIBLE.
   */
  seal(principal: Principal, input: SealEntryCommand) {
    return this.desk.change('addSealedEntry', principal, input, 'enters', async (tx, desk) => {
      const { place, standing, staffId, at } = desk;
      const { personId } = place;
      if (standing.conference.mode === 'ANONYMISED' || personId === null) return 'NOBODY_TO_ACCOMPANY';
      if ((await this.parts.find(tx, place)).turn !== null) return 'SEALED_PART_OVER';
      const circle = [
        standing.conference.convenerUnitId,
        ...standing.participants.map(({ unitId }) => unitId),
      ];
      if (staffId === null || !circle.includes(input.unitId)) return 'ATTENDANCE_NOT_POSSIBLE';
      const { unitId, text, reason } = input;
      await this.entries.seal(tx, { ...place, personId }, { unitId, text, reason }, { staffId, at });
      return undefined;
    });
  }

  /** The chair decides, entry by entry, whether the person may read it. */
  decideAccess(principal: Principal, input: DecideSealedAccessCommand) {
    return this.desk.change('decideSealedAccess', principal, input, 'leads', async (tx, desk) => {
      const { place, staffId, at } = desk;
      if (staffId === null) throw new AccessDenied();
      const { entryId, access } = input;
      if (!(await this.entries.decideAccess(tx, place, entryId, access, { staffId, at })))
        throw new AccessDenied();
      return undefined;
    });
  }

  /** The question for structural findings was asked, and there is none. */
  noFinding(principal: Principal, input: SittingCommand) {
    return this.desk.change('answerFindingQuestion', principal, input, 'enters', async (tx, desk) => {
      if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
      await this.parts.writeNoFinding(tx, desk.place);
      return undefined;
    });
  }
}
