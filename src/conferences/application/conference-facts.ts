import { Injectable } from '@nestjs/common';
import type { ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../domain/conference.js';

/** Conference that is asked about, as it would be held. */
export interface ConferenceSubject {
  readonly conference: ConferenceRow;
  /** Bodies that take part now; excluded ones are not among them. */
  readonly participants: readonly ConferenceParticipant[];
}

/** Participant that something concerns: the whole body, or one staff member of it. */
export interface ConcernedParticipant {
  readonly unitId: UnitId;
  /** `null` when it concerns whoever comes for the body. */
  readonly staffId: StaffId | null;
}

/** Somebody who interprets in the room, bound to secrecy. */
export interface InterpreterPresent {
  /** Primary language subtag (BCP 47). */
  readonly language: string;
  readonly level: 'LAY' | 'QUALIFIED' | 'SWORN';
}

/** Interpreting, as it is known now. */
export interface InterpreterFact {
  /** The person does not follow German well enough. */
  readonly needed: boolean;
  /** Level of who interprets: of whoever is in the room, else of who was booked; `null` when nobody does. */
  readonly bookedLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
}

/**
 * What parts of this capability know about a conference and the blocks rest on. Each fact has one provider, which
 * registers itself while the application starts. Without a provider the default holds that is named here.
 */
export interface ProvidedFacts {
  /** Bodies that will not come, or did not, and owe a written contribution. Default: none. Part: briefs. */
  readonly contributionsMissing: readonly UnitId[];
  /** Who takes part without a signed confidentiality undertaking. Default: nobody. Part: sitting. */
  readonly undertakingsMissing: readonly ConcernedParticipant[];
  /**
   * Whether a second person released the anonymisation check. `null`: there is nothing to release, because no brief was
   * written. Default: `null`. Part: briefs.
   */
  readonly anonymisationReleased: boolean | null;
  /** Bodies that said they will not come, or are not there. Default: none. Part: sitting (attendance). */
  readonly absentUnits: readonly UnitId[];
  /**
   * Whether bodies may take on tasks; a body that is not in it has said nothing yet, which keeps nobody from sitting.
   * Default: what the body said, else the mandate that the directory knows of whoever comes. Part: sitting (attendance).
   */
  readonly mandates: ReadonlyMap<UnitId, boolean>;
  /** Who interprets in the room. Default: nobody. Part: sitting (attendance). */
  readonly interpretersPresent: readonly InterpreterPresent[];
  /** Interpreting. Default: not needed. Part: calendar planning (interpreter booking). */
  readonly interpreter: InterpreterFact;
  /** Whether the person is invited. Default: to the date that stands; nobody where no person of the register is meant. */
  readonly personInvited: boolean;
  /** Item paused because somebody recognised an anonymised case; no block, the chair decides. Default: no. Part: sitting. */
  readonly recognised: boolean;
}

/** Code of a fact. */
export type FactName = keyof ProvidedFacts;

/** Looks a fact up, inside the transaction and with the rights of the platform: it must not depend on who asks. */
export type FactProvider<Name extends FactName> = (
  tx: Tx,
  subject: ConferenceSubject,
) => Promise<ProvidedFacts[Name]>;

/** Told when a fact of a conference changed; assesses the blocks anew. */
export type FactsListener = (tx: Tx, id: ConferenceId) => Promise<void>;

type Providers = { [Name in FactName]?: FactProvider<Name> };

/** Registry of facts about conferences: parts register what they know, the blocks ask. */
@Injectable()
export class ConferenceFacts {
  private readonly providers: Providers = {};
  private readonly listeners: FactsListener[] = [];

  /**
   * Registers who knows a fact; call it in `onModuleInit`.
   *
   * @throws {Error} the fact has a provider already.
   */
  register<Name extends FactName>(fact: Name, provider: Providers[Name]): void {
    if (this.providers[fact]) throw new Error(`Fact ${fact} has two providers`);
    this.providers[fact] = provider;
  }

  /** Fact from its provider; `undefined` when nobody registered, so that the default holds. */
  async find<Name extends FactName>(
    fact: Name,
    tx: Tx,
    subject: ConferenceSubject,
  ): Promise<ProvidedFacts[Name] | undefined> {
    const provider: FactProvider<Name> | undefined = this.providers[fact];
    return provider && tx.exOfficio(() => provider(tx, subject));
  }

  /** Registers who follows changes. */
  subscribe(listener: FactsListener): void {
    this.listeners.push(listener);
  }

  /**
   * A part tells that a fact of a conference changed: its blocks are assessed anew in the same transaction, and the
   * process follows (to `blocked` or out of it).
   */
  async changed(tx: Tx, id: ConferenceId): Promise<void> {
    for (const listener of this.listeners) await tx.exOfficio(() => listener(tx, id));
  }
}
