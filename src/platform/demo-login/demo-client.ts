/** Public client of the demonstration. */
export const DEMO_CLIENT_ID = 'fallwerk-demo';

/** Where the authorization code arrives, below the public address. */
export const DEMO_CALLBACK_PATH = '/demo/callback';

/** Scope the client asks for; the API itself is the default resource. */
export const DEMO_SCOPE = 'openid';

/** Name of the form field that carries the chosen account. */
export const ACCOUNT_FIELD = 'account';

/** Name of the form field that proves that the form came from this server. */
export const FORM_PROOF_FIELD = 'proof';
