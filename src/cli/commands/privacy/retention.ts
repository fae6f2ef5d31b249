import {
  retentionRules,
  retentionStatuses,
  RunRetention,
  type RetentionReport,
  type RetentionRule,
} from '../../../sharing/index.js';
import { EXIT, type Command } from '../command.js';
import { REGION_OPTION, regionsOf, withApplication } from './privacy-application.js';

const RULES = new Map(retentionRules.map((rule) => [rule.recordKind, rule]));

function period(keep: RetentionRule['keep']): string {
  return 'months' in keep ? `${keep.months} Monate · months` : `${keep.days} Tage · days`;
}

function sentences({ regionId, lines, overrides }: RetentionReport): readonly string[] {
  return lines.flatMap(({ recordKind, due, held, erased, before }) => {
    const rule = RULES.get(recordKind);
    return [
      `${regionId}  ${recordKind}  vor · before ${before}: fällig · due ${due}, gehalten · held ${held}, gelöscht · erased ${erased}`,
      ...(rule
        ? [
            `${regionId}    Frist · period ${period(rule.keep)} (${retentionStatuses[rule.status]}: ${rule.source})`,
          ]
        : []),
      ...overrides
        .filter((override) => override.recordKind === recordKind)
        .map(
          ({ unitId, months, validFrom }) =>
            `${regionId}    Stelle · unit ${unitId}: ${months} Monate · months, seit · since ${validFrom}`,
        ),
    ];
  });
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
      de: 'Die Regeln stehen in policies/retention.json; was die Datenschutzbeauftragte einer Stelle anders entschieden hat, steht darunter.',
      en: 'The rules are in policies/retention.json; what the data protection officer of a unit decided otherwise stands below.',
    },
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
