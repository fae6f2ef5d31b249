import { Injectable } from '@nestjs/common';
import { err, ok, type CaseId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { systemActor } from '../../workflow/index.js';
import type { ConsentGround } from '../domain/index.js';
import {
  findConsent,
  listConsents,
  listGrantedByMinors,
  type ConsentView,
} from '../persistence/consent.repository.js';
import type { AnswerConsentCommand } from './answer-consent.js';
import { CaseRelations } from './case-relations.js';
import { ConsentSteps } from './consent-steps.js';

export interface EndConsentCommand extends AnswerConsentCommand {
  readonly ground: 'RECIPIENT_FUNCTION_CHANGED' | 'PURPOSE_CHANGED';
}

/** What ended: a case, its lead, or the participation of one unit. */
export interface EndedGround {
  readonly caseId: CaseId;
  readonly ground: ConsentGround;
  /** Only declarations from or to this unit; left out: all of the case. */
  readonly unitId?: UnitId;
}

/** Ends declarations whose ground is gone before their last day; nothing is extended by itself. */
@Injectable()
export class EndConsents {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly steps: ConsentSteps,
  ) {}

  /** Called by the capability that ends the ground, in its transaction. What was not answered is taken back. */
  async groundEnded(tx: Tx, { caseId, ground, unitId }: EndedGround): Promise<void> {
    for (const consent of await tx.exOfficio(() => listConsents(tx, caseId))) {
      const concerned = [consent.discloserUnitId, consent.recipientUnitId];
      if (unitId === undefined || concerned.includes(unitId))
        await tx.exOfficio(() => this.endOne(tx, consent, ground));
    }
  }

  /** Declarations of minors end on the day the person comes of age. @returns How many ended. */
  async endOfMinority(tx: Tx): Promise<number> {
    const today = this.clock.today().toString();
    let ended = 0;
    for (const consent of await listGrantedByMinors(tx)) {
      const majorityOn = await this.relations.majorityOn(tx, consent.caseId);
      if (majorityOn === undefined || majorityOn > today) continue;
      await this.endOne(tx, consent, 'MAJORITY');
      ended += 1;
    }
    return ended;
  }

  /**
   * The disclosing unit notices that the recipient's function or the purpose changed.
   *
   * @returns Id of the consent. Errors: those of the engine.
   * @throws {AccessDenied} not staff of the disclosing unit.
   */
  async execute(principal: Principal, input: EndConsentCommand) {
    return this.commands.run({ name: 'endConsent', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      if (found.relation.isClient) throw new AccessDenied();
      const payload = { endedOn: this.clock.today().toString(), ground: input.ground };
      const actor = this.steps.actor(principal, found);
      const moved = await this.steps.move(tx, found.consent, 'GROUND_ENDED', payload, actor);
      if (!moved.ok) return err(moved.error);
      await this.steps.record(tx, found, 'CONSENT_GROUND_ENDED', { ground: input.ground });
      return ok({ consentId: found.consent.id });
    });
  }

  /**
   * The disclosing unit takes back what the person has not answered: it is not needed any more.
   *
   * @returns Id of the consent. Errors: those of the engine.
   * @throws {AccessDenied} not staff of the disclosing unit.
   */
  async withdraw(principal: Principal, input: AnswerConsentCommand) {
    return this.commands.run({ name: 'withdrawConsentOffer', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      if (found.relation.isClient) throw new AccessDenied();
      const moved = await this.steps.withdraw(tx, found.consent, this.steps.actor(principal, found));
      if (!moved.ok) return err(moved.error);
      await this.steps.record(tx, found, 'CONSENT_OFFER_WITHDRAWN');
      // The recipient could follow the offer while it was open.
      accessMayHaveChanged(tx, { caseId: found.consent.caseId });
      return ok({ consentId: found.consent.id });
    });
  }

  /** A move that is refused has waited for whoever was just answering: what they left is read again, and no longer changes. */
  private async endOne(tx: Tx, listed: ConsentView, ground: ConsentGround): Promise<void> {
    const refused = await this.tryToEnd(tx, listed, ground);
    if (refused === undefined) return;
    const now = await findConsent(tx, listed.id);
    const again = now && now.state !== listed.state ? await this.tryToEnd(tx, now, ground) : refused;
    if (again !== undefined) throw new Error(`A declaration could not follow its ground: ${again}`);
  }

  /** @returns Code of the refusal; `undefined` when the declaration permits nothing any more. */
  private async tryToEnd(tx: Tx, consent: ConsentView, ground: ConsentGround): Promise<string | undefined> {
    if (consent.state !== 'GRANTED' && consent.state !== 'OFFERED') return undefined;
    const payload = { endedOn: this.clock.today().toString(), ground };
    const moved =
      consent.state === 'GRANTED'
        ? await this.steps.move(tx, consent, 'GROUND_ENDED', payload, systemActor)
        : await this.steps.withdraw(tx, consent, systemActor);
    return moved.ok ? undefined : moved.error.code;
  }
}
