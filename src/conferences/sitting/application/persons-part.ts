import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../platform/index.js';
import { readBackFits } from '../domain/item-rules.js';
import type { PersonForm, PersonTurn, ReadBackAnswer } from '../domain/sitting.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { SittingDesk, type SittingCommand } from './sitting-desk.js';

export interface PersonFormCommand extends SittingCommand {
  readonly form: PersonForm;
}

export interface PersonTurnCommand extends SittingCommand {
  readonly turn: PersonTurn;
}

export interface ReadBackCommand extends SittingCommand {
  readonly answer: ReadBackAnswer;
  /** The person’s own words; needed for a dissent. */
  readonly words?: string | null;
}

/** The person’s part: how they take part, their turn before all others, and their answer to the summary. */
@Injectable()
export class PersonsPart {
  constructor(
    private readonly desk: SittingDesk,
    private readonly parts: PersonPartRepository,
  ) {}

  /** The person chooses how to take part, or chair and recorder enter what they said. Errors: NOBODY_TO_ACCOMPANY. */
  form(principal: Principal, input: PersonFormCommand) {
    return this.desk.change('choosePersonForm', principal, input, 'entersOrIsPerson', async (tx, desk) => {
      if (desk.standing.conference.mode === 'ANONYMISED') return 'NOBODY_TO_ACCOMPANY';
      await this.parts.writeForm(tx, desk.place, input.form);
      return undefined;
    });
  }

  /**
   * The person has spoken, written, let somebody speak, or did not want to. Only now bodies are heard.
   *
   * Errors: NOBODY_TO_ACCOMPANY, SITTING_NOT_RUNNING.
   */
  turn(principal: Principal, input: PersonTurnCommand) {
    return this.desk.change('markPersonTurn', principal, input, 'enters', async (tx, desk) => {
      if (desk.standing.conference.mode === 'ANONYMISED') return 'NOBODY_TO_ACCOMPANY';
      if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
      await this.parts.writeTurn(tx, desk.place, input.turn, desk.at);
      return undefined;
    });
  }

  /**
   * What the person says to the summary; they may answer themself.
   *
   * Errors: NOBODY_TO_ACCOMPANY, PERSON_SPEAKS_FIRST, READ_BACK_NOT_POSSIBLE, SITTING_NOT_RUNNING.
   */
  readBack(principal: Principal, input: ReadBackCommand) {
    return this.desk.change('recordReadBack', principal, input, 'entersOrIsPerson', async (tx, desk) => {
      if (desk.standing.conference.mode === 'ANONYMISED') return 'NOBODY_TO_ACCOMPANY';
      if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
      const words = input.words?.trim() ? input.words : null;
      const by = desk.standing.isClient ? 'PERSON' : 'STAFF';
      const refusal = readBackFits(await this.parts.find(tx, desk.place), { ...input, words, by });
      if (refusal) return refusal;
      await this.parts.writeReadBack(tx, desk.place, { answer: input.answer, words, by }, desk.at);
      return undefined;
    });
  }
}
