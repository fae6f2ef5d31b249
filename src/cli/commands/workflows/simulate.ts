import {
  comparisonText,
  compareRuns,
  simulate,
  simulationText,
  summaryOf,
  type CompiledDefinition,
  type SimulatedRun,
  type SimulationSize,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type Command, type CommandOption, type OptionValues } from '../command.js';
import type { Terminal } from '../terminal.js';
import { refuseProblem, simulationSources, wordOf, type SimulationSources } from './simulate-sources.js';

const MOST_RUNS = 100_000;
const MOST_SEED = 4_294_967_295;

/** A whole number of the command line. @throws {Refusal} `USAGE`. */
function wholeNumber(options: OptionValues, name: string, limits: { min: number; max: number }, or: number) {
  const word = wordOf(options, name);
  const value = word === undefined ? or : /^\d{1,10}$/.test(word) ? Number(word) : Number.NaN;
  if (value >= limits.min && value <= limits.max) return value;
  const range = `${String(limits.min)}–${String(limits.max)}`;
  throw new Refusal(
    'USAGE',
    {
      de: `--${name} ist eine ganze Zahl, ${range}.`,
      en: `--${name} is a whole number, ${range}.`,
    },
    EXIT.usage,
  );
}

function sizeOf(options: OptionValues): SimulationSize {
  return {
    runs: wholeNumber(options, 'runs', { min: 1, max: MOST_RUNS }, 1_000),
    seed: wholeNumber(options, 'seed', { min: 0, max: MOST_SEED }, 1),
  };
}

function report(sources: SimulationSources, size: SimulationSize, terminal: Terminal, isJson: boolean): void {
  const { compiled, against, assumptions, ignored } = sources;
  if (ignored.length > 0) {
    terminal.complain(
      'Nicht benutzt, weil nur eine andere Fassung es kennt: · Not used, because only another version knows it:',
    );
    for (const place of ignored) terminal.complain(`  ${place.split(':')[0] ?? place}`);
  }
  const play = (version: CompiledDefinition): readonly SimulatedRun[] => {
    const result = simulate(version, assumptions, size);
    return result.ok ? result.value : refuseProblem(result.error);
  };
  const runs = play(compiled);
  const other = against && { compiled: against, runs: play(against) };
  const summaries = [{ compiled, runs }, ...(other ? [other] : [])].map((each) =>
    summaryOf(each.compiled, each.runs),
  );
  const comparison = other && compareRuns({ compiled, runs }, other, size.seed);
  if (isJson) {
    const { note, sources: from = [] } = assumptions;
    const result = { note, sources: from, ...size, summaries, ...(comparison ? { comparison } : {}) };
    terminal.say(JSON.stringify(result, undefined, 2));
    return;
  }
  const lines = [
    assumptions.note,
    ...summaries.flatMap((summary) => ['', ...simulationText(summary)]),
    ...(comparison ? ['', ...comparisonText(comparison)] : []),
  ];
  for (const line of lines) terminal.say(line);
}

const OPTIONS: Readonly<Record<string, CommandOption>> = {
  version: {
    type: 'string',
    value: 'Fassung · version',
    help: { de: 'diese Fassung statt der neuesten', en: 'this version instead of the newest' },
  },
  against: {
    type: 'string',
    value: 'Fassung|Datei · version|file',
    help: {
      de: 'Was wäre, wenn: vergleicht mit dieser Fassung oder diesem Entwurf, bei gleichem Zufall',
      en: 'what if: compares with this version or draft, under the same chance',
    },
  },
  assumptions: {
    type: 'string',
    value: 'Datei · file',
    help: {
      de: 'diese Annahmen statt workflows/<Prozess>/simulation.json',
      en: 'these assumptions instead of workflows/<process>/simulation.json',
    },
  },
  recorded: {
    type: 'boolean',
    help: {
      de: 'nimmt Dauer und Anteile aus den Vorgängen der Datenbank, wo es je Schritt mindestens fünf Fälle gibt',
      en: 'takes durations and shares from the processes of the database, where five cases or more took a step',
    },
  },
  runs: {
    type: 'string',
    value: 'Zahl · number',
    help: { de: 'Durchläufe, sonst 1000', en: 'number of runs, 1000 by default' },
  },
  seed: {
    type: 'string',
    value: 'Zahl · number',
    help: { de: 'anderer Zufall, sonst 1', en: 'another chance, 1 by default' },
  },
  json: { type: 'boolean', help: { de: 'gibt alles als JSON aus', en: 'prints everything as JSON' } },
  folder: {
    type: 'string',
    value: 'Ordner · folder',
    help: { de: 'nimmt diesen Ordner statt workflows/', en: 'takes this folder instead of workflows/' },
  },
};

/** Plays many processes with assumed or recorded durations. Writes nothing. */
export const workflowsSimulate: Command = {
  name: 'workflows simulate',
  summary: {
    de: 'Spielt einen Prozess viele Male durch, mit angenommenen oder aufgezeichneten Zeiten: Wie lange dauert er, auf wen wird gewartet, was ändert eine andere Fassung?',
    en: 'Plays a process many times with assumed or recorded durations: how long it takes, who is waited for, what another version changes.',
  },
  arguments: [{ name: 'key' }],
  options: OPTIONS,
  notes: [
    {
      de: 'Beispiele: simulate task · simulate task --against entwurf.json · simulate task --version 1 --against 2',
      en: 'Examples: simulate task · simulate task --against draft.json · simulate task --version 1 --against 2',
    },
    {
      de: 'Das Ergebnis gilt nur so weit wie die Annahmen; es ist keine Vorhersage für einen Fall.',
      en: 'The result is worth what the assumptions are; it predicts no single case.',
    },
  ],
  run: async (options, terminal) => {
    const size = sizeOf(options);
    report(await simulationSources(options), size, terminal, options['json'] === true);
    return EXIT.ok;
  },
};
