import Table from 'cli-table3';
import type { Paint } from '../../harness/run/failure-text.ts';
import { clip, plainText } from '../plain-text.ts';
import type { GradedPart, SubmissionRecord } from './grade-file.ts';
import { isHandedIn } from './handed-in.ts';

/** What the table needs of a submission: little, as it holds those of the whole class. */
export interface TableRow {
  readonly id: string;
  readonly points: number;
  readonly max: number;
  readonly penalty: number;
  /** How many points the total may be off; undefined where nobody asked. */
  readonly uncertainty: number | undefined;
  readonly isRefused: boolean;
  readonly isHandedIn: boolean;
  readonly parts: readonly TableCell[];
}

interface TableCell {
  readonly part: string;
  readonly points: number;
  readonly max: number;
  readonly isOnOurs: boolean;
  readonly runs: number;
  readonly passed: number;
}

interface Column {
  readonly head: string;
  readonly cells: readonly string[];
}

const LONGEST_ID = 28;

export function tableRow(record: SubmissionRecord, uncertainty?: number): TableRow {
  const { id, points, max, late, refusal, parts } = record;
  return {
    ...{ id, points, max, penalty: late?.penalty ?? 0, uncertainty },
    isRefused: refusal !== undefined,
    isHandedIn: isHandedIn(record),
    parts: parts.map(tableCell),
  };
}

/**
 * Submissions by parts, with the total: the points that were reached, below the points that could be. Where a
 * terminal has too few `columns` for all parts, there are several tables; undefined: it may be as wide as it
 * likes.
 */
export function gradeTable(rows: readonly TableRow[], paint: Paint, columns: number | undefined): string {
  const ids: Column = {
    head: 'submission',
    cells: rows.map(({ id }) => clip(plainText(id), LONGEST_ID)),
  };
  const parts = (rows[0]?.parts ?? []).map((_, index) => partColumn(rows, index, paint));
  const totals = totalColumns(rows, paint);
  const whole = render([ids, ...parts, ...totals]);
  const [idWidth = 0, ...widths] = columnWidths(whole);
  if (columns === undefined || idWidth + sum(widths) + 1 <= columns) return withFootnote(whole, rows);
  const bands = bandsOf([...parts, ...totals], widths, columns - idWidth - 1);
  return withFootnote(bands.map((band) => render([ids, ...band])).join('\n\n'), rows);
}

function tableCell({ part, points, max, prerequisites, scenarios }: GradedPart): TableCell {
  const runs = sum(scenarios.map((scenario) => scenario.runs));
  const passed = sum(scenarios.map((scenario) => scenario.passed));
  return { part, points, max, isOnOurs: prerequisites === 'ours', runs, passed };
}

function partColumn(rows: readonly TableRow[], index: number, paint: Paint): Column {
  const first = rows[0]?.parts[index];
  const cells = rows.map(({ parts }) => {
    const cell = parts[index];
    if (!cell) return '–';
    const text = cell.max > 0 ? score(cell.points, cell.max, paint) : `${cell.passed}/${cell.runs}`;
    return cell.isOnOurs ? `${text}*` : text;
  });
  const below = first && first.max > 0 ? `of ${first.max}` : 'runs';
  return { head: `${first?.part ?? ''}\n${below}`, cells };
}

function totalColumns(rows: readonly TableRow[], paint: Paint): Column[] {
  const totals = rows.map(({ points, max, isRefused, isHandedIn }) => {
    if (!isHandedIn) return paint.red('missing');
    if (isRefused) return paint.red('not run');
    return max > 0 ? score(points, max, paint) : '–';
  });
  const total = { head: `total\nof ${rows[0]?.max ?? 0}`, cells: totals };
  const certain = rows.some((row) => row.uncertainty !== undefined) ? [certaintyColumn(rows)] : [];
  if (rows.every(({ penalty }) => penalty === 0)) return [total, ...certain];
  const late = {
    head: 'late',
    cells: rows.map(({ penalty }) => (penalty > 0 ? paint.yellow(`−${penalty}`) : '')),
  };
  return [late, total, ...certain];
}

function certaintyColumn(rows: readonly TableRow[]): Column {
  const cells = rows.map(({ uncertainty }) => (uncertainty === undefined ? '' : uncertainty.toFixed(2)));
  return { head: '±', cells };
}

function score(points: number, max: number, paint: Paint): string {
  if (points === max) return paint.green(`${points}`);
  return points === 0 ? paint.red('0') : `${points}`;
}

function render(columns: readonly Column[]): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map((_, index) => (index === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  const rows = columns[0]?.cells.length ?? 0;
  for (let row = 0; row < rows; row += 1) table.push(columns.map(({ cells }) => cells[row] ?? ''));
  return table.toString();
}

/** In characters of the terminal, each with the border on its left: read off the upper edge. */
function columnWidths(table: string): number[] {
  const [edge = ''] = table.split('\n', 1);
  return edge
    .slice(1, -1)
    .split('┬')
    .map((dashes) => dashes.length + 1);
}

/** As many columns side by side as fit, and at least one. */
function bandsOf(columns: readonly Column[], widths: readonly number[], room: number): Column[][] {
  const bands: Column[][] = [];
  let left = 0;
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0;
    const band = bands.at(-1);
    if (band && width <= left) {
      band.push(column);
      left -= width;
      return;
    }
    bands.push([column]);
    left = room - width;
  });
  return bands;
}

function withFootnote(table: string, rows: readonly TableRow[]): string {
  const isOnOurs = rows.some(({ parts }) => parts.some((cell) => cell.isOnOurs));
  return isOnOurs ? `${table}\n* on our earlier labs, which gave more points than their own` : table;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
