import { OVERVIEW_STAGES, type ConferenceOverviewFigures, type StageCounts } from './overview.js';
import { kindWords, reasonWords, stageWords } from './overview-words.js';

/** What the table is about. */
export interface OverviewHead {
  /** Name of the programme, or of what is counted. */
  readonly scope: string;
  /** Calendar date. */
  readonly asOf: string;
}

type Cell = string | number | null;

const COLUMNS = ['Bereich', 'Merkmal', 'Kennzahl', 'Wert'];
/** Tells programs that read tables which letters these are. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins like this would be calculated by programs that read tables. */
const FORMULA = /^[=+\-@\t\r]/;

/** The overview as a table for spreadsheets: semicolons, one number per row; hidden numbers say so. */
export function overviewCsv(figures: ConferenceOverviewFigures, head: OverviewHead): string {
  const { waitingDays, records } = figures;
  const rows: readonly (readonly Cell[])[] = [
    COLUMNS,
    ['Auswertung', head.scope, 'Stand', head.asOf],
    ...(figures.target === null ? [] : [['Gesamt', '', 'Ziel (Fälle)', figures.target]]),
    ['Gesamt', '', 'Beantragt', figures.requested],
    ...stageRows('Gesamt', '', figures.stages),
    ...figures.blockReasons.map(({ code, count }) => [
      'Hindernis',
      reasonWords[code],
      'Fallkonferenzen',
      count,
    ]),
    ['Wartezeit', 'Antrag bis Sitzung', 'Median (Tage)', waitingDays.median],
    ['Wartezeit', 'Antrag bis Sitzung', '90 % (Tage)', waitingDays.ninetyPercent],
    ['Protokoll', '', 'Fristgerecht', records.inTime],
    ['Protokoll', '', 'Verspätet', records.late],
    ['Protokoll', '', 'Frist läuft', records.running],
    ...figures.byKind.flatMap(({ kind, stages }) => stageRows('Art', kindWords[kind], stages)),
    ...figures.byMonth.flatMap(({ month, requested, held }) => [
      ['Monat', month, 'Beantragt', requested],
      ['Monat', month, 'Durchgeführt', held],
    ]),
  ];
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(written).join(';')}\r\n`).join('');
}

function stageRows(area: string, about: string, stages: StageCounts): readonly (readonly Cell[])[] {
  return OVERVIEW_STAGES.map((stage) => [area, about, stageWords[stage], stages[stage]]);
}

function written(cell: Cell): string {
  if (cell === null) return 'zu klein';
  if (typeof cell === 'number') return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
