import { RunRetention, type RetentionReport } from '../../../sharing/index.js';
import { EXIT, type Command } from '../command.js';
import { REGION_OPTION, regionsOf, withApplication } from './privacy-application.js';

function sentences({ regionId, lines }: RetentionReport): readonly string[] {
  return lines.map(
    ({ recordKind, due, held, erased, before }) =>
      `${regionId}  ${recordKind}  vor · before ${before}: fällig · due ${due}, gehalten · held ${held}, gelöscht · erased ${erased}`,
  );
}

/** Counts what the retention rules would end, or ends it. */
export const privacyRetention: Command = {
  name: 'privacy retention',
  summary: {
    de: 'Zählt, was nach den Löschfristen zu Ende geht; erst mit --apply wird gelöscht, mit Nachweis.',
    en: 'Counts what the retention rules end; only with --apply it is erased, with proof.',
  },
  options: {
    ...REGION_OPTION,
    apply: {
      type: 'boolean',
      help: { de: 'löscht und anonymisiert; unumkehrbar', en: 'erases and anonymises; cannot be undone' },
    },
    json: { type: 'boolean', help: { de: 'gibt JSON aus', en: 'prints JSON' } },
  },
  notes: [
    {
      de: 'Was ein offener Antrag oder eine offene Datenschutzverletzung braucht, bleibt (gehalten).',
      en: 'What an open request or breach needs stays (held).',
    },
    {
      de: 'Das Zugriffsprotokoll löscht der Arbeitsdienst jede Nacht selbst; hier wird es nur gezählt.',
      en: 'The access log is deleted every night by the worker itself; here it is only counted.',
    },
  ],
  run: (options, terminal) =>
    withApplication(async (app) => {
      const reports: RetentionReport[] = [];
      for (const regionId of await regionsOf(app, options['region'])) {
        reports.push(...(await app.get(RunRetention).run(() => options['apply'] === true, regionId)));
      }
      if (options['json'] === true) terminal.say(JSON.stringify(reports, undefined, 2));
      else for (const line of reports.flatMap(sentences)) terminal.say(line);
      return EXIT.ok;
    }),
};
