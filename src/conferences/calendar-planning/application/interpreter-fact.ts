import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonVault, type Tx } from '../../../platform/index.js';
import {
  ConferenceFacts,
  type ConferenceSubject,
  type InterpreterFact,
} from '../../application/conference-facts.js';
import { higherLevel, type InterpreterLevel } from '../domain/resource.js';
import { bookedLevel } from '../persistence/interpreter.repository.js';
import { mediatedLanguages, readWishes } from '../persistence/wishes.repository.js';

/** Tells the blocks of a conference whether interpreting is needed, and of what level who interprets is. */
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
  async find(tx: Tx, subject: ConferenceSubject): Promise<InterpreterFact> {
    const { id, personId, mode } = subject.conference;
    if (personId === null || mode !== 'IDENTIFIED') return { needed: false, bookedLevel: null };
    const wishes = await readWishes(tx, this.vault, personId);
    const mediated = await mediatedLanguages(tx, personId);
    const needed = wishes?.interpreter != null || mediated.length > 0;
    const present = (await this.facts.find('interpretersPresent', tx, subject)) ?? [];
    if (present.length === 0) return { needed, bookedLevel: await bookedLevel(tx, id) };
    // Who is in the room counts, booked or not, and only in a language of the person.
    const wished = wishes?.interpreter?.language.split('-')[0];
    const languages = [...mediated, ...(wished === undefined ? [] : [wished])];
    const level = present
      .filter(({ language }) => languages.includes(language))
      .reduce<InterpreterLevel | null>((highest, each) => higherLevel(highest, each.level), null);
    return { needed, bookedLevel: level };
  }
}
