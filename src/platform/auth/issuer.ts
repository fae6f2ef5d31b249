import type { AppConfig } from '../config/app-config.js';

/** Path below which the identity provider of the demonstration answers. */
export const DEMO_ISSUER_PATH = '/oidc';

/** Whether logins come from the identity provider inside this server: never in production, and only when no other is set. */
export function usesDemoIssuer(config: AppConfig): boolean {
  return config.mode !== 'production' && config.oidc.issuer === undefined;
}

/** The issuer whose tokens are accepted, exactly as it must stand in `iss`. */
export function issuerOf(config: AppConfig): string {
  return config.oidc.issuer ?? `${config.http.publicUrl}${DEMO_ISSUER_PATH}`;
}
