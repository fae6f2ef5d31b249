import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonVault, type Tx } from '../../../platform/index.js';
import {
  ConferenceFacts,
  type ConferenceSubject,
  type InterpreterFact,
} from '../../application/conference-facts.js';
import { bookedLevel } from '../persistence/interpreter.repository.js';
import { mediatedLanguages, readWishes } from '../persistence/wishes.repository.js';

/** Tells the blocks of a conference whether interpreting is needed, and of what level who was booked is. */
@Injectable()
export class InterpreterOfConference implements OnModuleInit {
  constructor(
    private readonly facts: ConferenceFacts,
    private readonly vault: PersonVault,
  ) {}

  onModuleInit(): void {
    this.facts.register('interpreter', (tx, subject) => this.find(tx, subject));
  }

  /** Without names the person does not come, and nobody is interpreted for. */
  async find(tx: Tx, { conference }: ConferenceSubject): Promise<InterpreterFact> {
    const { id, personId, mode } = conference;
    if (personId === null || mode !== 'IDENTIFIED') return { needed: false, bookedLevel: null };
    const wishes = await readWishes(tx, this.vault, personId);
    const needed = wishes?.interpreter != null || (await mediatedLanguages(tx, personId)).length > 0;
    return { needed, bookedLevel: await bookedLevel(tx, id) };
  }
}
