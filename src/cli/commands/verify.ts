import { Temporal } from 'temporal-polyfill';
import { asId, type ProcessId } from '../../kernel/index.js';
import { loadConfig, sameLogin, UnitOfWork, type AppConfig } from '../../platform/index.js';
import {
  verifyProcesses,
  type BrokenProcess,
  type Verification,
  type VerifyOptions,
} from '../../workflow/index.js';
import { EXIT, Refusal, type Command, type ExitCode, type OptionValues } from './command.js';
import { connected, requireSchema, withDatabaseOf } from './database.js';
import type { Terminal } from './terminal.js';

/** Time between two lines that say how far it is. */
const PROGRESS_MS = 5_000;
/** Differences that `--json` lists; the rest is counted. */
const MAX_LISTED = 1_000;
const CONNECTIONS = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function verification({ database, holidayRegion }: AppConfig, options: VerifyOptions): Promise<Verification> {
  const { url = '', migrationUrl } = database;
  return connected(
    url,
    async (dataSource) => {
      await requireSchema(dataSource);
      return verifyProcesses(new UnitOfWork(dataSource), { ...options, holidayRegion });
    },
    { asApplicationRole: sameLogin(url, migrationUrl), poolSize: CONNECTIONS },
  );
}

function processOf(value: unknown): { processId?: ProcessId } {
  if (typeof value !== 'string') return {};
  if (UUID.test(value)) return { processId: asId(value.toLowerCase()) };
  throw new Refusal(
    'USAGE',
    { de: '--process braucht eine UUID.', en: '--process needs a UUID.' },
    EXIT.usage,
  );
}

/** A day means its first moment in Germany. */
function sinceOf(value: unknown): { since?: string } {
  if (typeof value !== 'string') return {};
  try {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const instant = isDay
      ? Temporal.PlainDate.from(value).toZonedDateTime('Europe/Berlin').toInstant()
      : Temporal.Instant.from(value);
    return { since: instant.toString() };
  } catch {
    const example = '2026-09-01, 2026-09-01T08:00:00Z';
    throw new Refusal(
      'USAGE',
      {
        de: `--since braucht Tag oder Zeitpunkt: ${example}`,
        en: `--since needs a day or instant: ${example}`,
      },
      EXIT.usage,
    );
  }
}

/** Where a difference was found. */
function placeOf({ difference }: BrokenProcess): string {
  const { place, seq } = difference;
  switch (place) {
    case 'entry':
      return `Eintrag ${seq} · entry ${seq}`;
    case 'definition':
      return `Eintrag ${seq}, Definition · entry ${seq}, definition`;
    case 'process':
      return `Stand des Prozesses nach ${seq} Einträgen · state of the process after ${seq} entries`;
    case 'deadline':
      return `Frist nach ${seq} Einträgen · deadline after ${seq} entries`;
    case 'workItem':
      return `Offene Aufgabe nach ${seq} Einträgen · work item after ${seq} entries`;
    case 'subprocess':
      return `Teilvorgang nach ${seq} Einträgen · sub-process after ${seq} entries`;
    case 'missing':
      return 'Vorgang fehlt · process missing';
    case 'message':
      return `Nachricht zu Eintrag ${seq} · message of entry ${seq}`;
  }
}

/** What a difference says about the hash chain. */
function chainOf({ difference: { place, field, isChainWhole } }: BrokenProcess): readonly string[] {
  if (place !== 'entry') return [];
  if (isChainWhole) return ['  Die Hash-Kette ist bis hier heil. · The hash chain is whole up to here.'];
  if (field !== 'hash') return ['  Die Hash-Kette ist hier gebrochen. · The hash chain is broken here.'];
  return [
    '  Geändert wurde, was von außen kam: Angaben, absendende Person oder Zeitpunkt. · What came from outside was changed: payload, sender or instant.',
  ];
}

function sentences(broken: BrokenProcess): readonly string[] {
  const { field, expected, found } = broken.difference;
  return [
    `Region ${broken.regionId}, Prozess · process ${broken.processId}: ${placeOf(broken)}: ${field}`,
    `  erwartet · expected ${expected}`,
    `  gefunden · found    ${found}`,
    ...chainOf(broken),
  ];
}

/** Collects what is found and says it, as text at once or as one JSON value at the end. */
class Report {
  private readonly startedAt = performance.now();
  private readonly listed: BrokenProcess[] = [];
  private saidAt = this.startedAt;

  constructor(
    private readonly terminal: Terminal,
    private readonly isJson: boolean,
  ) {}

  readonly broken = (broken: BrokenProcess): void => {
    if (this.isJson && this.listed.length < MAX_LISTED) this.listed.push(broken);
    if (!this.isJson) for (const line of sentences(broken)) this.terminal.complain(line);
  };

  readonly progress = ({ processes, broken }: Verification): void => {
    const now = performance.now();
    if (now - this.saidAt < PROGRESS_MS) return;
    this.saidAt = now;
    this.terminal.complain(`… ${processes} Prozesse, ${broken} Abweichungen · processes, differences`);
  };

  end(total: Verification, isOne: boolean): ExitCode {
    const seconds = (performance.now() - this.startedAt) / 1_000;
    const processesPerSecond = Math.round(total.processes / seconds);
    const isMissing = isOne && total.processes === 0;
    const code = total.broken > 0 || isMissing ? EXIT.failed : EXIT.ok;
    if (this.isJson) {
      const rounded = Math.round(seconds * 10) / 10;
      const summary = { ...total, seconds: rounded, processesPerSecond, differences: this.listed };
      this.terminal.say(JSON.stringify(summary, undefined, 2));
    } else if (isMissing) {
      this.terminal.complain('PROCESS_NOT_FOUND Diesen Prozess gibt es nicht. · There is no such process.');
    } else {
      this.summary(total, processesPerSecond);
    }
    return code;
  }

  private summary({ processes, events, broken }: Verification, perSecond: number): void {
    const speed = `(${perSecond} Prozesse/s · processes/s)`;
    if (broken > 0) {
      this.terminal.complain(
        `${broken} von ${processes} Prozessen sind verändert. · ${broken} of ${processes} processes were altered. ${speed}`,
      );
      return;
    }
    this.terminal.say(
      `${processes} Prozesse geprüft, ${events} Einträge; alle Ketten stimmen. Stände, Fristen, Aufgaben, Teilvorgänge und Nachrichten sind so, wie die Protokolle es ergeben. · ${processes} processes checked, ${events} entries; all chains are whole. States, deadlines, work items, sub-processes and messages are as the logs make them. ${speed}`,
    );
  }
}

async function run(options: OptionValues, terminal: Terminal): Promise<ExitCode> {
  const filter = { ...processOf(options['process']), ...sinceOf(options['since']) };
  const report = new Report(terminal, options['json'] === true);
  const { broken: onBroken, progress: onProgress } = report;
  return withDatabaseOf(loadConfig(), async (config) => {
    const total = await verification(config, { ...filter, onBroken, onProgress });
    return report.end(total, filter.processId !== undefined);
  });
}

/** Recomputes all processes from their logs and names the first difference of each. */
export const verify: Command = {
  name: 'verify',
  summary: {
    de: 'Spielt alle Prozesse aus ihren Protokollen nach, vergleicht Stand, Fristen, Aufgaben, Teilvorgänge, Nachrichten und Hash-Ketten und nennt je Prozess die erste Abweichung. Ändert nichts.',
    en: 'Replays all processes from their logs, compares state, deadlines, work items, sub-processes, messages and hash chains and names the first difference of each. Changes nothing.',
  },
  options: {
    process: {
      type: 'string',
      value: 'UUID',
      help: { de: 'nur dieser Prozess', en: 'this process only' },
    },
    since: {
      type: 'string',
      value: 'Tag · day',
      help: {
        de: 'nur Prozesse mit Einträgen seit diesem Tag',
        en: 'only processes with entries since that day',
      },
    },
    json: {
      type: 'boolean',
      help: { de: 'gibt das Ergebnis als JSON aus', en: 'prints the result as JSON' },
    },
  },
  run,
};
