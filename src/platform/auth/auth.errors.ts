import { defineErrors } from '../../kernel/index.js';

/** Why a request is not let in. The answer to the caller carries less; see `AuthenticationRefused`. */
export const authErrors = defineErrors({
  TOKEN_EXPIRED: {
    de: 'Die Anmeldung ist abgelaufen.',
    en: 'The login has expired.',
    action: 'Neu anmelden.',
  },
  TOKEN_NOT_YET_VALID: {
    de: 'Die Anmeldung gilt noch nicht.',
    en: 'The login is not valid yet.',
    action: 'Uhrzeit des Servers und des Anmeldedienstes vergleichen; erlaubt sind 5 Sekunden Abweichung.',
  },
  TOKEN_WRONG_ISSUER: {
    de: 'Das Token stammt von einem anderen Anmeldedienst.',
    en: 'The token was issued by another identity provider.',
    action:
      'Am eingestellten Anmeldedienst anmelden; die IT vergleicht den eingestellten Aussteller mit dem des Tokens.',
  },
  TOKEN_WRONG_AUDIENCE: {
    de: 'Das Token ist nicht für Fallwerk ausgestellt.',
    en: 'The token was not issued for Fallwerk.',
    action: 'Die IT stellt am Anmeldedienst den Empfänger (audience) dieser Anwendung ein.',
  },
  TOKEN_ALGORITHM_REFUSED: {
    de: 'Das Signaturverfahren des Tokens ist nicht zugelassen.',
    en: 'The signature algorithm of the token is not allowed.',
    action:
      'Die IT stellt am Anmeldedienst ein zugelassenes asymmetrisches Verfahren ein, zum Beispiel ES256.',
  },
  TOKEN_UNKNOWN_KEY: {
    de: 'Der Schlüssel, mit dem das Token unterschrieben ist, ist unbekannt.',
    en: 'The key that signed the token is unknown.',
    action:
      'Neu anmelden; nach einem Schlüsselwechsel des Anmeldedienstes gilt der neue Schlüssel nach Sekunden.',
  },
  TOKEN_INVALID: {
    de: 'Die Anmeldung ist ungültig.',
    en: 'The login is invalid.',
    action: 'Neu anmelden.',
  },
  ISSUER_UNREACHABLE: {
    de: 'Der Anmeldedienst ist gerade nicht erreichbar.',
    en: 'The identity provider cannot be reached at the moment.',
    action: 'In einigen Sekunden erneut versuchen; die IT prüft die Verbindung zum Anmeldedienst.',
  },
  ACCOUNT_UNKNOWN: {
    de: 'Für diese Anmeldung ist in Fallwerk kein Konto eingerichtet.',
    en: 'No account is registered for this login.',
    action: 'Die Administration der eigenen Stelle um ein Konto bitten.',
  },
});

/** Codes under which a request is not let in. */
export type AuthErrorCode = keyof typeof authErrors;

/** The codes that are about the token itself or its issuer. */
export type TokenRefusalCode = Exclude<AuthErrorCode, 'ACCOUNT_UNKNOWN'>;
