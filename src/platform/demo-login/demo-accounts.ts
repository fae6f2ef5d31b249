/** One account that anybody may log in as while the demonstration runs. */
export interface DemoAccount {
  /** OIDC subject under which the directory knows the account. */
  readonly subject: string;
  /** Invented name, marked as demonstration. */
  readonly displayName: string;
  /** Who that is and what they may do, one German line. */
  readonly description: string;
}

/** The accounts of the demonstration. Implemented by the directory, globally exported. */
export abstract class DemoAccounts {
  /** All accounts in the order in which they are offered; empty before the demonstration is seeded. */
  abstract list(): Promise<readonly DemoAccount[]>;
}
