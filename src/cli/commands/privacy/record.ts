import { BuildPrivacyRecord, privacyRecordPage } from '../../../sharing/index.js';
import { EXIT, type Command } from '../command.js';
import { inRegion, REGION_OPTION, regionsOf, withApplication } from './privacy-application.js';

/** Prints the record of processing activities, generated from the configuration. */
export const privacyRecord: Command = {
  name: 'privacy record',
  summary: {
    de: 'Gibt das Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO) aus, erzeugt aus der Einrichtung.',
    en: 'Prints the record of processing activities (Art. 30 GDPR), generated from the configuration.',
  },
  options: {
    ...REGION_OPTION,
    json: {
      type: 'boolean',
      help: { de: 'gibt JSON statt Markdown aus', en: 'prints JSON instead of Markdown' },
    },
  },
  run: (options, terminal) =>
    withApplication(async (app) => {
      for (const regionId of await regionsOf(app, options['region'])) {
        const record = await inRegion(app, regionId, (tx) => app.get(BuildPrivacyRecord).build(tx));
        const asJson = JSON.stringify({ regionId, ...record }, undefined, 2);
        terminal.say(options['json'] === true ? asJson : privacyRecordPage(record));
      }
      return EXIT.ok;
    }),
};
