import { StartProblem } from '../config/start-problem.js';

/** The demonstration's identity provider was about to run where real people are served. The start must end here. */
export class DemoLoginInProduction extends Error {
  override readonly name = 'DemoLoginInProduction';

  constructor() {
    super(
      'Der Anmeldedienst der Demonstration lässt jede und jeden ohne Passwort ein und startet deshalb nicht mit ' +
        'Produktionseinstellungen. Bitte OIDC_ISSUER auf den Anmeldedienst der Verwaltung setzen.\n' +
        'The identity provider of the demonstration lets everybody in without a password, therefore it does not start ' +
        'with production settings. Please set OIDC_ISSUER to the identity provider of your organisation.',
    );
  }
}

/** The file with the demonstration's keys cannot be used; the message says what to do. */
export class DemoKeysUnusable extends StartProblem {
  override readonly name = 'DemoKeysUnusable';

  constructor(file: string, options?: ErrorOptions) {
    super(
      'DEMO_KEYS_UNUSABLE',
      `Die Schlüsseldatei der Demonstration ist beschädigt: ${file}. Bitte löschen; sie wird neu erzeugt.`,
      `The key file of the demonstration is damaged: ${file}. Please delete it; it will be created anew.`,
      options,
    );
  }
}
