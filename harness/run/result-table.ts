import type { Paint } from './failure-text.ts';
import type { PartResult, ScenarioResult } from './result.ts';
import { scenarioPassed, scorePart } from './score.ts';
import { duration, type SummaryOptions } from './summary.ts';
import { isUntried } from './untried-parts.ts';

/** What will run, as far as a table must know it beforehand. */
export interface PlannedPart {
  readonly part: string;
  readonly slugs: readonly string[];
  /** Of each scenario. */
  readonly runs: number;
}

interface Row {
  readonly mark: ' ' | '✓' | '✗';
  readonly cells: readonly string[];
  readonly isSum?: boolean;
}

const HEADER: Row = { mark: ' ', cells: ['part', 'scenario', 'passed', 'points', 'virtual', 'cpu'] };
/** Numbers of these widths are to be expected. */
const WIDE_POINTS = '99.99/99';
const WIDE_TIME = '59 min 59 s';

/**
 * Part, scenario, passed/runs, points, virtual and CPU time: a row for each scenario, by the word that
 * `only=` takes, and a sum for each part. Parts of which nothing was tried are in it only with `verbose`, as
 * is what the runs exercised. Empty if there is nothing to tell.
 */
export function resultTable(parts: readonly PartResult[], { paint, verbose }: SummaryOptions): string {
  const rows = parts
    .filter((part) => verbose || !isUntried(part))
    .flatMap((part) => [
      ...part.scenarios.map((scenario, index) => scenarioRow(index === 0 ? part.part : '', scenario)),
      sumRow(part),
    ]);
  if (rows.length === 0) return '';
  const widths = widthsOf([HEADER, ...rows]);
  const lines = rows.map((one) => rowText(one, widths, paint));
  return [headerText(widths, paint), ...lines, ...(verbose ? exercisedLines(parts) : [])].join('\n');
}

/**
 * The same table in a pipe, where somebody may wait for it: row by row, as scenarios end. Rows of a part are
 * held back until something of it was tried.
 */
export class GrowingTable {
  private readonly look: SummaryOptions;
  private readonly widths: readonly number[];
  private readonly planned: readonly PlannedPart[];
  private readonly heard = new Map<string, readonly ScenarioResult[]>();
  /** Names of the rows that have been told: part and slug, or the part for its sum. */
  private readonly told = new Set<string>();

  constructor(planned: readonly PlannedPart[], look: SummaryOptions) {
    this.planned = planned;
    this.look = look;
    const widest = planned.flatMap(({ part, slugs, runs }) => {
      const all = slugs.length * runs;
      return slugs.map((slug) => row(' ', [part, slug, `${all}/${all}`, WIDE_POINTS, WIDE_TIME, WIDE_TIME]));
    });
    this.widths = widthsOf([HEADER, ...widest]);
  }

  /** A scenario has ended. Returns the lines that can be told now. */
  add(part: string, result: ScenarioResult): string[] {
    const scenarios = [...(this.heard.get(part) ?? []), result];
    this.heard.set(part, scenarios);
    const isWhole = scenarios.length === this.planned.find((one) => one.part === part)?.slugs.length;
    return this.tell(scorePart(part, scenarios), isWhole);
  }

  /** All is over: returns what is missing, such as scenarios of which nothing was heard. */
  end(parts: readonly PartResult[]): string[] {
    const missing = parts.flatMap((part) => this.tell(part, true));
    return [...missing, ...(this.look.verbose ? exercisedLines(parts) : [])];
  }

  private tell(part: PartResult, isWhole: boolean): string[] {
    const { paint, verbose } = this.look;
    if (!verbose && isUntried(part)) return [];
    const isFirst = this.told.size === 0;
    const rows: Row[] = [];
    const tellOnce = (name: string, newRow: () => Row): void => {
      if (!this.told.has(name)) rows.push(newRow());
      this.told.add(name);
    };
    part.scenarios.forEach((scenario, index) => {
      tellOnce(`${part.part} ${scenario.slug}`, () => scenarioRow(index === 0 ? part.part : '', scenario));
    });
    if (isWhole) tellOnce(part.part, () => sumRow(part));
    const lines = rows.map((one) => rowText(one, this.widths, paint));
    return isFirst && lines.length > 0 ? ['', headerText(this.widths, paint), ...lines] : lines;
  }
}

function row(mark: Row['mark'], cells: readonly string[]): Row {
  return { mark, cells };
}

function scenarioRow(part: string, scenario: ScenarioResult): Row {
  const { slug, passed, runs, virtualMs, cpuMs } = scenario;
  const cells = [part, slug, `${passed}/${runs}`, pointsText(scenario), duration(virtualMs), duration(cpuMs)];
  return row(scenarioPassed(scenario) ? '✓' : '✗', cells);
}

function sumRow(part: PartResult): Row {
  const total = (pick: (scenario: ScenarioResult) => number): number =>
    part.scenarios.reduce((sum, scenario) => sum + pick(scenario), 0);
  const passed = `${total((one) => one.passed)}/${total((one) => one.runs)}`;
  const times = [duration(total((one) => one.virtualMs)), duration(total((one) => one.cpuMs))];
  return { ...row(' ', ['', part.part, passed, pointsText(part), ...times]), isSum: true };
}

/** `–`: there are none to be had. */
function pointsText({ points, max }: Pick<ScenarioResult, 'points' | 'max'>): string {
  return max > 0 ? `${points}/${max}` : '–';
}

function widthsOf(rows: readonly Row[]): readonly number[] {
  return HEADER.cells.map((_, column) => Math.max(...rows.map(({ cells }) => (cells[column] ?? '').length)));
}

function headerText(widths: readonly number[], paint: Paint): string {
  return paint.dim(plainText(HEADER, widths));
}

function rowText(one: Row, widths: readonly number[], paint: Paint): string {
  const text = plainText(one, widths);
  if (one.isSum) return paint.dim(text);
  return one.mark === '✗' ? paint.red(text) : text.replace('✓', paint.green('✓'));
}

/** Text to the left, numbers to the right. */
function plainText({ mark, cells }: Row, widths: readonly number[]): string {
  const padded = cells.map((cell, column) =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  return `${mark} ${padded.join('  ')}`.trimEnd();
}

/** What the runs of each scenario did of what it is about. */
function exercisedLines(parts: readonly PartResult[]): string[] {
  const lines = parts.flatMap(({ part, scenarios }) =>
    scenarios.map(({ slug, exercised }) => {
      const counts = Object.entries(exercised).map(([name, count]) => `${name} ${count}`);
      return `  ${part} ${slug} exercised: ${counts.join(', ') || 'nothing that is counted'}`;
    }),
  );
  return ['', ...lines];
}
