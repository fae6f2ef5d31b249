import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type ConsentId } from '../../kernel/index.js';
import { accessMayHaveChanged, Clock, WithdrawalList, type Tx } from '../../platform/index.js';
import { systemActor, WorkflowRegistry, type EffectInput } from '../../workflow/index.js';
import type { BasisEndReason } from '../domain/index.js';
import { findConsent } from '../persistence/consent.repository.js';
import { ConsentEvents } from './consent-events.js';
import { ConsentSteps } from './consent-steps.js';
import { DisclosureEffects } from './disclosure-effects.js';

/**
 * What follows when a declaration ends, in the transaction in which it does: recipients lose sight, their open
 * subscriptions end, conferences are looked at again, and a restored backup will not bring it back.
 */
@Injectable()
export class ConsentEndings implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly clock: Clock,
    private readonly disclosures: DisclosureEffects,
    private readonly events: ConsentEvents,
    private readonly steps: ConsentSteps,
    private readonly withdrawals: WithdrawalList,
  ) {}

  onModuleInit(): void {
    this.registry.registerEffect('onConsentEnded', {
      label: {
        de: 'Alles neu prüfen, was auf der Einwilligung beruht',
        en: 'Re-check all that rests on the consent',
      },
      run: (tx, input) => this.ended(tx, input),
    });
    this.registry.registerEffect('onReleaseEnded', {
      label: {
        de: 'Alles neu prüfen, was auf der Schweigepflichtentbindung beruht',
        en: 'Re-check all that rests on the release',
      },
      run: (tx, input) => this.ended(tx, input),
    });
    this.withdrawals.register('CONSENT_REVOKED', (tx, id) => this.revokeAgain(tx, asId<ConsentId>(id)));
  }

  private async ended(tx: Tx, { process, event }: EffectInput): Promise<void> {
    const consent = await findConsent(tx, asId<ConsentId>(process.subject.id));
    if (!consent) return;
    // A limitation takes back a part; with a backup the whole must not come back.
    if (/_(REVOKED|LIMITED)$/.test(event.type))
      await this.withdrawals.append(tx, { kind: 'CONSENT_REVOKED', id: consent.id });
    // It also holds what is disclosed, so that nothing can be opened on this declaration beside what follows.
    await this.disclosures.basisEnded(tx, { consentIds: [consent.id], reason: reasonOf(event.type) });
    await this.events.changed(tx, consent);
    accessMayHaveChanged(tx, { caseId: consent.caseId });
  }

  /** A restored database carries out a revocation it does not know of. */
  private async revokeAgain(tx: Tx, id: ConsentId): Promise<void> {
    const consent = await findConsent(tx, id);
    if (consent?.state !== 'GRANTED') return;
    const payload = { revokedOn: this.clock.today().toString(), channel: 'WITHDRAWAL_LIST' };
    const moved = await this.steps.move(tx, consent, 'REVOKED', payload, systemActor);
    if (!moved.ok) throw new Error(`A listed revocation could not be carried out: ${moved.error.code}`);
  }
}

/** Why the basis ended, by the event that ended it; the clock has events of its own. */
function reasonOf(event: string): BasisEndReason {
  if (event.endsWith('_REVOKED')) return 'REVOKED';
  if (event.endsWith('_LIMITED') || event.endsWith('_SUPERSEDED')) return 'SUPERSEDED';
  return event.endsWith('_GROUND_ENDED') ? 'GROUND_ENDED' : 'EXPIRED';
}
