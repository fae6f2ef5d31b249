import { CodeFlowFailed, loadConfig, login } from '../../platform/index.js';
import { EXIT, type Command } from './command.js';

/** Prints an access token of a demonstration account, for curl; what the login page gives a browser, and no more. */
export const demoToken: Command = {
  name: 'demo token',
  summary: {
    de: 'Meldet ein Demo-Konto beim laufenden Server an und gibt sein Zugangstoken aus, etwa für curl.',
    en: 'Logs a demonstration account in at the running server and prints its access token, e.g. for curl.',
  },
  arguments: [{ name: 'ACCOUNT' }],
  options: {
    url: {
      type: 'string',
      value: 'URL',
      help: {
        de: 'Adresse des Servers; sonst PUBLIC_URL oder http://localhost:<PORT>',
        en: 'address of the server; else PUBLIC_URL or http://localhost:<PORT>',
      },
    },
  },
  run: async (options, terminal) => {
    const baseUrl = typeof options['url'] === 'string' ? options['url'] : loadConfig().http.publicUrl;
    if (!/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) {
      terminal.complain(
        `USAGE „${baseUrl}“ ist keine Adresse (http://…). · “${baseUrl}” is no address (http://…).`,
      );
      return EXIT.usage;
    }
    try {
      terminal.say(await login(baseUrl, String(options['ACCOUNT'])));
      return EXIT.ok;
    } catch (error) {
      const reason = error instanceof CodeFlowFailed ? error.message : 'keine Antwort · no answer';
      terminal.complain(
        `Die Anmeldung unter ${baseUrl} gelang nicht: Läuft dort die Demonstration (npm start), und gibt es das Konto?\n` +
          `The login at ${baseUrl} failed: does the demonstration run there (npm start), and is there such an account?\n` +
          `(${reason})`,
      );
      return EXIT.failed;
    }
  },
};
