import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AppConfig } from '../config/app-config.js';
import { AuthenticatedGuard } from './authenticated.guard.js';
import { issuerOf, usesDemoIssuer } from './issuer.js';
import { RequestAuthenticator } from './request-authenticator.js';
import { TokenVerifier } from './token-verifier.js';

/** Builds the verifier of this installation. The issuer is contacted with the first token, not at the start. */
export function createTokenVerifier(config: AppConfig): TokenVerifier {
  return new TokenVerifier({
    issuer: issuerOf(config),
    audience: config.oidc.audience,
    algorithms: config.oidc.algorithms,
    // A demonstration in a local network has no certificate; its issuer is this very server.
    allowPlainHttp: usesDemoIssuer(config),
  });
}

/**
 * Login by bearer token, and the default deny of everything that is not `@Public()`.
 * Needs a globally exported `PrincipalResolver` (directory) and `AppConfig`.
 */
@Global()
@Module({
  providers: [
    { provide: TokenVerifier, useFactory: createTokenVerifier, inject: [AppConfig] },
    RequestAuthenticator,
    { provide: APP_GUARD, useClass: AuthenticatedGuard },
  ],
  exports: [TokenVerifier, RequestAuthenticator],
})
export class AuthModule {}
