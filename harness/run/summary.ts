import type { Passing } from '../scenarios/find-hint.ts';
import { failureText, type Paint, wrap } from './failure-text.ts';
import type { CodeWarning } from './lab-code-check.ts';
import type { PartResult, ScenarioFailure, ScenarioResult } from './result.ts';
import { hundredths } from './score.ts';

/** Failures that are shown in full, unless somebody wants fewer. */
const FAILURES_SHOWN = 5;
const WARNINGS_SHOWN = 10;

export interface SummaryOptions {
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly failuresShown?: number;
  /** By part: scenarios that are known to pass. */
  readonly passing?: ReadonlyMap<string, Passing>;
}

/**
 * Part, scenario, passed/runs, points, virtual and CPU time: a row for each scenario and a sum for each part.
 */
export function resultTable(parts: readonly PartResult[], { paint, verbose }: SummaryOptions): string {
  const rows = parts.flatMap((part) => [
    ...part.scenarios.map((scenario, index) => scenarioRow(index === 0 ? part.part : '', scenario)),
    sumRow(part),
  ]);
  const header: Row = { mark: ' ', cells: ['part', 'scenario', 'passed', 'points', 'virtual', 'cpu'] };
  const widths = header.cells.map((_, column) =>
    Math.max(...[header, ...rows].map(({ cells }) => (cells[column] ?? '').length)),
  );
  const lines = [paint.dim(rowText(header, widths)), ...rows.map((row) => paintRow(row, widths, paint))];
  if (verbose) lines.push('', ...parts.flatMap(exercisedLines));
  return lines.join('\n');
}

/** What the checks of the code found, or why they did not run. None of it changes the verdict. */
export function warningsText(warnings: readonly CodeWarning[] | string, paint: Paint): string {
  if (typeof warnings === 'string') return paint.yellow(`The code could not be checked: ${warnings}`);
  if (warnings.length === 0) return '';
  const shown = warnings.slice(0, WARNINGS_SHOWN).map(({ file, line, column, message }) => {
    return `  ${file}:${line}:${column}  ${message}`;
  });
  const hidden = warnings.length - shown.length;
  return [
    paint.yellow('Type errors and forgotten promises (the tests ran all the same):'),
    ...shown,
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ].join('\n');
}

/**
 * The first failures in full, at most one a scenario, and one friendly note for each part still to be
 * written.
 */
export function failuresText(parts: readonly PartResult[], options: SummaryOptions): string {
  const notes = parts.map((part) => notWrittenText(part, options.paint)).filter(Boolean);
  const failing = parts.flatMap(({ part, scenarios }) =>
    scenarios
      .map((scenario) => ({ ...scenario, failures: scenario.failures.filter(isWritten) }))
      .filter(({ failures }) => failures.length > 0)
      .map((scenario) => ({ part, scenario })),
  );
  const { failuresShown = FAILURES_SHOWN } = options;
  const shown = failing.slice(0, failuresShown);
  const hidden = failing.slice(failuresShown);
  const texts = shown.map(({ part, scenario }) => {
    return failureText(part, scenario, { ...options, passing: options.passing?.get(part) });
  });
  if (hidden.length > 0) {
    const names = hidden.map(({ part, scenario }) => `only=${scenario.slug} (${part})`).join(', ');
    const text = `${hidden.length} more failing ${plural(hidden.length, 'scenario')}: ${names}`;
    texts.push(wrap(text).join('\n'));
  }
  return [...notes, ...texts].join('\n\n');
}

/** What the last line says. */
export interface Verdict {
  readonly passed: boolean;
  readonly parts: readonly PartResult[];
  /** Tests that are not scenarios. */
  readonly unitTests: { readonly passed: number; readonly failed: number };
  /** From Enter to here. */
  readonly wallMs: number;
}

/** The last line: passed or failed, points, runs and the time from Enter to here. */
export function verdictText({ passed, parts, unitTests, wallMs }: Verdict, paint: Paint): string {
  const runs = sumOf(parts, ({ scenarios }) => scenarios.reduce((sum, one) => sum + one.runs, 0));
  const points = hundredths(sumOf(parts, (part) => part.points));
  const max = hundredths(sumOf(parts, (part) => part.max));
  const idle = parts.filter(({ scenarios }) => !scenarios.some((one) => one.runs > 0));
  const tests = unitTests.passed + unitTests.failed;
  const facts = [
    max > 0 ? `${points} of ${max} ${plural(max, 'point')}` : scenariosPassed(parts),
    `${runs} ${plural(runs, 'run')}`,
    ...(tests > 0 ? [`${unitTests.passed} of ${tests} ${plural(tests, 'test')} of the project`] : []),
    duration(wallMs),
    ...(idle.length > 0 ? [`no run of ${idle.map(({ part }) => part).join(', ')} took place`] : []),
  ];
  const verdict = passed ? paint.green(paint.bold('PASSED')) : paint.red(paint.bold('FAILED'));
  const text = `${verdict}  ${parts.map(({ part }) => part).join(', ')}: ${facts.join(', ')}`;
  return tests > 0 ? `${text}\n\n${countsForMachines(parts, unitTests)}` : text;
}

/** Of parts that give no points. */
function scenariosPassed(parts: readonly PartResult[]): string {
  const scenarios = parts.flatMap((part) => part.scenarios);
  return `${scenarios.filter(hasPassed).length} of ${scenarios.length} ${plural(scenarios.length, 'scenario')}`;
}

/** The project's own suite ends with a line that CI systems can read: tests and scenarios together. */
function countsForMachines(parts: readonly PartResult[], unitTests: Verdict['unitTests']): string {
  const scenarios = parts.flatMap((part) => part.scenarios);
  const good = scenarios.filter(hasPassed).length;
  return `${unitTests.passed + good} passed, ${unitTests.failed + scenarios.length - good} failed`;
}

/** `340 ms`, `12.3 s`, `4 min 05 s`, `3 h 20 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** `1 run`, `2 runs`: the word for a count. */
export function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

interface Row {
  readonly mark: ' ' | '✓' | '✗';
  readonly cells: readonly string[];
  readonly isSum?: boolean;
}

function scenarioRow(part: string, scenario: ScenarioResult): Row {
  const { name, passed, runs, virtualMs, cpuMs } = scenario;
  return {
    mark: hasPassed(scenario) ? '✓' : '✗',
    cells: [part, name, `${passed}/${runs}`, pointsText(scenario), duration(virtualMs), duration(cpuMs)],
  };
}

function hasPassed({ runs, passed }: ScenarioResult): boolean {
  return runs > 0 && passed === runs;
}

/** `–`: there are none to be had. */
function pointsText({ points, max }: Pick<ScenarioResult, 'points' | 'max'>): string {
  return max > 0 ? `${points}/${max}` : '–';
}

function sumRow(part: PartResult): Row {
  const total = (pick: (scenario: ScenarioResult) => number): number =>
    part.scenarios.reduce((sum, scenario) => sum + pick(scenario), 0);
  const passed = `${total((one) => one.passed)}/${total((one) => one.runs)}`;
  const times = [duration(total((one) => one.virtualMs)), duration(total((one) => one.cpuMs))];
  return { mark: ' ', isSum: true, cells: ['', part.part, passed, pointsText(part), ...times] };
}

/** Text to the left, numbers to the right. */
function rowText({ mark, cells }: Row, widths: readonly number[]): string {
  const padded = cells.map((cell, column) =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  return `${mark} ${padded.join('  ')}`.trimEnd();
}

function paintRow(row: Row, widths: readonly number[], paint: Paint): string {
  const text = rowText(row, widths);
  if (row.isSum) return paint.dim(text);
  return row.mark === '✗' ? paint.red(text) : text.replace('✓', paint.green('✓'));
}

function exercisedLines({ part, scenarios }: PartResult): string[] {
  return scenarios.map(({ slug, exercised }) => {
    const counts = Object.entries(exercised).map(([name, count]) => `${name} ${count}`);
    return `  ${part} ${slug} exercised: ${counts.join(', ') || 'nothing that is counted'}`;
  });
}

function isWritten({ kind }: ScenarioFailure): boolean {
  return kind !== 'not-implemented';
}

function notWrittenText({ part, scenarios }: PartResult, paint: Paint): string {
  const missing = scenarios.filter(({ failures }) => !failures.every(isWritten));
  const messages = missing.flatMap(({ failures }) => failures.filter((one) => !isWritten(one)));
  if (messages.length === 0) return '';
  const distinct = new Set(messages.map(({ message }) => message.replace(/^NotImplemented: /, '')));
  const scope = `${missing.length} of ${scenarios.length} ${plural(scenarios.length, 'scenario')}`;
  return [
    `${paint.yellow('○')} ${paint.bold(`${part} is still to be written`)} (${scope} met a hole in the stub)`,
    ...[...distinct].map((message) => `  ${message}`),
  ].join('\n');
}

function sumOf(parts: readonly PartResult[], pick: (part: PartResult) => number): number {
  return parts.reduce((sum, part) => sum + pick(part), 0);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
