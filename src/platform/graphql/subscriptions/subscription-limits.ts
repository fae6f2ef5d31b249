/** What clients may hold open, on one node. */
export interface SubscriptionLimits {
  /** Connections of everybody together, those that have not said yet who they are included. */
  readonly maxConnections: number;
  /** Connections of one account: its browser windows. */
  readonly maxConnectionsPerAccount: number;
  /** Subscriptions of one account, over all its connections. */
  readonly maxSubscriptionsPerAccount: number;
  /** Bytes of one message from the client. */
  readonly maxMessageBytes: number;
  /** Time a new connection has to say who it is. */
  readonly initTimeoutMs: number;
  /** Between two questions whether the client is still there; without an answer until the next it is cut. */
  readonly pingEveryMs: number;
}

/** Limits that a browser with many windows never meets. */
export const defaultSubscriptionLimits: SubscriptionLimits = {
  maxConnections: 5_000,
  maxConnectionsPerAccount: 20,
  maxSubscriptionsPerAccount: 100,
  maxMessageBytes: 65_536,
  initTimeoutMs: 3_000,
  pingEveryMs: 12_000,
};

/** Why a socket is closed; RFC 6455, section 7.4, and the protocol graphql-transport-ws. */
export const CloseReason = {
  goingAway: [1001, 'Going away'],
  tryAgainLater: [1013, 'Try again later'],
  forbidden: [4403, 'Forbidden'],
  tooManyConnections: [4429, 'Too many connections'],
  broken: [4500, 'Internal server error'],
} as const;
