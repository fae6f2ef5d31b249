import type { Change, Comparison } from './comparison.js';
import type { UnfinishedReason } from './simulate-run.js';
import type { Interval, Spread } from './statistics.js';
import type { Part, SimulationSummary, WaitingPart } from './summary.js';

/** States listed; the JSON output has all of them. */
const STATES_SHOWN = 12;

const REASONS: Readonly<Record<UnfinishedReason, string>> = {
  STUCK: 'niemand handelt mehr, keine Frist läuft',
  TIME: 'nach zehn Jahren noch nicht zu Ende',
  STEPS: 'nach 500 Ereignissen noch nicht zu Ende',
};

/** A simulation as German lines for a terminal. */
export function simulationText(summary: SimulationSummary): readonly string[] {
  const { definition, runs, finished, deadlines, unfinished } = summary;
  const head = `${definition.key} ${String(definition.version)}: ${String(runs)} Durchläufe, ${String(finished)} davon zu Ende`;
  return [
    head,
    ...table('Dauer', [
      ['', ...SPREAD_HEAD],
      ['Kalendertage', ...spreadCells(summary.calendarDays)],
      ['Arbeitstage', ...spreadCells(summary.workingDays)],
    ]),
    ...waitTable('Wartezeit je Stelle (Arbeitstage)', summary.owners),
    ...waitTable('Zeit je Zustand (Arbeitstage)', summary.states.slice(0, STATES_SHOWN)),
    ...partTable('Ausgang', summary.ends),
    ...table(
      'Abgelaufene Fristen',
      deadlines.map(({ label, share, perRun }) => [
        label,
        percent(share),
        `${decimal(perRun)}-mal je Durchlauf`,
      ]),
    ),
    ...partTable('Von einer Voraussetzung aufgehalten', summary.refused),
    ...table(
      'Nicht zu Ende gekommen',
      unfinished.map(({ label, share, reason }) => [label, percent(share), REASONS[reason]]),
    ),
  ];
}

/** A what-if as German lines for a terminal. */
export function comparisonText(comparison: Comparison): readonly string[] {
  const { from, to, pairs, runs, total, owners } = comparison;
  return [
    `${from.key} ${String(from.version)} → ${to.key} ${String(to.version)}: ${String(pairs)} von ${String(runs)} Durchläufen in beiden Fassungen zu Ende`,
    changeText('Der Vorgang dauert', total),
    ...owners.map((owner) => changeText(`${owner.label}: Wartezeit`, owner)),
    'Unterschiede in Arbeitstagen; in Klammern der Bereich, in dem 95 von 100 Wiederholungen lägen.',
  ];
}

function changeText(subject: string, { median, mean }: Change): string {
  const verb = subject.endsWith('dauert') ? '' : 'ist ';
  return `${subject} ${verb}im Median ${differenceText(median)}, im Mittel ${differenceText(mean)}.`;
}

function differenceText({ value, low, high }: Interval): string {
  const range = `(${signed(low)} bis ${signed(high)})`;
  if (rounded(value) === 0) return `gleich ${range}`;
  const size = Math.abs(rounded(value));
  const days = size === 1 ? 'Tag' : 'Tage';
  return `${decimal(size)} ${days} ${value < 0 ? 'kürzer' : 'länger'} ${range}`;
}

const SPREAD_HEAD = ['10 % höchstens', 'Median', '90 % höchstens', 'Mittel'];

function spreadCells({ p10, p50, p90, mean }: Spread): readonly string[] {
  return [p10, p50, p90, mean].map(decimal);
}

function waitTable(title: string, parts: readonly WaitingPart[]): readonly string[] {
  if (parts.length === 0) return [];
  const rows = parts.map(({ label, share, workingDays }) => [
    label,
    percent(share),
    ...spreadCells(workingDays),
  ]);
  return table(title, [['', 'Anteil', ...SPREAD_HEAD], ...rows]);
}

function partTable(title: string, parts: readonly Part[]): readonly string[] {
  return table(
    title,
    parts.map(({ label, share }) => [label, percent(share)]),
  );
}

/** Columns as wide as their widest cell: words to the left, numbers to the right. */
function table(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return ['', title, ...rows.map((row) => `  ${line(row)}`)];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function decimal(value: number): string {
  return rounded(value).toFixed(1).replace('.', ',');
}

function signed(value: number): string {
  const text = decimal(Math.abs(value));
  if (rounded(value) === 0) return '0,0';
  return value < 0 ? `−${text}` : `+${text}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace('.', ',')} %`;
}
