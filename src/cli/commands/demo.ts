import { loadConfig } from '../../platform/index.js';
import { runStory } from '../demo/story/index.js';
import { EXIT, type Command } from './command.js';

/** Plays the Lippe story against the running server. */
export const demo: Command = {
  name: 'demo',
  summary: {
    de: 'Spielt den Lipper Fall gegen den laufenden Server, als die verschiedenen Menschen, und erzählt ihn.',
    en: 'Plays the Lippe case against the running server, as the different people, and tells it in German.',
  },
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
    return runStory({
      baseUrl,
      write: (text) => void process.stdout.write(text),
      complain: (sentence) => terminal.complain(sentence),
    });
  },
};
