import type { AccountId } from '../../../kernel/index.js';
import type { SubscriptionLimits } from './subscription-limits.js';

interface Use {
  connections: number;
  subscriptions: number;
}

/** Counts what each account holds open on this node. */
export class OpenConnections {
  private readonly uses = new Map<AccountId, Use>();

  constructor(private readonly limits: SubscriptionLimits) {}

  /** @returns `false` when the account has as many connections as it may; then nothing is counted. */
  open(account: AccountId): boolean {
    return this.take(account, 'connections', this.limits.maxConnectionsPerAccount);
  }

  close(account: AccountId): void {
    this.giveBack(account, 'connections');
  }

  /** @returns `false` when the account has as many subscriptions as it may; then nothing is counted. */
  subscribe(account: AccountId): boolean {
    return this.take(account, 'subscriptions', this.limits.maxSubscriptionsPerAccount);
  }

  complete(account: AccountId): void {
    this.giveBack(account, 'subscriptions');
  }

  private take(account: AccountId, what: keyof Use, limit: number): boolean {
    const use = this.uses.get(account) ?? { connections: 0, subscriptions: 0 };
    if (use[what] >= limit) return false;
    use[what] += 1;
    this.uses.set(account, use);
    return true;
  }

  private giveBack(account: AccountId, what: keyof Use): void {
    const use = this.uses.get(account);
    if (!use) return;
    use[what] -= 1;
    if (use.connections <= 0 && use.subscriptions <= 0) this.uses.delete(account);
  }
}
